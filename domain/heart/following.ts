import type { JsonObject } from '../json.ts';
import type { Draft } from './draft.ts';
import { PRACTICE_DATE_MOVED, type DutyDifference } from './duty-differences.ts';
import { isMetInTime } from './duty.ts';
import { raise, type Scene } from './escalation.ts';
import type { Alert, Kept, KeptDuty } from './kept.ts';

/** Alerts follow their duty: done in time after all, moved or withdrawn is told to those who were told; done or ended closes them. */
export function followDifference<State extends JsonObject>(
  draft: Draft,
  { kind, dutyId }: DutyDifference,
  {
    kept,
    current,
    scene,
  }: { readonly kept: Kept<State>; readonly current: ReadonlyMap<string, KeptDuty>; readonly scene: Scene },
): void {
  const keptDuty = current.get(dutyId) ?? kept.duties.find((item) => item.duty.id === dutyId);
  if (keptDuty === undefined || kind === 'duty-opened' || kind === PRACTICE_DATE_MOVED) return;
  const everybody = (): boolean => true;
  const nobody = (): boolean => false;
  if (kind === 'duty-withdrawn') followDuty(draft, keptDuty, { because: 'withdrawn', tell: everybody, scene });
  else if (kind === 'duty-re-dated') followDuty(draft, keptDuty, { because: 'moved', tell: everybody, scene });
  else if (kind === 'duty-quieted') followDuty(draft, keptDuty, { because: 'recovery-plan', tell: nobody, scene });
  else if (kind !== 'duty-met')
    followDuty(draft, keptDuty, { because: kind === 'duty-ended' ? 'ended' : 'reopened', tell: nobody, scene });
  else if (isMetInTime(keptDuty.duty))
    followDuty(draft, keptDuty, { because: 'done-in-time', tell: isIndividual, scene });
  else followDuty(draft, keptDuty, { because: 'done', tell: nobody, scene });
}

/** Alerts about a date that no longer stands: superseded or closed, and those who were told are told. */
function followDuty(
  draft: Draft,
  keptDuty: KeptDuty,
  {
    because,
    tell,
    scene,
  }: { readonly because: string; readonly tell: (alert: Alert) => boolean; readonly scene: Scene },
): void {
  const told = new Set<string>();
  for (const alert of alertsAbout(draft, keptDuty.duty.id)) {
    const payload = { alertId: alert.id, dutyId: alert.dutyId, because };
    const isTold = tell(alert);
    draft.append({
      class: 'done',
      kind: isTold ? 'alert-superseded' : 'alert-closed',
      on: scene.today,
      payload,
      cause: because,
    });
    const addressee = `${alert.role}|${alert.person ?? ''}`;
    if (!isTold || told.has(addressee)) continue;
    told.add(addressee);
    const urgency = alert.urgency === 'urgent' ? 'ordinary' : alert.urgency;
    raise(
      draft,
      { keptDuty, reason: because, role: alert.role, urgency, answerWithin: null, cause: `${because}: ${alert.id}` },
      scene,
    );
  }
}

/** Alerts that still say something about the duty, news of an earlier change among them. */
function alertsAbout(draft: Draft, dutyId: string): readonly Alert[] {
  return [...draft.book.alerts.values()].filter(
    (alert) => alert.dutyId === dutyId && (alert.status === 'open' || alert.status === 'answered'),
  );
}

/** An alert of its own, rather than a line of a digest or a weekly summary. */
function isIndividual(alert: Alert): boolean {
  return alert.urgency === 'ordinary' || alert.urgency === 'urgent';
}
