import { Command, CommanderError } from 'commander';
import { ConfigError } from '../platform/config.ts';
import { runDue } from './due.ts';
import { runImport } from './import.ts';
import { runMigrate } from './migrate.ts';
import { runServe } from './serve.ts';
import { runStart } from './start.ts';
import { runToken } from './token.ts';
import { runVerify } from './verify.ts';
import { runWork } from './work.ts';

/** Streams and environment of a run; the commands read nothing else of the process. */
const io = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr };

type Run = (args: readonly string[], to: typeof io) => Promise<number>;

const COMMANDS: readonly { readonly name: string; readonly summary: string; readonly run: Run }[] = [
  { name: 'start', summary: 'start everything on this machine: database, engine, worker and API', run: runStart },
  { name: 'work', summary: 'run a worker only', run: runWork },
  { name: 'serve', summary: 'run the API only', run: runServe },
  { name: 'migrate', summary: 'bring the database to the schema of this version', run: runMigrate },
  { name: 'import', summary: 'import a folder with an SSDA903 return', run: runImport },
  { name: 'token', summary: 'make a token for a role (embedded issuer only)', run: runToken },
  { name: 'due', summary: 'show when something is due, and why', run: runDue },
  { name: 'verify', summary: 'check every chain, and that projections equal a rebuild', run: runVerify },
];

/** `holdfast <command> …`: each command reads its own options. */
async function main(args: readonly string[]): Promise<number> {
  const program = new Command('holdfast').description('Durable workflows for children in care: reviews, timescales, alerts.').exitOverride();
  let code = 0;
  for (const { name, summary, run } of COMMANDS) {
    program
      .command(name, { hidden: false })
      .description(summary)
      .helpOption(false)
      .allowUnknownOption()
      .allowExcessArguments()
      .action(async () => {
        code = await run(args.slice(args.indexOf(name) + 1), io);
      });
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 || error.code === 'commander.help' ? 0 : 2;
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  return code;
}

process.exitCode = await main(process.argv.slice(2));
