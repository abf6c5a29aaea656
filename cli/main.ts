import { Command, CommanderError } from 'commander';
import { ConfigError } from '../platform/config.ts';

/** Streams and environment of a run; the commands read nothing else of the process. */
const io = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr };

type Run = (args: readonly string[], to: typeof io) => Promise<number>;

const COMMANDS: readonly { readonly name: string; readonly summary: string; readonly run: () => Promise<Run> }[] = [
  {
    name: 'start',
    summary: 'start everything on this machine: database, engine, worker and API',
    run: async () => (await import('./start.ts')).runStart,
  },
  { name: 'work', summary: 'run a worker only', run: async () => (await import('./work.ts')).runWork },
  { name: 'serve', summary: 'run the API only', run: async () => (await import('./serve.ts')).runServe },
  {
    name: 'migrate',
    summary: 'bring the database to the schema of this version',
    run: async () => (await import('./migrate.ts')).runMigrate,
  },
  {
    name: 'import',
    summary: 'import a folder with an SSDA903 return',
    run: async () => (await import('./import.ts')).runImport,
  },
  {
    name: 'people',
    summary: 'import people and teams from CSV files',
    run: async () => (await import('./directory-files.ts')).runPeople,
  },
  {
    name: 'allocations',
    summary: 'import who is worker, IRO, team of each child from a CSV file',
    run: async () => (await import('./directory-files.ts')).runAllocations,
  },
  {
    name: 'decide',
    summary: 'show what waits for a person in an import, and decide it',
    run: async () => (await import('./decide.ts')).runDecide,
  },
  {
    name: 'recompute',
    summary: 'after an upgrade: recompute every open process by this build',
    run: async () => (await import('./recompute.ts')).runRecompute,
  },
  {
    name: 'token',
    summary: 'make a token for a role (embedded issuer only)',
    run: async () => (await import('./token.ts')).runToken,
  },
  { name: 'due', summary: 'show when something is due, and why', run: async () => (await import('./due.ts')).runDue },
  {
    name: 'verify',
    summary: 'check every chain, and that projections equal a rebuild',
    run: async () => (await import('./verify.ts')).runVerify,
  },
  {
    name: 'rebuild',
    summary: 'make projections again from the record, or have every workflow started again',
    run: async () => (await import('./rebuild.ts')).runRebuild,
  },
];

/** `holdfast <command> …`: each command is loaded when it is asked for, and reads its own options. */
async function main(args: readonly string[]): Promise<number> {
  const program = new Command('holdfast')
    .description('Durable workflows for children in care: reviews, timescales, alerts.')
    .exitOverride();
  let code = 0;
  for (const { name, summary, run } of COMMANDS) {
    program
      .command(name, { hidden: false })
      .description(summary)
      .helpOption(false)
      .allowUnknownOption()
      .allowExcessArguments()
      .action(async () => {
        const command = await run();
        code = await command(args.slice(args.indexOf(name) + 1), io);
      });
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 || error.code === 'commander.help' ? 0 : 2;
    if (!(error instanceof ConfigError) && !isOfOptions(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  return code;
}

/** An option that a command does not have, or that lacks its value: said in one line, not as a failure. */
function isOfOptions(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');
}

process.exitCode = await main(process.argv.slice(2));
