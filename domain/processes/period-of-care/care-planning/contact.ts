import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { textOf } from '../../../json-reading.ts';
import { refuse } from '../../../result.ts';
import type { Aspect } from '../aspect.ts';
import { dated, type Dated } from '../dated.ts';
import { contentOf, tell, type Decide } from '../deciding.ts';
import { outsideCare } from '../evolving.ts';
import type { PeriodOfCare } from '../state.ts';

export const CONTACT_DECISIONS = ['refused', 'departed-from-order', 'changed'] as const;
type ContactDecision = (typeof CONTACT_DECISIONS)[number];

/** Commands about the child's contact with parents and others (CPPCR reg 8; CA s.34(6)). `on` is the day it happened. */
export type ContactCommands = {
  'record-contact-decision': { readonly on: CalendarDate; readonly decision: ContactDecision; readonly reason: string };
  /** Child, parents, the person concerned and the IRO have been told in writing. */
  'record-contact-notice': { readonly on: CalendarDate };
  /** The court has allowed the refusal, or contact goes on. */
  'settle-contact-refusal': { readonly on: CalendarDate; readonly by: 'court-order' | 'contact-resumed' };
};

export type Contact = Dated & {
  readonly decision: string;
  readonly noticeOn: CalendarDate | null;
  readonly settledOn: CalendarDate | null;
};

const NOTICE_RULES: Readonly<Record<string, string>> = {
  'departed-from-order': 'contact.notify-departure',
};

const DECISIONS = {
  'record-contact-decision': (_state, payload) => tell(payload, ['contact-decided', contentOf(payload)]),
  'record-contact-notice': (state, payload) =>
    unnotified(state) === undefined ? refuse('no-contact-decision') : tell(payload, ['contact-notice-given', {}]),
  'settle-contact-refusal': (state, payload) =>
    refused(state) === undefined
      ? refuse('no-contact-decision')
      : tell(payload, ['contact-refusal-settled', contentOf(payload)]),
} satisfies Record<keyof ContactCommands, Decide>;

/** Contact refused lasts seven days without a court order; whoever is concerned is told at once, or within days. */
export const CONTACT: Aspect = {
  decisions: DECISIONS,
  facts: {
    'contact-decided': (state, fact) => {
      const told = { ...dated(fact), decision: textOf(fact.payload, 'decision'), noticeOn: null, settledOn: null };
      return outsideCare(state, fact) ?? { ...state, contact: [...state.contact, told] };
    },
    'contact-notice-given': (state, { on }) => changed(state, unnotified(state), (told) => ({ ...told, noticeOn: on })),
    'contact-refusal-settled': (state, { on }) =>
      changed(state, refused(state), (told) => ({ ...told, settledOn: on })),
  },
  duties: (state, closed, law) => state.contact.flatMap((told) => dutiesOf(told, closed, law)),
};

function unnotified({ contact }: PeriodOfCare): Contact | undefined {
  return contact.find(({ noticeOn }) => noticeOn === null);
}

function refused({ contact }: PeriodOfCare): Contact | undefined {
  return contact.find(({ decision, settledOn }) => decision === 'refused' && settledOn === null);
}

function changed(
  state: PeriodOfCare,
  which: Contact | undefined,
  change: (told: Contact) => Contact,
): PeriodOfCare | string {
  if (which === undefined) return 'no-contact-decision';
  return { ...state, contact: state.contact.map((each) => (each === which ? change(each) : each)) };
}

function dutiesOf(
  { factId: anchor, on, decision, noticeOn, settledOn }: Contact,
  closed: string | null,
  law: Law,
): readonly Duty[] {
  const owing = { anchor, inputs: { contactDecidedOn: on }, endedBecause: closed };
  const notice = { ...owing, ruleId: NOTICE_RULES[decision] ?? 'contact.notify', metOn: noticeOn };
  const refusal = { ...owing, ruleId: 'contact.refusal', metOn: settledOn };
  return [dutyFromRule(notice, law), ...(decision === 'refused' ? [dutyFromRule(refusal, law)] : [])];
}
