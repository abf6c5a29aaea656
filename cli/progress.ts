import { SingleBar } from 'cli-progress';
import type { Io } from './io.ts';

export type Bar = { show(what: string, done: number, total?: number): void; stop(): void };

/** A bar on a terminal; elsewhere a line now and then. */
export function createBar(io: Pick<Io, 'stderr'>, total: number, first = 'recorded'): Bar {
  const isTerminal = io.stderr.isTTY === true;
  const bar = new SingleBar({
    format: '{what} [{bar}] {value}/{total}',
    stream: process.stderr,
    clearOnComplete: false,
  });
  if (isTerminal) bar.start(total, 0, { what: first });
  let said = '';
  return {
    show: (what, done, of = total) => {
      if (isTerminal) {
        bar.setTotal(of);
        bar.update(done, { what });
        return;
      }
      const line = `${what}: ${String(Math.floor((10 * done) / Math.max(1, of)) * 10)} %`;
      if (line !== said) io.stderr.write(`${line}\n`);
      said = line;
    },
    stop: () => {
      if (isTerminal) bar.stop();
    },
  };
}
