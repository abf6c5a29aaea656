/** Loaded before a process whose clock shall differ from that of the other machines: `--import`, with TEST_CLOCK_AHEAD_MS. */
const AHEAD_MS = Number(process.env['TEST_CLOCK_AHEAD_MS'] ?? 0);
const RealDate = Date;

class ShiftedDate extends RealDate {
  constructor(...given: readonly unknown[]) {
    if (given.length === 0) super(RealDate.now() + AHEAD_MS);
    else super(...(given as [number]));
  }

  static override now(): number {
    return RealDate.now() + AHEAD_MS;
  }
}

globalThis.Date = ShiftedDate as DateConstructor;
