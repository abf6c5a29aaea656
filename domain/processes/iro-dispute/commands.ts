import type { CalendarDate } from '../../calendar/calendar-date.ts';

/** Stages in the order in which a dispute climbs; any may be passed over, none is gone back to. */
export const STAGES = ['informal', 'team-manager', 'service-manager', 'head-of-service', 'director'] as const;
export type Stage = (typeof STAGES)[number];

/** What the authority is said to have failed in (CPPCR reg 45(3)). */
export const CONCERNS = ['care-plan', 'review', 'decision-not-carried-out', 'other'] as const;
export type Concern = (typeof CONCERNS)[number];

export const OUTCOMES = ['resolved', 'partly-resolved', 'not-resolved', 'overtaken'] as const;
export type DisputeOutcome = (typeof OUTCOMES)[number];

/** Commands of a dispute and their content. There is none that pauses it. */
export type IroDisputeCommands = {
  /** At `informal`, or at any stage at once: the others are passed over. */
  'raise-dispute': {
    readonly on: CalendarDate;
    readonly stage: Stage;
    readonly concern: Concern;
    readonly summary: string;
  };
  /** To any later stage; the first that is not informal makes the dispute formal. */
  'move-dispute': { readonly on: CalendarDate; readonly stage: Stage; readonly reason: string };
  'record-dispute-response': { readonly on: CalendarDate; readonly stage: Stage; readonly response: string };
  /** At any time and beside everything else; a referral stops no clock. */
  'consider-cafcass': { readonly on: CalendarDate; readonly refer: boolean; readonly reason: string };
  'tell-child-of-dispute': {
    readonly on: CalendarDate;
    readonly told: 'child' | 'advocate' | 'neither';
    /** Why neither could be told. */
    readonly whyNot: string | null;
  };
  /** Stays in the IRO service. */
  'note-privately': { readonly what: 'note' | 'draft'; readonly text: string };
  'close-dispute': { readonly on: CalendarDate; readonly outcome: DisputeOutcome; readonly summary: string };
};

export type IroDisputeCommandKind = keyof IroDisputeCommands;

/** Why a command to a dispute is refused. */
export type IroDisputeRefusal =
  | 'no-dispute'
  | 'already-raised'
  | 'not-a-later-stage'
  | 'stage-not-reached'
  | 'already-responded'
  | 'child-not-told'
  | 'already-closed'
  | 'only-the-iro';
