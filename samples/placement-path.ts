import { addDays, addMonths, daysBetween, type CalendarDate } from '../domain/calendar/calendar-date.ts';
import type { Chance } from './chance.ts';
import type { LegalMove, PlacementMove, Story } from './history.ts';

type Stay = { readonly from: CalendarDate; readonly until: CalendarDate };
type Home = Omit<PlacementMove, 'on' | 'sameCarer'>;

const OWN = '2999001';

/** The placements of a period from its first day up to the day it is looked at; never two on one day. */
export function placementPath(
  story: Story,
  {
    stay,
    legal,
    ageAtEntry,
  }: { readonly stay: Stay; readonly legal: readonly LegalMove[]; readonly ageAtEntry: number },
  chance: Chance,
): readonly PlacementMove[] {
  const moves: PlacementMove[] = [{ on: stay.from, sameCarer: false, ...firstHome(story, ageAtEntry, chance) }];
  const adoption = story === 'placed-for-adoption' ? adoptionMove(stay, { legal }, chance) : null;
  const settled = story === 'short-breaks' || story === 'remand';
  const end = adoption?.on ?? stay.until;
  for (let on = settled ? end : nextMoveOn(stay.from, chance); on < addDays(end, -20); on = nextMoveOn(on, chance)) {
    const legalThen = legal.findLast((move) => move.on <= on)?.status ?? '';
    moves.push(...moveFrom(moves, { on, age: ageAtEntry + daysBetween(stay.from, on) / 365.25, legalThen }, chance));
  }
  return adoption === null ? moves : [...moves, adoption];
}

/** Many moves early on, fewer later. */
function nextMoveOn(on: CalendarDate, chance: Chance): CalendarDate {
  return addDays(on, 25 + Math.floor(-Math.log(1 - chance.next()) * 520));
}

type Move = { readonly on: CalendarDate; readonly age: number; readonly legalThen: string };

function moveFrom(
  before: readonly PlacementMove[],
  { on, age, legalThen }: Move,
  chance: Chance,
): readonly PlacementMove[] {
  const current = before.at(-1);
  if (current !== undefined && chance.isOneIn(12)) {
    const away = chance.pick(['T1', 'T2', 'T3', 'T4'] as const);
    const days = away === 'T4' ? chance.between(2, 7) : chance.between(3, 18);
    const temporary = {
      on,
      place: away,
      provider: away === 'T4' ? 'PR1' : '',
      sameCarer: false,
      postcode: postcode(chance),
      urn: '',
    };
    return [temporary, { ...current, on: addDays(on, days), sameCarer: false }];
  }
  if (current?.place === 'U6' && chance.isOneIn(5)) return [{ ...current, on, place: 'U4', sameCarer: true }];
  if (legalThen === 'C2' && chance.isOneIn(14))
    return [{ on, place: 'P1', provider: 'PR0', sameCarer: false, postcode: postcode(chance), urn: '' }];
  return [{ on, sameCarer: false, ...homeFor(age, chance) }];
}

function firstHome(story: Story, age: number, chance: Chance): Home {
  if (story === 'short-breaks') return { place: 'R1', provider: 'PR4', postcode: postcode(chance), urn: urn(chance) };
  if (story === 'remand')
    return {
      place: chance.pick(['K1', 'R5', 'U6'] as const),
      provider: 'PR3',
      postcode: postcode(chance),
      urn: urn(chance),
    };
  if (story === 'unaccompanied' && age >= 16)
    return { place: 'K3', provider: 'PR4', postcode: postcode(chance), urn: urn(chance) };
  if (chance.isOneIn(6)) return { place: 'U3', provider: 'PR1', postcode: postcode(chance), urn: OWN };
  return homeFor(age, chance);
}

function homeFor(age: number, chance: Chance): Home {
  const place = age >= 16 && chance.isOneIn(2) ? 'K3' : age >= 10 && chance.isOneIn(4) ? 'K2' : fosterHome(chance);
  const provider = place.startsWith('K')
    ? 'PR4'
    : chance.weighed([
        ['PR1', 6],
        ['PR4', 4],
        ['PR5', 1],
      ]);
  return { place, provider, postcode: postcode(chance), urn: provider === 'PR1' ? OWN : urn(chance) };
}

function fosterHome(chance: Chance): string {
  return chance.weighed([
    ['U6', 12],
    ['U4', 5],
    ['U3', 2],
    ['U1', 1],
    ['U5', 1],
  ]);
}

/** Some months after the placement order; null where the order is too young for it. */
function adoptionMove(
  stay: Stay,
  { legal }: { readonly legal: readonly LegalMove[] },
  chance: Chance,
): PlacementMove | null {
  const order = legal.find((move) => move.status === 'E1');
  if (order === undefined) return null;
  const on = addDays(addMonths(order.on, chance.between(1, 5)), chance.between(0, 25));
  if (on >= stay.until) return null;
  const withCarer = chance.isOneIn(4);
  return {
    on,
    place: withCarer ? 'A5' : 'A6',
    provider: 'PR1',
    sameCarer: withCarer,
    postcode: postcode(chance),
    urn: OWN,
  };
}

/** ZZ is no postcode area: nobody lives here. */
export function postcode(chance: Chance): string {
  return `ZZ${chance.between(1, 29)} ${chance.between(1, 9)}ZZ`;
}

function urn(chance: Chance): string {
  return `2999${String(chance.between(2, 199)).padStart(3, '0')}`;
}
