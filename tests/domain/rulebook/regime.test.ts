import { describe, expect, test } from 'vitest';
import {
  isAuthorisedForAdoption,
  isInCareOfAuthority,
  isTemporaryPlacement,
  isWithConnectedPerson,
  regimeOf,
} from '../../../domain/rulebook/regime.ts';

describe('the rules that apply to a child', () => {
  test.each([
    ['C2', 'U4', 'looked-after'],
    ['C1', 'P1', 'looked-after'],
    ['V2', 'K2', 'looked-after'],
    ['L1', 'U6', 'looked-after'],
    ['E1', 'U4', 'looked-after'],
    ['E1', 'A5', 'placed-for-adoption'],
    ['E1', 'A6', 'placed-for-adoption'],
    ['V2', 'A3', 'placed-for-adoption'],
    ['C2', 'A4', 'placed-for-adoption'],
    [null, 'A3', 'placed-for-adoption'],
    ['V3', 'U6', 'short-breaks'],
    ['V4', 'K2', 'short-breaks'],
    ['V4', null, 'short-breaks'],
    ['J1', 'R5', 'remand-yda'],
    ['J1', 'K1', 'remand-la'],
    ['J1', 'U6', 'remand-la'],
    ['J1', null, 'remand-la'],
    ['J2', 'K1', 'looked-after'],
    ['J3', 'U6', 'looked-after'],
    [null, null, 'looked-after'],
    [null, 'R5', 'looked-after'],
  ])('under legal status %s in placement %s are those of %s', (legalStatus, placement, regime) => {
    expect(regimeOf(legalStatus, placement)).toBe(regime);
  });

  test.each([
    ['U1', true, false],
    ['U3', true, false],
    ['U4', false, false],
    ['T0', false, true],
    ['T4', false, true],
    ['P1', false, false],
    [null, false, false],
  ])('placement %s is with a connected person: %s, and temporary: %s', (placement, connected, temporary) => {
    expect([isWithConnectedPerson(placement), isTemporaryPlacement(placement)]).toEqual([connected, temporary]);
  });

  test.each([
    ['E1', true],
    ['D1', true],
    ['C2', false],
    [null, false],
  ])('legal status %s authorises a placement for adoption: %s', (legalStatus, authorised) => {
    expect(isAuthorisedForAdoption(legalStatus)).toBe(authorised);
  });

  test.each([
    ['C1', true],
    ['C2', true],
    ['V2', false],
    ['E1', false],
    ['L2', false],
    [null, false],
  ])('legal status %s puts the child in the care of the authority: %s', (legalStatus, inCare) => {
    expect(isInCareOfAuthority(legalStatus)).toBe(inCare);
  });
});
