import { z } from 'zod';
import type { EntryKind, Entries } from '../domain/people/entries.ts';
import type { FileProblem } from '../domain/people/table.ts';
import type { AllocationImport } from '../use-cases/allocations.ts';
import { calendarDay as day, instant } from '../use-cases/fields.ts';
import type { Baseline, Comparison } from '../use-cases/go-live.ts';
import type { Identified } from '../use-cases/out-of-hours.ts';
import type { People, PeopleImport } from '../use-cases/people.ts';
import { count, none, text, type Listed } from './answers.ts';

const period = { fromOn: day, toOn: day.nullable() };

const TEAM = z
  .object({
    ref: text,
    name: text,
    above: none,
    liveFrom: day.nullable().meta({ description: 'null: in shadow, nobody is told' }),
    recoverBy: day.nullable(),
    recovery: none,
  })
  .meta({ id: 'Team' });

/** What each list of the directory holds; addresses are shown to administrators. */
export const ENTRIES: { readonly [Kind in EntryKind]: z.ZodType<Omit<Entries[Kind], 'role'>> } = {
  person: z.object({ ref: text, name: text, email: none, ...period }).meta({ id: 'Person' }),
  team: TEAM,
  post: z.object({ ref: text, person: text, role: text, team: none, ...period }).meta({ id: 'Post' }),
  cover: z.object({ ref: text, person: text, by: text, ...period }).meta({ id: 'Cover' }),
  worker: z.object({ ref: text, person: text }).meta({ id: 'Worker' }),
  rota: z.object({ ref: text, role: text, person: text, fromAt: instant, toAt: instant }).meta({ id: 'OnCall' }),
};

/** What a command about the directory has changed. */
export const SAVED = z
  .object({ changed: z.array(z.object({ kind: text, ref: text })), repeated: z.boolean() })
  .meta({ id: 'DirectorySaved' });

const content = z.looseObject({}).nullable();
export const DIRECTORY_CHANGE = z
  .object({ serial: z.int(), at: instant, actor: text, kind: text, ref: text, before: content, after: content })
  .meta({ id: 'DirectoryChange' }) satisfies z.ZodType<Omit<Listed<People['changes']>, 'before' | 'after'>>;

const FILE_PROBLEM = z
  .object({ file: text, line: z.int().nullable(), column: none, code: text, sentence: text })
  .meta({ id: 'FileProblem' }) satisfies z.ZodType<Omit<FileProblem, 'code'>>;
const file = { applied: z.boolean(), rows: count, taken: count, problems: z.array(FILE_PROBLEM) };

export const PEOPLE_FILES = z
  .object({ ...file, changes: z.array(z.object({ kind: text, ref: text, before: content, after: content })) })
  .meta({ id: 'PeopleFiles' }) satisfies z.ZodType<Omit<PeopleImport, 'changes' | 'problems'>>;
export const ALLOCATION_FILE = z
  .object({ ...file, children: count, told: count })
  .meta({ id: 'AllocationFile' }) satisfies z.ZodType<Omit<AllocationImport, 'problems'>>;
export const OLD_DATES_FILE = z.object(file).meta({ id: 'OldDatesFile' });

export const IDENTIFIED = z
  .object({ childRef: text, outcome: z.enum(['named', 'withdrawn', 'nothing']) })
  .meta({ id: 'Identified' }) satisfies z.ZodType<Identified>;

export const BASELINE = z
  .object({
    team: TEAM,
    children: count,
    left: z.array(z.object({ ruleId: text, title: text, open: count, oldestDueOn: day })),
  })
  .meta({ id: 'Baseline' }) satisfies z.ZodType<Baseline>;

export const OLD_COMPARISON = z
  .object({
    children: count,
    same: count,
    earlier: count.meta({ description: 'ours is earlier' }),
    later: count.meta({ description: 'ours is later' }),
    onlyOld: count,
    onlyOurs: count,
    withoutDate: z.array(text).meta({ description: 'children in care for whom no review is due by any date' }),
    items: z.array(
      z.object({
        childRef: text,
        ruleId: text,
        title: text,
        oldDueOn: day.nullable(),
        dueOn: day.nullable(),
        laterByDays: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: 'OldComparison' }) satisfies z.ZodType<Comparison>;
