import { londonDateOf } from '../calendar/instant.ts';
import { readDate, readFlag, readText, textOf } from '../json-reading.ts';
import type { Actor } from './actor.ts';
import type { HeartRefusal } from './commands.ts';
import type { Draft } from './draft.ts';
import { lineOf } from '../rulebook/role.ts';
import { askForCorrection, climb, type Scene } from './escalation.ts';
import type { Alert, KeptDuty } from './kept.ts';
import type { Command } from './process.ts';

const ANSWERS: readonly string[] = ['answer-alert', 'record-iro-view'];

/** Commands that answer an alert rather than tell a fact. */
export function isAnswering(kind: string): boolean {
  return ANSWERS.includes(kind);
}

type Answering = {
  readonly command: (Command & { readonly id: string }) | null;
  readonly actor: Actor;
  readonly duties: ReadonlyMap<string, KeptDuty>;
  readonly scene: Scene;
};

/** Notes a person's answer to an alert, or the IRO's view of one; null: accepted, or nothing was answered. */
export function answer(draft: Draft, { command, actor, duties, scene }: Answering): HeartRefusal | null {
  if (command === null || !isAnswering(command.kind)) return null;
  const alert = draft.book.alerts.get(textOf(command.payload, 'alertId'));
  const keptDuty = alert === undefined ? undefined : duties.get(alert.dutyId);
  if (alert === undefined || keptDuty === undefined) return 'unknown-alert';
  if (command.kind === 'record-iro-view') return iroView(draft, alert, { command, actor, scene });
  const refusal = mayNotAnswer(alert, keptDuty, { actor, scene }) ?? mayNotSay(command, scene);
  if (refusal !== null) return refusal;
  noteAnswer(draft, alert, { command, scene });
  const kind = readText(command.payload, 'kind');
  if (kind === 'cannot') climb(draft, alert, { keptDuty, reason: 'cannot', scene });
  if (kind === 'facts-wrong') askForCorrection(draft, alert, { keptDuty, scene });
  return null;
}

function mayNotAnswer(
  alert: Alert,
  { duty }: KeptDuty,
  { actor, scene }: { readonly actor: Actor; readonly scene: Scene },
): HeartRefusal | null {
  if (alert.answerBy === null) return 'answer-not-asked';
  if (alert.status !== 'open') return 'alert-not-open';
  if (scene.peopleOf(duty)[duty.owner] === actor.person) return 'own-duty';
  const isAddressed =
    alert.person === null
      ? actor.roles.includes(alert.role)
      : [actor.person, ...(actor.standsFor ?? [])].includes(alert.person);
  if (isAddressed) return null;
  const isIro = actor.roles.some((role) => lineOf(role) === 'iro');
  return isIro && lineOf(alert.role) === 'case' ? 'iro-cannot-answer' : 'not-addressed-to-you';
}

function mayNotSay(command: Command, scene: Scene): HeartRefusal | null {
  const byOn = readDate(command.payload, 'byOn');
  return byOn !== null && byOn < londonDateOf(scene.now) ? 'promise-in-the-past' : null;
}

function noteAnswer(
  draft: Draft,
  alert: Alert,
  { command, scene }: { readonly command: Command; readonly scene: Scene },
): void {
  const { payload } = command;
  const kind = readText(payload, 'kind');
  draft.append({
    class: 'done',
    kind: 'alert-answered',
    on: scene.today,
    payload: {
      alertId: alert.id,
      dutyId: alert.dutyId,
      answer: kind,
      text: readText(payload, 'text'),
      byOn: kind === 'will-do' ? readDate(payload, 'byOn') : null,
      who: kind === 'will-do' ? readText(payload, 'who') : null,
    },
    cause: null,
  });
}

/** The IRO records satisfied or not with what the authority answered; the answer itself stays as it is. */
function iroView(
  draft: Draft,
  alert: Alert,
  { command, actor, scene }: { readonly command: Command; readonly actor: Actor; readonly scene: Scene },
): HeartRefusal | null {
  if (!actor.roles.some((role) => lineOf(role) === 'iro')) return 'not-addressed-to-you';
  const payload = {
    alertId: alert.id,
    dutyId: alert.dutyId,
    satisfied: readFlag(command.payload, 'satisfied'),
    text: readText(command.payload, 'text'),
  };
  draft.append({ class: 'done', kind: 'iro-view-recorded', on: scene.today, payload, cause: null });
  return null;
}
