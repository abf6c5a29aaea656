import { randomUUID } from 'node:crypto';
import { z } from 'zod';

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
    const answer: unknown = JSON.parse(text === '' ? '{}' : text);
    if (!response.ok) throw new ApiProblem(problemIn(answer));
    if (!isOf<Answer>(answer)) throw new ApiProblem(`${address}${path} answered with something else than an object.`);
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

/** What our own API answers has the shape that its description gives. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller names the shape it asked for
function isOf<Answer>(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null;
}

function problemIn(answer: unknown): string {
  const texts = ['title', 'detail'].map((name) =>
    typeof answer === 'object' && answer !== null && name in answer
      ? String(Object.entries(answer).find(([key]) => key === name)?.[1] ?? '')
      : '',
  );
  return [texts.filter((text) => text !== '').join('. '), ...wrongFields(answer)].join('\n');
}

const fields = z.object({ errors: z.array(z.object({ field: z.string(), message: z.string() })) });

/** Which fields are wrong, a line each. */
function wrongFields(answer: unknown): readonly string[] {
  return (fields.safeParse(answer).data?.errors ?? []).map(({ field, message }) => `  ${field}: ${message}`);
}
