import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { Count } from '../calendar/count.ts';
import type { LadderId } from './ladder.ts';
import type { Line, Role } from './role.ts';

/** How binding a rule is. */
export type Force = 'regulation' | 'guidance' | 'standard' | 'practice' | 'measure';

/** How the wording was checked; `memory` and `local` are marked on every screen for the authority to confirm. */
export type Sureness = 'seen' | 'seen-2nd' | 'memory' | 'local';

/** A recorded date from which a rule counts. */
export type RuleAnchor = {
  /** e.g. `becameLookedAfterOn`; ends in `On`, or in `At` where hours count. */
  readonly name: string;
  readonly means: string;
};

/** One version of one timescale. A published version never changes: a test holds its hash. */
export type Rule = {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly force: Force;
  readonly citation: string;
  readonly sure: Sureness;
  /** Valid for anchors from this day (inclusive); null: always has been. */
  readonly validFrom: CalendarDate | null;
  /** Valid for anchors up to this day (inclusive); null: until a later version starts, if there is one. */
  readonly validTo: CalendarDate | null;
  /** In order of preference: the first one that is known is counted from. */
  readonly anchors: readonly [RuleAnchor, ...RuleAnchor[]];
  /** The later defensible reading: the duty is overdue from the day after its result. */
  readonly count: Count;
  /** The cautious reading where the law can be read two ways: warnings go by it. */
  readonly cautiousCount?: Count;
  /** The first day on which what is owed may be done, where the rule is a window. */
  readonly earliestCount?: Count;
  readonly metBy: string;
  readonly extendedBy: string | null;
  readonly owner: Role;
  readonly line: Line;
  readonly ladder: LadderId;
};
