import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Fact, FactId } from '../../heart/fact.ts';
import { by } from '../../in-order.ts';
import { readText } from '../../json-reading.ts';
import type { JsonObject } from '../../json.ts';
import type { Role } from '../../rulebook/role.ts';
import type { Contradictory } from '../contradictory.ts';
import type { Reading } from '../period-of-care/state.ts';
import type { AdoptionBasis, PanelPurpose } from './commands.ts';
import type { Stage } from './stages.ts';
import type { Live } from '../going-live.ts';

/** A fact, or what was heard of the child's period of care: anchored on that process and its fact. */
export type Dated = {
  readonly factId: FactId;
  readonly on: CalendarDate;
  readonly told: 'person' | 'return' | 'feed' | 'heard';
};

export type AdoptionPlan = Dated & {
  /** False where a return tells of a later stage only: the day of the plan is not recorded. */
  readonly startKnown: boolean;
  /** Null: not recorded. */
  readonly basis: AdoptionBasis | null;
  readonly siblings: boolean | null;
};

/** A decision of the agency, with when the parents, and of a match the adopters, were told of it. */
export type AgencyDecision = Dated & {
  /** `change`: that the child should no longer be placed. */
  readonly about: PanelPurpose | 'change';
  /** Of the plan: the child should be placed; of a match: approved. */
  readonly favourable: boolean;
  readonly toldOrallyOn: CalendarDate | null;
  readonly toldInWritingOn: CalendarDate | null;
  readonly adoptersToldOrallyOn: CalendarDate | null;
  readonly adoptersToldInWritingOn: CalendarDate | null;
};

export type Panel = Dated & { readonly purpose: PanelPurpose };
/** Recommendation and final minutes as received, with the day of the decision that followed. */
export type FinalMinutes = Panel & { readonly decidedOn: CalendarDate | null };
export type Link = Dated & { readonly adopters: string; readonly endedOn: CalendarDate | null };
export type PlacementReport = Dated & { readonly commentedOn: CalendarDate | null };

export type PlacedForAdoption = Dated & {
  readonly byOrder: boolean;
  /** Since when the child lives with who adopts: earlier than the placement where its foster carers do. */
  readonly livesThereSinceOn: CalendarDate;
  /** Reviews held since, until the child came back. */
  readonly reviews: readonly CalendarDate[];
  /** The end of the placement, with the reviews held since; null while it lasts. `cameBack` says whether the child returned. */
  readonly returned: (Dated & { readonly reviews: readonly CalendarDate[]; readonly toOthers?: true }) | null;
};

/** Another plan than adoption that the IRO ratified meanwhile. */
export type OtherPlan = Dated & { readonly answeredOn: CalendarDate | null; readonly ratifiedAgain: boolean };

/** How a question was answered: the first day, and what was said last. */
export type Answer = {
  readonly on: CalendarDate;
  readonly lastOn: CalendarDate;
  /** Null: not recorded. */
  readonly outcome: string | null;
};

/** What the child's period of care says. */
export type Life = {
  readonly dateOfBirth: CalendarDate | null;
  /** The day the child came into care; null: not recorded. */
  readonly enteredOn: CalendarDate | null;
  /** The placement order in force. */
  readonly order: Dated | null;
  /** After a change of plan: the day from which no order is in force any more, or why nobody asks; absent: it is in force. */
  readonly orderOver?: { readonly on: CalendarDate; readonly because: string | null };
  readonly withCarerSinceOn: CalendarDate | null;
  readonly placements: readonly PlacedForAdoption[];
  readonly otherPlans: readonly OtherPlan[];
  /** There are brothers or sisters in care: the period of care asks whether they live together. Absent: it has not been told. */
  readonly siblingsInCare?: boolean;
  /** What was assessed there; absent: nothing yet. */
  readonly togetherApart?: Answer;
  /** What was considered there; absent: nothing yet. */
  readonly earlyPermanence?: Answer;
  readonly people: { readonly [role in Role]?: string | null };
};

/** A stage that was reached, and a movement with the stage it led to; of a step within a stage, which. */
export type Reached = Dated & { readonly stage: Stage; readonly step?: string };

export type Ended = Dated & { readonly why: 'plan-changed' | 'adopted' | 'left-care' | 'turned-eighteen' };

