import { PROCESSES } from '../domain/processes/index.ts';
import { digest } from '../platform/digest.ts';
import { verifyAll } from '../store/verify.ts';
import type { Io } from './io.ts';
import { connectDatabase, LAW, NotRunningError } from './own-parts.ts';

const FAULTS_SHOWN = 50;

/** `holdfast verify [--json]`: exit code 0 when every chain is whole and every projection equals a rebuild. */
export async function runVerify(args: readonly string[], io: Io): Promise<number> {
  try {
    const parts = await connectDatabase();
    const verified = await verifyAll({ prisma: parts.prisma, processes: PROCESSES, law: LAW, digest }, (checked) => {
      if (io.stderr.isTTY === true) io.stderr.write(`\r${String(checked)} processes checked`);
    });
    await parts.close();
    if (io.stderr.isTTY === true) io.stderr.write('\n');
    if (args.includes('--json')) io.stdout.write(`${JSON.stringify(verified)}\n`);
    else {
      for (const { processId, sequence, fault } of verified.faults.slice(0, FAULTS_SHOWN))
        io.stdout.write(`${processId}${sequence === null ? '' : ` event ${String(sequence)}`}: ${fault}\n`);
      const verdict =
        verified.faults.length === 0
          ? 'Nothing was altered; projections equal a rebuild.'
          : `${String(verified.faults.length)} faults.`;
      const erased =
        verified.erased === 0
          ? ''
          : ` Of ${String(verified.erased)} processes only the chain: their content was destroyed.`;
      io.stdout.write(
        `${String(verified.processes)} processes, ${String(verified.events)} events. ${verdict}${erased}\n`,
      );
    }
    return verified.faults.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof NotRunningError)) throw error;
    io.stderr.write(`${error.message}\n`);
    return 1;
  }
}
