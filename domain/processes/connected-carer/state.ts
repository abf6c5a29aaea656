import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { FactId } from '../../heart/fact.ts';
import type { Role } from '../../rulebook/role.ts';
import type { Live } from '../going-live.ts';

export type Dated = { readonly factId: FactId; readonly on: CalendarDate };

/** The extension that waits for the full assessment, or the one that waits for an independent review (CPPCR reg 25(1)). */
export type Extension = Dated & {
  readonly pending: 'assessment' | 'independent-review';
  /** The last day, where it was approved for less than all that the law allows. */
  readonly until: CalendarDate | null;
  /** False where somebody else approved it: recorded, without lawful effect (CPPCR reg 25(4)). */
  readonly byNominatedOfficer: boolean;
  /** Who is said to have approved it as nominated officer did not hold that post then. */
  readonly notInPost?: true;
};

export type Ending = { readonly on: CalendarDate; readonly because: string };

/** Approval of the carers for one child: of a connected person (CPPCR reg 24), or of a prospective adopter (reg 25A). */
export type Approval = Dated & {
  readonly as: 'reg-24' | 'reg-25a';
  /** False of a second temporary approval for the same placement: recorded, without lawful effect. */
  readonly hasEffect: boolean;
  /** Which of the child's stays it is for. */
  readonly stay: number;
  /** The days on which the fostering panel's views were sought, and the IRO was informed: each extension needs its own. */
  readonly panelViews: readonly CalendarDate[];
  readonly iroInformed: readonly CalendarDate[];
  readonly extensions: readonly Extension[];
  /** What ended it before its time, and whether that was made known. */
  readonly ended: Ending | null;
  readonly endKnown: boolean;
  /** The last day of its term, once that has passed. */
  readonly expiredOn: CalendarDate | null;
};

/** A time in which the child lives with the carers. */
export type Stay = Dated & {
  /** False where only a return tells it: of the approval nothing is known then. */
  readonly approvalAsked: boolean;
  readonly left: Ending | null;
  /** The day from which the child is with fully approved carers, once that was made known. */
  readonly approvedOn: CalendarDate | null;
};

/** The child was with carers whose approval had ended: from the day after `since` until it was lawful again. */
export type Unlawful = Dated & { readonly lawfulOn: CalendarDate | null };

/** An assessment of the carers as suitable for a child, or not (CPPCR Schedule 4). */
export type Suitability = Dated & {
  readonly suitable: boolean;
  /** What the law asks for and was said not to have been done, in words of the field. */
  readonly missing: readonly string[];
};

/** Work towards an order that secures the home, each with its day. */
export type SecuringStep = Dated & {
  readonly step: string;
  /** The court's date for the report; null for all other steps. */
  readonly dueOn: CalendarDate | null;
};

export type ConnectedChild = {
  readonly childRef: string;
  readonly bornOn: CalendarDate | null;
  /** Who the child's worker and IRO are: heard of the period of care. */
  readonly team: Readonly<Partial<Record<Role, string | null>>>;
  readonly suitability: readonly Suitability[];
  readonly stays: readonly Stay[];
  readonly approvals: readonly Approval[];
  readonly unlawful: readonly Unlawful[];
  /** Reviews of the child's case that were heard of. */
  readonly reviews: readonly Dated[];
  readonly securing: readonly SecuringStep[];
  /** Since when the child's team is told; absent: not heard of. */
  readonly live?: Live;
};

/** A time in which somebody was a carer of the household, by an opaque reference. */
export type CarerTime = {
  readonly carer: string;
  /** Null: named with the household, and a carer of it from the first. */
  readonly joined: Dated | null;
  readonly left: Dated | null;
};

/** `carer` null: of all who were carers on that day. */
export type Step = Dated & { readonly step: string; readonly carer: string | null };

export type Decision = Dated & { readonly outcome: string };

/** `ofSource`: a return or a feed tells it of an earlier day, of which nobody was asked anything here. */
export type Latest = Dated & { readonly ofSource?: true };

/** A fact after which nothing was recorded by the day on which it was asked for. */
export type StoodStill = Dated & { readonly wentOnOn: CalendarDate | null };