export type FamilyFinding = {
  /** Since when the child's team is told; absent: not heard of. */
  readonly live?: Live;
  readonly reading: Reading | null;
  readonly life: Life;
  readonly plan: AdoptionPlan | null;
  readonly decisions: readonly AgencyDecision[];
  readonly consents: readonly Dated[];
  readonly panels: readonly Panel[];
  readonly minutes: readonly FinalMinutes[];
  readonly links: readonly Link[];
  readonly reports: readonly PlacementReport[];
  readonly applications: readonly Dated[];
  readonly siblings: Answer | null;
  readonly earlyPermanence: Answer | null;
  readonly confirmed: readonly Dated[];
  readonly ceremony: Dated | null;
  /** First day of each step that belongs to no decision. */
  readonly steps: { readonly [step: string]: CalendarDate | undefined };
  /** Days on which it was recorded what was advised on what was done outside the rule. */
  readonly advisedOn: readonly CalendarDate[];
  /** Waiting times that are over: their anchor, and their last day. */
  readonly over: readonly { readonly anchor: FactId; readonly on: CalendarDate }[];
  readonly reached: readonly Reached[];
  readonly movements: readonly Reached[];
  /** A person told something of it. */
  readonly isKept: boolean;
  readonly adopted: Dated | null;
  readonly ended: Ended | null;
  readonly contradictory: readonly Contradictory[];
};

export const NOTHING_HEARD: Life = {
  dateOfBirth: null,
  enteredOn: null,
  order: null,
  withCarerSinceOn: null,
  placements: [],
  otherPlans: [],
  people: {},
};

export const NOTHING_TOLD: FamilyFinding = {
  reading: null,
  life: NOTHING_HEARD,
  plan: null,
  ...{ decisions: [], consents: [], panels: [], minutes: [], links: [], reports: [], applications: [] },
  ...{
    siblings: null,
    earlyPermanence: null,
    confirmed: [],
    ceremony: null,
    steps: {},
    advisedOn: [],
    over: [],
  },
  ...{ reached: [], movements: [], isKept: false, adopted: null, ended: null, contradictory: [] },
};

/** A question as it is answered once more: the first day stands, and the latest answer. */
export function answered(before: Answer | null | undefined, { on, payload }: Pick<Heard, 'on' | 'payload'>): Answer {
  return { on: before?.on ?? on, lastOn: on, outcome: readText(payload, 'outcome') };
}

/** Together or apart is one question, whoever answers it first: the agency, or the assessment in the period of care. */
export function togetherOrApart({ siblings, life }: FamilyFinding): Answer | null {
  return answerOf(siblings, life.togetherApart);
}

/** So is early permanence: it may have been considered before there was a plan. */
export function earlyPermanenceOf({ earlyPermanence, life }: FamilyFinding): Answer | null {
  return answerOf(earlyPermanence, life.earlyPermanence);
}

function answerOf(...given: readonly (Answer | null | undefined)[]): Answer | null {
  const answers = given.flatMap((answer) => answer ?? []);
  const [first] = answers.toSorted(by(({ on }) => on));
  const last = answers.toSorted(by(({ lastOn }) => lastOn)).at(-1);
  return first === undefined || last === undefined ? null : { ...last, on: first.on };
}

export function datedBy({ id: factId, on, source }: Fact): Dated {
  return { factId, on, told: source.by };
}

/** What was heard of the child's period of care, with its content. */
export type Heard = Dated & { readonly payload: JsonObject };

export function datedOf({ factId, on, told }: Heard): Dated {
  return { factId, on, told };
}

export function withLife(state: FamilyFinding, life: Partial<Life>): FamilyFinding {
  return { ...state, life: { ...state.life, ...life } };
}

export function decisionOnPlan({ decisions }: FamilyFinding): AgencyDecision | null {
  return decisions.find(({ about }) => about === 'plan') ?? null;
}

export function approvedMatches({ decisions }: FamilyFinding): readonly AgencyDecision[] {
  return decisions.filter(({ about, favourable }) => about === 'match' && favourable);
}

/** The life-story book is complete and the later-life letter given. */
export function isAllGiven({ steps }: FamilyFinding): boolean {
  return steps['life-story-complete'] !== undefined && steps['later-life-letter'] !== undefined;
}

/** The return of the child from a placement (ACA 2002 s.35); null while it lasts, and where the child went on to other adopters. */
export function cameBack({ returned }: PlacedForAdoption): PlacedForAdoption['returned'] {
  return returned?.toOthers === true ? null : returned;
}

/** Where the child is placed for adoption now; null while it is not. */
export function placedNow({ life }: FamilyFinding): PlacedForAdoption | null {
  return life.placements.findLast(({ returned }) => returned === null) ?? null;
}
