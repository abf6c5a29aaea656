import { randomUUID } from 'node:crypto';

/** A request to the API of a running Holdfast; a problem becomes an error that says what the API said. */
export type ApiClient = {
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body: FormData | object, key?: string): Promise<Answer>;
};

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
}

export function createApiClient(address: string, token: string): ApiClient {
  const ask = async <Answer>(path: string, init: RequestInit): Promise<Answer> => {
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${token}`);
    const response = await fetch(`${address}${path}`, { ...init, headers }).catch(() => null);
    if (response === null) throw new ApiProblem(`Nothing answers at ${address}. Start Holdfast first (npm start).`);
    const text = await response.text();
    const answer: Answer & { title?: string; detail?: string } = JSON.parse(text === '' ? '{}' : text);
    if (!response.ok) throw new ApiProblem(`${answer.title ?? 'Refused'}. ${answer.detail ?? ''}`);
    return answer;
  };
  return {
    get: (path) => ask(path, {}),
    post: (path, body, key = randomUUID()) => {
      const isForm = body instanceof FormData;
      const headers: Record<string, string> = {
        'Idempotency-Key': key,
        ...(isForm ? {} : { 'Content-Type': 'application/json' }),
      };
      return ask(path, { method: 'POST', headers, body: isForm ? body : JSON.stringify(body) });
    },
  };
}
