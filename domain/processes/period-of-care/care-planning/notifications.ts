import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { readText, readTexts } from '../../../json-reading.ts';
import { regimeOf } from '../../../rulebook/regime.ts';
import { refuse } from '../../../result.ts';
import type { Aspect } from '../aspect.ts';
import { dated, type Dated } from '../dated.ts';
import { contentOf, tell, type Decide } from '../deciding.ts';
import { notToldByReturn } from '../knowledge.ts';
import { legalStatusOn, type PeriodOfCare, type Placement } from '../state.ts';
import { allOf } from './all-of.ts';

/** Who is told in writing of a placement (CPPCR reg 13(2); integrated care boards since 1 July 2022). */
export const NOTICE_RECIPIENTS = [
  'child',
  'parents',
  'contact-holders',
  'previous-carer',
  'health-board-before',
  'health-board-now',
  'gp-before',
  'gp-now',
  'school',
  'iro',
] as const;
export type NoticeRecipient = (typeof NOTICE_RECIPIENTS)[number];

/** From whom a notice may be withheld where it would put the child at risk of significant harm (reg 13(3)). */
const MAY_BE_WITHHELD: readonly NoticeRecipient[] = ['parents', 'contact-holders', 'previous-carer'];

/** Commands about notices of the placement that is current on that day. */
export type NotificationCommands = {
  'record-placement-notices': { readonly on: CalendarDate; readonly recipients: readonly NoticeRecipient[] };
  /** Not sent: withheld for the child's safety, or there is nobody of the kind. */
  'record-notice-not-sent': {
    readonly on: CalendarDate;
    readonly recipient: NoticeRecipient;
    readonly because: 'risk-of-harm' | 'nobody-there';
    readonly reason: string;
  };
};

/** One recipient of the notice of one placement, settled on a day. */
export type Notice = Dated & { readonly placement: string; readonly recipient: string };

const DECISIONS = {
  'record-placement-notices': (_state, payload) => tell(payload, ['placement-notices-sent', contentOf(payload)]),
  'record-notice-not-sent': (_state, payload) => {
    const recipient = NOTICE_RECIPIENTS.find((each) => each === payload['recipient']);
    const withheld = payload['because'] === 'risk-of-harm';
    if (recipient === undefined || (withheld && !MAY_BE_WITHHELD.includes(recipient)))
      return refuse('may-not-be-withheld');
    return tell(payload, ['placement-notice-not-sent', contentOf(payload)]);
  },
} satisfies Record<keyof NotificationCommands, Decide>;

/** Written notice of every placement: one task for each placement, which names those who are still to be told. */
export const NOTIFICATIONS: Aspect = {
  decisions: DECISIONS,
  facts: {
    'placement-notices-sent': (state, fact) => settled(state, dated(fact), readTexts(fact.payload, 'recipients')),
    'placement-notice-not-sent': (state, fact) => {
      const recipient = readText(fact.payload, 'recipient');
      return settled(state, dated(fact), recipient === null ? [] : [recipient]);
    },
  },
  duties: (state, closed, law) =>
    state.care.placements.flatMap((placement) => noticesOf(state, { placement, closed }, law)),
};

function settled(state: PeriodOfCare, told: Dated, recipients: readonly string[]): PeriodOfCare | string {
  const placement = placementToNotify(state, told.on);
  if (placement === null) return 'no-placement';
  const notices = recipients.map((recipient) => ({ ...told, placement: placement.factId, recipient }));
  return { ...state, notices: [...state.notices, ...notices] };
}

/** The placement that is current on a day; a change with the same carer is no placement to be notified of. */
function placementToNotify({ care }: PeriodOfCare, on: CalendarDate): Placement | null {
  return care.placements.findLast((placement) => placement.on <= on && !placement.continues) ?? null;
}

/** Not in short breaks (reg 48(3)(a)) nor once placed for adoption; of placements that only a return tells, the current one alone. */
function noticesOf(
  state: PeriodOfCare,
  { placement, closed }: { readonly placement: Placement; readonly closed: string | null },
  law: Law,
): readonly Duty[] {
  const regime = regimeOf(legalStatusOn(state, placement.on)?.code ?? null, placement.code);
  const isCurrent = state.care.placements.findLast(({ continues }) => !continues)?.factId === placement.factId;
  const told = state.notices.filter((notice) => notice.placement === placement.factId);
  if (placement.continues || regime === 'placed-for-adoption' || regime === 'short-breaks') return [];
  if (placement.told === 'return' && !isCurrent && told.length === 0) return [];
  const { outstanding, on: metOn } = allOf(
    recipientsOf(state, placement),
    (each) => told.find(({ recipient }) => recipient === each)?.on,
  );
  return [
    dutyFromRule(
      {
        ...{ ruleId: 'notify.placement', anchor: placement.factId, inputs: { placementStartedOn: placement.on } },
        ...{ metOn, outstanding },
        ...{
          endedBecause: isCurrent ? closed : 'the placement ended',
          knowledge: notToldByReturn(state, placement.told),
        },
      },
      law,
    ),
  ];
}

/** There is a carer before only after a first placement. */
function recipientsOf({ care }: PeriodOfCare, placement: Placement): readonly NoticeRecipient[] {
  const isFirst = care.placements[0]?.factId === placement.factId;
  return NOTICE_RECIPIENTS.filter((recipient) => !(isFirst && recipient === 'previous-carer'));
}
