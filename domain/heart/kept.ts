import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { Instant } from '../calendar/instant.ts';
import type { JsonObject } from '../json.ts';
import type { Role } from '../rulebook/role.ts';
import type { Settings } from '../rulebook/settings.ts';
import type { Duty } from './duty.ts';

/** A duty with what has been done about its present dating. */
export type KeptDuty = {
  readonly duty: Duty;
  /** Sequence of the event that set its date: with duty and step the key of everything done about it. */
  readonly datedBy: number;
  /** Ladder steps taken or passed over for this dating. */
  readonly stepsDone: readonly string[];
};

export type AlertStatus = 'open' | 'answered' | 'superseded' | 'closed';

/** An alert that was raised: somebody is told, and where asked has to answer. */
export type Alert = {
  /** `a<sequence of the event that raised it>`, unique in its process. */
  readonly id: string;
  readonly dutyId: string;
  readonly ruleId: string;
  /** The child whom it concerns, where its duty says so. */
  readonly childRef?: string;
  /** The due date as it was when the alert was raised. */
  readonly dueOn: CalendarDate;
  readonly datedBy: number;
  /** The ladder step, or `no-answer`, `promise-missed`, `cannot`, `facts-wrong`, `moved`, `withdrawn`. */
  readonly reason: string;
  readonly role: Role;
  /** Opaque reference of the person it is addressed to; null: everybody who holds the role. */
  readonly person: string | null;
  readonly urgency: 'weekly' | 'digest' | 'ordinary' | 'urgent';
  readonly raisedAt: Instant;
  /** Answer wanted by then; null: it only tells. */
  readonly answerBy: Instant | null;
  readonly status: AlertStatus;
  /** It went to the next above, because no answer came or a promise was missed. */
  readonly climbed: boolean;
  readonly answer: AlertAnswer | null;
};

export type AlertAnswer = {
  readonly kind: 'will-do' | 'facts-wrong' | 'cannot';
  readonly answeredAt: Instant;
  readonly actor: string;
  /** What will be done, what is wrong, or why it cannot be done. */
  readonly text: string;
  /** For `will-do`: the last day of the promise, and who does it. */
  readonly byOn: CalendarDate | null;
  readonly who: string | null;
};

/** What is kept of a process between two changes: the whole of what the next change needs, unless facts arrive late. */
export type Kept<State extends JsonObject> = {
  readonly state: State;
  readonly duties: readonly KeptDuty[];
  /** Alerts that still matter: open ones, and promises that run. */
  readonly alerts: readonly Alert[];
  readonly sequence: number;
  /** Steps that a command overtook, as `<duty>|<dated by>|<step>`: noted once (the latest twenty). */
  readonly overtaken: readonly string[];
  /** Order key of the latest fact folded; '' before the first. */
  readonly lastFact: string;
  /** The latest day on whose end something was derived; '' if never. */
  readonly lastDerivedOn: string;
  /** Every day before this one has ended for the process. */
  readonly elapsedThrough: CalendarDate;
  readonly changedAt: Instant;
  readonly nextChangeAt: Instant | null;
  /** What the authority had adopted when this process was last dated; null: nothing. */
  readonly settings: Settings | null;
  readonly rulebook: string;
  readonly calendar: string;
  readonly closed: boolean;
};
