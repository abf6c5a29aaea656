import { addDays, addYears, type CalendarDate } from '../domain/calendar/calendar-date.ts';
import { chanceOf } from './chance.ts';
import { synthesiseFamily } from './family.ts';
import type { LivedPeriod, PlacementMove, SyntheticChild } from './history.ts';

export type SynthesisWish = { readonly children: number; readonly seed: number; readonly asAt: CalendarDate };

/** A made-up SSDA903 return: file name → CSV text. The same wish gives the same text. */
export function synthesise(wish: SynthesisWish): Readonly<Record<string, string>> {
  const { seed } = wish;
  const made = syntheticChildren(wish);
  return {
    'header.csv': csv('CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB', made.map(headerRow)),
    'episodes.csv': csv(
      'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN',
      made.flatMap((child) => child.periods.flatMap((period) => episodeRows(child, period, seed))),
    ),
    'reviews.csv': csv(
      'CHILD,DOB,REVIEW,REVIEW_CODE',
      made.flatMap((child) => reviewRows(child, seed)),
    ),
    'uasc.csv': csv('CHILD,SEX,DOB,DUC', made.filter(({ story }) => story === 'unaccompanied').map(uascRow)),
    'placed_for_adoption.csv': csv(
      'CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED',
      made.flatMap(adoptionRows),
    ),
  };
}

/** The made-up children themselves. */
export function syntheticChildren({ children, seed, asAt }: SynthesisWish): readonly SyntheticChild[] {
  const made: SyntheticChild[] = [];
  for (let family = 1; made.length < children; family += 1) {
    made.push(...synthesiseFamily({ seed, family, firstNumber: made.length + 1, most: children - made.length, asAt }));
  }
  return made;
}

export type Fields = readonly string[];

/** No made-up value holds a comma or a quotation mark. */
export function csv(heading: string, rows: readonly Fields[]): string {
  return `${[heading, ...rows.map((fields) => fields.join(','))].join('\n')}\n`;
}

/** As the return writes dates: dd/mm/yyyy. */
function written(on: CalendarDate): string {
  return `${on.slice(8)}/${on.slice(5, 7)}/${on.slice(0, 4)}`;
}

function headerRow({ id, sex, dateOfBirth, ethnicity, upn }: SyntheticChild): Fields {
  return [id, sex, written(dateOfBirth), ethnicity, upn, sex === 'F' ? '0' : '', ''];
}

function uascRow({ id, sex, dateOfBirth }: SyntheticChild): Fields {
  return [id, sex, written(dateOfBirth), written(addYears(dateOfBirth, 18))];
}

/** DATE_PLACED is the day of the decision that the child should be placed, not of the placement (timescales §16). */
function adoptionRows({ id, dateOfBirth, periods }: SyntheticChild): readonly Fields[] {
  return periods
    .flatMap(({ legal, from }) => legal.filter(({ status }) => status === 'E1').map(({ on }) => ({ on, from })))
    .map(({ on, from }) => [
      id,
      written(dateOfBirth),
      written(addDays(on, -14) > from ? addDays(on, -14) : on),
      '',
      '',
    ]);
}

/** An episode for each day on which legal status, placement or both changed. */
function episodeRows(child: SyntheticChild, period: LivedPeriod, seed: number): readonly Fields[] {
  const days = [...new Set([...period.legal, ...period.placements].map(({ on }) => on))].sort();
  return days.flatMap((on, place) => {
    const status = period.legal.findLast((move) => move.on <= on)?.status ?? '';
    const home = period.placements.findLast((move) => move.on <= on);
    if (home === undefined) return [];
    const next = days[place + 1] ?? null;
    const moved = next === null ? undefined : period.placements.find((move) => move.on === next);
    const reason = moved === undefined ? '' : reasonOf(moved, chanceOf(seed, Number(child.id), place).next());
    return [
      [
        child.id,
        written(on),
        newEpisode(period, on),
        status,
        child.need,
        home.place,
        home.provider,
        ...ending(period, next),
        reason,
        child.homePostcode,
        home.postcode,
        home.urn,
      ],
    ];
  });
}

function ending({ until, reasonLeft }: LivedPeriod, next: CalendarDate | null): readonly [dec: string, rec: string] {
  if (next !== null) return [written(next), 'X1'];
  return until === null || reasonLeft === null ? ['', ''] : [written(until), reasonLeft];
}

/** RNE: why a new episode began. */
export function newEpisode({ from, legal, placements }: LivedPeriod, on: CalendarDate): string {
  if (on === from) return 'S';
  const moved = placements.find((move) => move.on === on);
  const changed = legal.some((move) => move.on === on);
  if (moved === undefined) return 'L';
  if (moved.sameCarer) return changed ? 'U' : 'T';
  return changed ? 'B' : 'P';
}

function reasonOf({ place, sameCarer }: PlacementMove, chance: number): string {
  if (sameCarer || place.startsWith('A')) return 'CARPL';
  return chance < 0.7 ? 'CARPL' : chance < 0.9 ? 'CREQB' : 'LAREQ';
}

function reviewRows(child: SyntheticChild, seed: number): readonly Fields[] {
  const fourOn = addYears(child.dateOfBirth, 4);
  const chance = chanceOf(seed, Number(child.id), 77);
  return child.periods
    .flatMap(({ reviews }) => reviews)
    .map((on) => {
      const code =
        on < fourOn
          ? 'PN0'
          : chance.weighed([
              ['PN1', 40],
              ['PN6', 17],
              ['PN5', 16],
              ['PN7', 12],
              ['PN4', 8],
              ['PN2', 5],
              ['PN3', 2],
            ]);
      return [child.id, written(child.dateOfBirth), written(on), code];
    });
}
