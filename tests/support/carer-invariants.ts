import { expect } from 'vitest';
import { londonDateOf } from '../../domain/calendar/instant.ts';
import type { Fact } from '../../domain/heart/fact.ts';
import { readHistory } from '../../domain/heart/history.ts';
import { readTexts, textOf } from '../../domain/json-reading.ts';
import type { Approval, ConnectedCarer, ConnectedChild } from '../../domain/processes/connected-carer/state.ts';
import { plusDays } from './independent-dates.ts';
import { dutiesOf } from './process-invariants.ts';
import type { Stream } from './stream.ts';

/**
 * What the law says of each approval, worked out a second time from what was told: sixteen weeks; twenty-four with the panel's
 * views, the IRO informed and the nominated officer's approval dated by their end; longer only for an independent review that
 * was asked for and approved in the same way (CPPCR regs 24, 25). A child who is there after that is placed unlawfully until
 * that is mended. Approval ends with the day on which the last carer leaves.
 */
export function isLawfulOrSaidNotToBe(stream: Stream<ConnectedCarer>): void {
  const { kept, events, process } = stream;
  if (kept === null) return;
  const contradictory = new Set(kept.state.contradictory.map(({ factId }) => factId));
  const facts = [...readHistory(events, process).facts.values()].filter(({ id }) => !contradictory.has(id));
  const today = londonDateOf(kept.changedAt);
  for (const child of kept.state.children) {
    for (const approval of child.approvals)
      if (approval.as === 'reg-24' && approval.hasEffect) {
        lasts(approval, { child, facts, today });
        const extended = dutiesOf(stream).filter(
          ({ ruleId, anchor }) => ruleId.startsWith('connected.extension') && anchor === approval.factId,
        );
        expect([approval.factId, extended.length]).toEqual([
          approval.factId,
          extensionsOf(approval, { child, facts }).length > 0 ? 1 : 0,
        ]);
      }
    isSaid(stream, { child, facts });
  }
  if (kept.nextChangeAt === null && !kept.closed)
    expect(dutiesOf(stream).some(({ status }) => status === 'open')).toBe(true);
}

type Of = { readonly child: ConnectedChild; readonly facts: readonly Fact[]; readonly today: string };

function lasts(approval: Approval, { child, facts, today }: Of): void {
  const expected = lastDays(approval, { child, facts });
  const { expiredOn, ended } = approval;
  const said = [child.childRef, approval.on, expiredOn];
  if (expiredOn !== null) expect([...said, expected.includes(expiredOn)]).toEqual([...said, true]);
  else if (ended === null)
    expect([...said, expected.some((on) => on === null || on >= today)]).toEqual([...said, true]);
  if (ended === null || expiredOn === null) return;
  expect(ended.on >= expiredOn, 'nothing ends an approval that had run out before').toBe(true);
}

type OfApproval = Pick<Of, 'child' | 'facts'>;

function toldOf(approval: Approval, { child, facts }: OfApproval, kind: string): readonly Fact[] {
  return facts.filter(
    ({ kind: toldKind, on, payload }) =>
      toldKind === kind && payload['childRef'] === child.childRef && on >= approval.on && isBefore(on, approval),
  );
}

/** Extensions whose panel's views, information of the IRO and approval by the nominated officer are dated within these days. */
function grantedIn(
  approval: Approval,
  of: OfApproval,
  { pending, after, until }: { readonly pending: string; readonly after: string; readonly until: string },
): readonly Fact[] {
  const hasAll = ['extension-panel-views-sought', 'extension-iro-informed'].every((kind) =>
    toldOf(approval, of, kind).some(({ on }) => on > after && on <= until),
  );
  if (!hasAll) return [];
  return toldOf(approval, of, 'temporary-approval-extended').filter(
    ({ on, payload }) => payload['pending'] === pending && payload['approvedAs'] === 'nominated-officer' && on <= until,
  );
}

function extensionsOf(approval: Approval, of: OfApproval): readonly Fact[] {
  return grantedIn(approval, of, { pending: 'assessment', after: '', until: plusDays(approval.on, 112) });
}

/** More than one only where several extensions of one day say otherwise; null: until the outcome of an independent review. */
function lastDays(approval: Approval, of: OfApproval): readonly (string | null)[] {
  const [longest, plain] = [plusDays(approval.on, 168), plusDays(approval.on, 112)];
  const granted = extensionsOf(approval, of);
  const first = granted.map(({ on }) => on).sort()[0];
  const ends = granted
    .filter(({ on }) => on === first)
    .map(({ payload: { until } }) =>
      typeof until !== 'string' || until > longest ? longest : until < plain ? plain : until,
    );
  const withNobody = noCarerOn(approval.on, of.facts);
  const capped = (on: string | null): string | null =>
    withNobody !== undefined && (on === null || withNobody < on) ? withNobody : on;
  return (ends.length === 0 ? [plain] : ends).map((end) => {
    const asked = { pending: 'independent-review', after: first ?? '', until: end };
    const isReviewed = grantedIn(approval, of, asked).length > 0;
    const appliedOn = isReviewed ? appliedForReviewOn(approval, of.facts) : undefined;
    if (appliedOn === undefined || appliedOn > end) return capped(end);
    const outcomeOn = stepDays(of.facts, 'review-outcome').find((on) => on >= appliedOn);
    return capped(outcomeOn === undefined ? null : outcomeOn > end ? outcomeOn : end);
  });
}

