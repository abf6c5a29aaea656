import { Command, CommanderError } from 'commander';
import { RULEBOOK } from '../domain/rulebook/published.ts';
import { answerBatch } from './due-batch.ts';
import { answerDue, type DueQuestion } from './due-question.ts';
import { answerInWords, listedRules, ruleListInWords } from './due-words.ts';

/** Where a command reads from and writes to. */
export type DueStreams = {
  readonly stdin: AsyncIterable<string | Uint8Array>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
};

type DueOptions = {
  readonly from?: string;
  readonly anchor?: readonly string[];
  readonly list?: boolean;
  readonly batch?: boolean;
  readonly json?: boolean;
};

type Asked = { readonly rule: string | undefined; readonly options: DueOptions };

/** The answer was given. */
const ANSWERED = 0;
/** The question is well put but has no date. */
const NO_DATE = 1;
/** The question is not well put: option, rule, anchor or date. */
const ASKED_WRONGLY = 2;

const EXAMPLE = 'npx holdfast due review.first --from 2026-03-02';

/** `holdfast due`: shows the date that a rule gives and how it comes about. Gives the exit code. */
export async function runDue(args: readonly string[], io: DueStreams): Promise<number> {
  const asked = parsed(args, io);
  if (typeof asked === 'number') return asked;
  const { rule, options } = asked;
  if (options.list === true) return list(options, io);
  if (options.batch === true) {
    for await (const line of answerBatch(io.stdin)) io.stdout.write(`${line}\n`);
    return ANSWERED;
  }
  if (rule === undefined) return wrongly(io, `Name a rule, for example: ${EXAMPLE}. \`--list\` names every rule.`);
  return answerOne(rule, options, io);
}

function parsed(args: readonly string[], io: DueStreams): Asked | number {
  const command = new Command('holdfast due')
    .description('Shows when something is due and how the date comes about.')
    .argument('[rule]', 'id of a rule, e.g. review.first')
    .option('--from <date>', 'the day (or moment, where hours count) that the rule counts from')
    .option('--anchor <name=date>', 'a recorded date by its name; may be given more than once', collected)
    .option('--list', 'names every rule with its anchors')
    .option('--batch', 'reads JSON lines {"rule":…,"anchors":{…}} and writes one line for each')
    .option('--json', 'writes JSON')
    .addHelpText('after', `\nExample: ${EXAMPLE}\nExit codes: 0 answered, 1 no date, 2 asked wrongly.`)
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
    })
    .exitOverride();
  try {
    command.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? ANSWERED : wrongly(io, `Say \`npx holdfast due --help\` for what can be asked.`);
  }
  return { rule: command.args[0], options: command.opts<DueOptions>() };
}

function collected(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

function list(options: DueOptions, io: DueStreams): number {
  const rules = listedRules(RULEBOOK.rules);
  io.stdout.write(options.json === true ? `${JSON.stringify(rules, null, 2)}\n` : ruleListInWords(rules));
  return ANSWERED;
}

function answerOne(rule: string, options: DueOptions, io: DueStreams): number {
  const question = questionOf(rule, options);
  if (typeof question === 'string') return wrongly(io, question);
  const answer = answerDue(RULEBOOK, question);
  if ('error' in answer) {
    io.stderr.write(`${answer.error}\n`);
    return answer.fault === 'question' ? ASKED_WRONGLY : NO_DATE;
  }
  io.stdout.write(
    options.json === true ? `${JSON.stringify(answer.due, null, 2)}\n` : answerInWords(answer.due, answer.rule),
  );
  return ANSWERED;
}

/** The question, or a sentence that says how to put it. */
function questionOf(rule: string, options: DueOptions): DueQuestion | string {
  const anchors = new Map<string, string>();
  for (const given of options.anchor ?? []) {
    const separator = given.indexOf('=');
    if (separator < 1) return 'Write an anchor as name=date, for example: --anchor firstReviewHeldOn=2026-03-30';
    anchors.set(given.slice(0, separator), given.slice(separator + 1));
  }
  const preferred = RULEBOOK.rules.findLast(({ id }) => id === rule)?.anchors[0].name;
  if (options.from !== undefined && preferred !== undefined) anchors.set(preferred, options.from);
  return { rule, anchors: Object.fromEntries(anchors) };
}

function wrongly(io: DueStreams, sentence: string): number {
  io.stderr.write(`${sentence}\n`);
  return ASKED_WRONGLY;
}
