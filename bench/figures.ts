/** One line of the table; `floor` is what plain Temporal did in the same run, `met` null where nothing was promised. */
export type Figure = {
  readonly what: string;
  readonly measured: string;
  readonly floor?: string;
  readonly target?: string;
  readonly met?: boolean;
};

export type Figures = { readonly all: readonly Figure[]; add(figure: Figure): void };

/** Told as they come, so that a long run shows what it has. */
export function createFigures(say: (text: string) => void): Figures {
  const all: Figure[] = [];
  return {
    all,
    add: (figure) => {
      all.push(figure);
      say(`  ${lineOf(figure).join('  ')}`);
    },
  };
}

/** The table for a person: what, measured, floor, target, met or missed. */
export function tableOf(figures: readonly Figure[]): string {
  const lines = [['what', 'measured', 'floor of this run', 'target', ''], ...figures.map(lineOf)];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function lineOf({ what, measured, floor = '', target = '', met }: Figure): string[] {
  return [what, measured, floor, target, met === undefined ? '' : met ? 'met' : 'MISSED'];
}

export function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export async function timed<Value>(run: () => Promise<Value>): Promise<readonly [Value, ms: number]> {
  const begun = performance.now();
  const value = await run();
  return [value, performance.now() - begun];
}

/** Runs a job for every item, so many at once. */
export async function atOnce<Item>(
  items: readonly Item[],
  lanes: number,
  run: (item: Item, place: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (next < items.length) {
        const place = next;
        next += 1;
        await run(items[place]!, place);
      }
    }),
  );
}
