import { z } from 'zod';
import { RULEBOOK } from '../domain/rulebook/published.ts';
import { answerDue } from './due-question.ts';

const BatchLine = z.object({ rule: z.string(), anchors: z.record(z.string(), z.unknown()) });

/** One answer for every line that comes in, rubbish included. */
export async function* answerBatch(stdin: AsyncIterable<string | Uint8Array>): AsyncGenerator<string> {
  for await (const line of linesOf(stdin)) yield JSON.stringify(answerLine(line));
}

function answerLine(line: string): object {
  const asked = BatchLine.safeParse(parsedJson(line));
  if (!asked.success) return { error: 'Write each line as {"rule":"…","anchors":{"…On":"YYYY-MM-DD"}}.' };
  const answer = answerDue(RULEBOOK, asked.data);
  return 'error' in answer ? { error: answer.error } : answer.due;
}

/** What the line says, or undefined: JSON nested too deeply counts as rubbish too. */
function parsedJson(line: string): unknown {
  try {
    return JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Splits at line feeds only: other separators (U+2028) are ordinary characters within JSON. */
async function* linesOf(chunks: AsyncIterable<string | Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let unfinished = '';
  for await (const chunk of chunks) {
    const lines = (unfinished + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))).split(
      '\n',
    );
    unfinished = lines.pop() ?? '';
    yield* lines;
  }
  unfinished += decoder.decode();
  if (unfinished !== '') yield unfinished;
}