export type ConnectedCarer = {
  /** When the carers were named to the authority; false of a household that only a return tells of. */
  readonly named: (Dated & { readonly byPerson: boolean }) | null;
  readonly carers: readonly CarerTime[];
  readonly allocations: Readonly<Partial<Record<Role, string | null>>>;
  /** Who assesses and supports the carers, from when; null: nobody. */
  readonly assessors: readonly { readonly on: CalendarDate; readonly person: string | null }[];
  readonly children: readonly ConnectedChild[];
  readonly steps: readonly Step[];
  /** The days on which a panel was booked, or was held. */
  readonly panelsBooked: readonly CalendarDate[];
  readonly decisions: readonly Decision[];
  /** The carers' written notices that they give up. */
  readonly notices: readonly Dated[];
  /** The days on which the carers' approval as prospective adopters ended. */
  readonly notAdopters: readonly CalendarDate[];
  /** The last day of each full approval that has ended. */
  readonly fullApprovalEnds: readonly CalendarDate[];
  /** Times to answer that are over: by which rule, from what, and their last day. */
  readonly over: readonly { readonly ruleId: string; readonly anchor: FactId; readonly on: CalendarDate }[];
  readonly closed: Ending | null;
  /** The fact told last, by its day. */
  readonly latest: Latest | null;
  /** Of the facts after which nothing came in time, though nothing else was owed: with what came at last. Absent: none. */
  readonly stoodStill?: readonly StoodStill[];
  readonly contradictory: readonly (Dated & { readonly reason: string })[];
};

export const NOTHING_TOLD: ConnectedCarer = {
  named: null,
  carers: [],
  allocations: {},
  assessors: [],
  children: [],
  steps: [],
  panelsBooked: [],
  decisions: [],
  notices: [],
  notAdopters: [],
  fullApprovalEnds: [],
  over: [],
  closed: null,
  latest: null,
  contradictory: [],
};

const UNKNOWN_CHILD: Omit<ConnectedChild, 'childRef'> = {
  bornOn: null,
  team: {},
  suitability: [],
  stays: [],
  approvals: [],
  unlawful: [],
  reviews: [],
  securing: [],
};

/** The same with what is known of one child changed; a child of whom nothing was known is added. */
export function withChild(
  state: ConnectedCarer,
  childRef: string,
  change: (child: ConnectedChild) => ConnectedChild,
): ConnectedCarer {
  const isKnown = state.children.some((child) => child.childRef === childRef);
  const children = isKnown ? state.children : [...state.children, { ...UNKNOWN_CHILD, childRef }];
  return { ...state, children: children.map((child) => (child.childRef === childRef ? change(child) : child)) };
}

export function childOf(state: ConnectedCarer, childRef: string): ConnectedChild | null {
  return state.children.find((child) => child.childRef === childRef) ?? null;
}

/** The stay that runs; null while the child is not with the carers. */
export function currentStay({ stays }: ConnectedChild): Stay | null {
  return stays.find((stay) => stay.left === null) ?? null;
}

/** The approval that counts for the child at present: the latest with effect that nothing has ended. */
export function currentApproval({ approvals }: ConnectedChild): Approval | null {
  return approvals.findLast((approval) => approval.hasEffect && approval.ended === null) ?? null;
}

/** The day on which a step was first taken, on a day or later. */
export function stepOn(steps: readonly Step[], step: string, from: CalendarDate | '' = ''): CalendarDate | null {
  return steps.find((taken) => taken.step === step && taken.on >= from)?.on ?? null;
}

export function stepsOf({ securing }: ConnectedChild, step: string): readonly SecuringStep[] {
  return securing.filter((taken) => taken.step === step);
}

/** The first day, from a day on, on which one of several steps was taken. */
export function firstOf(
  { securing }: ConnectedChild,
  steps: readonly string[],
  from: CalendarDate | '' = '',
): CalendarDate | null {
  return securing.find(({ step, on }) => steps.includes(step) && on >= from)?.on ?? null;
}

/** Why a stay ended that an order secured. */
export const AN_ORDER = 'an order was made';

/** The order that secured the home, as it was told, or as it ended the stay; null: there is none. */
export function securedBy(child: ConnectedChild): Dated | null {
  const [order] = stepsOf(child, 'order');
  const last = child.stays.at(-1);
  if (order !== undefined || last?.left?.because !== AN_ORDER) return order ?? null;
  return { factId: last.factId, on: last.left.on };
}

const SERVICES = ['support-proposed', 'support-plan', 'support-ended', 'support-handed-over'] as const;
const FINANCE = ['finance-agreed', 'finance-ended', 'support-ended'] as const;

/** The step of several that was taken last; undefined: none of them was. */
function lastOf({ securing }: ConnectedChild, steps: readonly string[]): string | undefined {
  return securing.findLast(({ step }) => steps.includes(step))?.step;
}

/** Services for the home go on: planned, or proposed once an order is made. They are reviewed each year. */
export function isServed(child: ConnectedChild): boolean {
  const last = lastOf(child, SERVICES);
  return last === 'support-plan' || (last === 'support-proposed' && securedBy(child) !== null);
}

/** Ongoing financial support is paid; one that is suspended is not over. */
export function isFinanced(child: ConnectedChild): boolean {
  return lastOf(child, FINANCE) === 'finance-agreed';
}

/** Support for the home that an order secured goes on. */
export function isSupported(child: ConnectedChild): boolean {
  return isServed(child) || isFinanced(child);
}
