import {
  addDays,
  addMonths,
  addYears,
  daysBetween,
  earlierOf,
  laterOf,
  type CalendarDate,
} from '../domain/calendar/calendar-date.ts';
import { chanceOf, type Chance } from './chance.ts';
import type { LivedPeriod, Story, SyntheticChild } from './history.ts';
import { legalPath } from './legal-path.ts';
import { placementPath, postcode } from './placement-path.ts';
import { reviewsHeld } from './reviews-held.ts';

type Born = { readonly story: Story; readonly dateOfBirth: CalendarDate };

const ETHNICITIES = [
  ['WBRI', 50],
  ['APKN', 10],
  ['MOTH', 5],
  ['MWAS', 4],
  ['WOTH', 4],
  ['AOTH', 4],
  ['BAFR', 4],
  ['OOTH', 4],
  ['WROM', 2],
  ['MWBC', 2],
] as const;
const NEEDS = [
  ['N1', 60],
  ['N5', 17],
  ['N4', 7],
  ['N3', 4],
  ['N6', 3],
  ['N2', 2],
] as const;
const ENDS = [
  ['E4A', 6],
  ['E4B', 2],
  ['E45', 2],
  ['E41', 1],
] as const;

export type FamilyWish = {
  readonly seed: number;
  readonly family: number;
  readonly firstNumber: number;
  readonly most: number;
  readonly asAt: CalendarDate;
};

/** Brothers and sisters who came into care on one day, or a child alone. */
export function synthesiseFamily({ seed, family, firstNumber, most, asAt }: FamilyWish): readonly SyntheticChild[] {
  const chance = chanceOf(seed, family);
  const story = chance.weighed<Story>([
    ['ordinary', 66],
    ['accommodated', 14],
    ['placement-order', 4],
    ['placed-for-adoption', 5],
    ['unaccompanied', 8],
    ['short-breaks', 2],
    ['remand', 1],
  ]);
  const alone = story === 'unaccompanied' || story === 'short-breaks' || story === 'remand';
  const size = Math.min(
    most,
    alone
      ? 1
      : chance.weighed([
          [1, 60],
          [2, 25],
          [3, 10],
          [4, 5],
        ]),
  );
  const from = enteredOn(story, asAt, chance);
  const homePostcode = postcode(chance);
  const together = chance.isOneIn(2);
  return Array.from({ length: size }, (_, place) => {
    const own = chanceOf(seed, family, place + 1);
    const dateOfBirth = bornOn(story, { from, asAt }, own);
    const paths = together ? 0 : place;
    const ways = { legal: chanceOf(seed, family, 101), placements: chanceOf(seed, family, 201 + paths), reviews: own };
    const periods = periodsOf({ story, dateOfBirth }, { from, asAt }, ways);
    return { ...particulars(firstNumber + place, { story, dateOfBirth, asAt }, own), homePostcode, story, periods };
  });
}

/** Half of the children have been in care for less than two and a half years. */
function enteredOn(story: Story, asAt: CalendarDate, chance: Chance): CalendarDate {
  const days = Math.floor(-Math.log(1 - chance.next()) * 1250);
  const within = {
    remand: [3, 70],
    'short-breaks': [40, 900],
    unaccompanied: [3, 700],
    'placement-order': [320, 900],
    'placed-for-adoption': [420, 1100],
  } as const;
  const limits = story === 'ordinary' || story === 'accommodated' ? ([2, 5200] as const) : within[story];
  return addDays(asAt, -Math.min(limits[1], Math.max(limits[0], limits[0] + (days % limits[1]))));
}

/** Always under eighteen on the day looked at, and born before care began. */
function bornOn(
  story: Story,
  { from, asAt }: { readonly from: CalendarDate; readonly asAt: CalendarDate },
  chance: Chance,
): CalendarDate {
  const ages = {
    remand: [13, 17],
    'short-breaks': [6, 15],
    unaccompanied: [14, 17],
    'placement-order': [0, 3],
    'placed-for-adoption': [0, 3],
    ordinary: [0, 14],
    accommodated: [4, 16],
  } as const;
  const [youngest, oldest] = ages[story];
  const wished = addDays(addYears(from, -chance.between(youngest, oldest)), -chance.between(1, 360));
  return earlierOf(laterOf(wished, addDays(addYears(asAt, -18), chance.between(20, 500))), addDays(from, -1));
}

function periodsOf(
  { story, dateOfBirth }: Born,
  { from, asAt }: { readonly from: CalendarDate; readonly asAt: CalendarDate },
  ways: { readonly legal: Chance; readonly placements: Chance; readonly reviews: Chance },
): readonly LivedPeriod[] {
  const stay = { from, until: asAt };
  const legal = legalPath(story, stay, ways.legal);
  const placements = placementPath(
    story,
    { stay, legal, ageAtEntry: daysBetween(dateOfBirth, from) / 365.25 },
    ways.placements,
  );
  const reviews = reviewsHeld({ from, legal, placements }, { until: asAt, goesOn: true }, ways.reviews);
  const current = { from, until: null, reasonLeft: null, legal, placements, reviews };
  const earlier =
    (story === 'ordinary' || story === 'accommodated') && ways.reviews.isOneIn(9)
      ? earlierPeriod({ story, dateOfBirth }, from, ways.reviews)
      : null;
  return earlier === null ? [current] : [earlier, current];
}

/** An earlier time in care, from which the child went home; null for a child who was too young then. */
function earlierPeriod({ dateOfBirth }: Born, nextFrom: CalendarDate, chance: Chance): LivedPeriod | null {
  const until = addDays(nextFrom, -chance.between(60, 900));
  const from = addDays(addMonths(until, -chance.between(2, 26)), -chance.between(0, 27));
  if (from <= dateOfBirth) return null;
  const stay = { from, until: addDays(until, -1) };
  const legal = legalPath('accommodated', stay, chance);
  const placements = placementPath(
    'accommodated',
    { stay, legal, ageAtEntry: daysBetween(dateOfBirth, from) / 365.25 },
    chance,
  );
  const reviews = reviewsHeld({ from, legal, placements }, { until: stay.until, goesOn: false }, chance);
  return { from, until, reasonLeft: chance.weighed(ENDS), legal, placements, reviews };
}

function particulars(
  number: number,
  { story, dateOfBirth, asAt }: Born & { readonly asAt: CalendarDate },
  chance: Chance,
): Omit<SyntheticChild, 'homePostcode' | 'story' | 'periods'> {
  const atSchool = addYears(dateOfBirth, 5) <= asAt && story !== 'unaccompanied';
  return {
    // Some authorities' numbers begin with zeros, which every reader has to keep.
    id: `${number % 40 === 0 ? '00' : ''}${9_000_000 + number}`,
    sex: chance.weighed([
      ['M', 55],
      ['F', 45],
    ]),
    dateOfBirth,
    ethnicity: story === 'unaccompanied' ? 'OOTH' : chance.weighed(ETHNICITIES),
    upn: atSchool ? `Z999${String(number).padStart(9, '0')}` : 'UN1',
    need: story === 'unaccompanied' ? 'N8' : story === 'short-breaks' ? 'N2' : chance.weighed(NEEDS),
  };
}
