import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Owing } from '../../heart/duty-from-rule.ts';
import { stepOn, type ConnectedCarer, type Decision } from './state.ts';

/** The decision on the carers, what they are told of it, and what answers it (FSR 2011 regs 27 to 29). */
export function decisionDuties(state: ConnectedCarer, closed: string | null): readonly Owing[] {
  return [...decided(state, closed), ...told(state, closed), ...independentReview(state, closed)];
}

/** From the minutes of the panel to the decision, and from a qualifying determination to what answers it (FSR 2011 reg 27). */
function decided({ steps, decisions }: ConnectedCarer, closed: string | null): readonly Owing[] {
  const afterMinutes = steps
    .filter(({ step }) => step === 'minutes-received')
    .map(({ factId, on }): Owing => ({
      ...{ ruleId: 'foster.adm', anchor: factId, inputs: { minutesReceivedOn: on } },
      ...{ metOn: decisions.find((decision) => decision.on >= on)?.on ?? null, endedBecause: closed },
    }));
  const determinations = decisions.filter(({ outcome }) => outcome === 'qualifying-determination');
  const afterDetermination = determinations.map((determined): Owing => ({
    ...{ ruleId: 'foster.qualifying-determination', anchor: determined.factId },
    ...{ inputs: { determinedOn: determined.on }, endedBecause: closed },
    metOn: answeredOn({ steps, decisions }, determined),
  }));
  return [...afterMinutes, ...afterDetermination];
}

function answeredOn(
  { steps, decisions }: Pick<ConnectedCarer, 'steps' | 'decisions'>,
  determined: Decision,
): CalendarDate | null {
  const answers = [
    stepOn(steps, 'representations', determined.on),
    stepOn(steps, 'review-applied', determined.on),
    decisions.find((later) => later.on >= determined.on && later !== determined)?.on ?? null,
  ].filter((on) => on !== null);
  return answers.sort()[0] ?? null;
}

/** How the carers are told of each decision, by step. */
const TELLING = [
  { ruleId: 'foster.notify-oral', step: 'decision-told-orally' },
  { ruleId: 'foster.notify-written', step: 'decision-told-in-writing' },
] as const;

/** The carers are told of every decision, until there is a later one to tell them of. */
function told({ steps, decisions }: ConnectedCarer, closed: string | null): readonly Owing[] {
  return decisions.flatMap(({ factId, on }, place) => {
    const next = decisions[place + 1];
    return TELLING.map(({ ruleId, step }): Owing => {
      const toldOn = stepOn(steps, step, on);
      const isOfThis = toldOn !== null && (next === undefined || toldOn <= next.on);
      return {
        ...{ ruleId, anchor: factId, inputs: { fosteringDecidedOn: on }, metOn: isOfThis ? toldOn : null },
        endedBecause: next === undefined ? closed : 'a later decision was made',
      };
    });
  });
}

/** Papers for the independent review (FSR 2011 reg 29(2)). */
function independentReview({ steps }: ConnectedCarer, closed: string | null): readonly Owing[] {
  return steps
    .filter(({ step }) => step === 'review-notified')
    .map(({ factId, on }): Owing => ({
      ...{ ruleId: 'foster.irm-papers', anchor: factId, inputs: { reviewNotifiedOn: on } },
      ...{ metOn: stepOn(steps, 'review-papers', on), endedBecause: closed },
    }));
}