const MEMBERS = ['connected-carer-named', 'carer-added', 'carer-removed'];

/** The first day from the approval on at whose end nobody is a carer, by telling over who came and went. */
function noCarerOn(from: string, facts: readonly Fact[]): string | undefined {
  const told = facts
    .filter(({ kind }) => MEMBERS.includes(kind))
    .sort((a, b) => a.on.localeCompare(b.on) || MEMBERS.indexOf(a.kind) - MEMBERS.indexOf(b.kind));
  const namedOn = told.find(({ kind }) => kind === 'connected-carer-named')?.on;
  if (namedOn === undefined) return undefined;
  const since = from > namedOn ? from : namedOn;
  return [since, ...told.map(({ on }) => on).filter((on) => on > since)].find((day) => {
    const [here, known] = [new Set<string>(), new Set<string>()];
    for (const { kind, payload } of told.filter(({ on }) => on <= day)) {
      const carers = kind === 'connected-carer-named' ? readTexts(payload, 'carers') : [textOf(payload, 'carer')];
      for (const carer of carers) {
        known.add(carer);
        if (kind === 'carer-removed') here.delete(carer);
        else here.add(carer);
      }
    }
    return known.size > 0 && here.size === 0;
  });
}

/** Told while this approval was the child's present one. */
function isBefore(on: string, { ended }: Approval): boolean {
  if (ended === null) return true;
  return ended.because === 'it was given anew' ? on < ended.on : on <= ended.on;
}

function appliedForReviewOn(approval: Approval, facts: readonly Fact[]): string | undefined {
  const refusedOn = facts
    .filter(({ kind, payload: { outcome } }) => kind === 'fostering-decision-made' && isRefusal(outcome))
    .map(({ on }) => on)
    .sort()
    .find((on) => on >= approval.on);
  return refusedOn && stepDays(facts, 'review-applied').find((on) => on >= refusedOn);
}

function isRefusal(outcome: unknown): boolean {
  return outcome === 'qualifying-determination' || outcome === 'not-approved';
}

function stepDays(facts: readonly Fact[], step: string): readonly string[] {
  return facts
    .filter(({ kind, payload }) => kind === 'carer-assessment-step' && payload['step'] === step)
    .map(({ on }) => on)
    .sort();
}

function stageOf({ kept, process }: Stream<ConnectedCarer>): string {
  return kept === null ? '' : process.stage(kept.state);
}

/** Of a child who is where nobody is approved it is said, from the day after until that is mended and not a day longer. */
function isSaid(stream: Stream<ConnectedCarer>, { child, facts }: Pick<Of, 'child' | 'facts'>): void {
  const { childRef, stays, approvals, unlawful } = child;
  const open = dutiesOf(stream).filter((duty) => duty.status === 'open' && duty.childRef === childRef);
  const saidOpen = open.filter(({ ruleId }) => ruleId === 'connected.unlawful').map(({ anchor }) => anchor);
  const expiries = approvals.flatMap(({ factId, expiredOn }) => (expiredOn === null ? [] : { factId, on: expiredOn }));
  for (const { factId, on } of expiries) {
    const stay = stays.find((each) => each.on <= on && (each.left === null || each.left.on > on));
    const said = unlawful.filter((time) => time.factId === factId);
    expect([childRef, on, said.map((time) => time.on)]).toEqual([childRef, on, stay === undefined ? [] : [on]]);
    if (stay === undefined) continue;
    const mended = [
      ...(stay.left === null ? [] : [stay.left.on]),
      ...approvals.filter((other) => other.hasEffect && other.on > on).map((other) => other.on),
      ...facts
        .filter(
          ({ kind, payload, on: day }) =>
            kind === 'fostering-decision-made' && payload['outcome'] === 'approved' && day > on,
        )
        .map((fact) => fact.on),
    ].sort();
    expect([childRef, on, said[0]?.lawfulOn]).toEqual([childRef, on, mended[0] ?? null]);
    expect([childRef, on, saidOpen.includes(factId)]).toEqual([childRef, on, mended.length === 0]);
  }
  if (stays.every(({ left }) => left !== null)) return;
  expect([childRef, stream.kept?.closed], 'nothing is closed over the heads of children').toEqual([childRef, false]);
  const isApproved = approvals.some(
    ({ hasEffect, ended, expiredOn }) => hasEffect && ended === null && expiredOn === null,
  );
  const isAsked = open.some(({ ruleId }) => ruleId === 'connected.initial');
  const isFully = stageOf(stream) === 'approved';
  expect([childRef, isApproved || isFully || isAsked || saidOpen.length > 0]).toEqual([childRef, true]);
}
