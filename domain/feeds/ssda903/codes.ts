import { calendarDate, type CalendarDate } from '../../calendar/calendar-date.ts';

/** Code sets of the SSDA903 return (timescales §16; validator and schemas for 2017 to 2026). */
const list = (text: string): ReadonlySet<string> => new Set(text.split(' '));

export const RNE = list('S L P T B U');
export const LEGAL_STATUS = list('C1 C2 D1 E1 V2 V3 V4 L1 L2 L3 J1 J2 J3');
export const PLACEMENT = list(
  'A3 A4 A5 A6 K1 K2 K3 P1 P2 P3 R1 R2 R3 R5 S1 H5 T0 T1 T2 T3 T4 U1 U2 U3 U4 U5 U6 Z1 Z11 Z12 Z13 Z14',
);
export const PROVIDER = list('PR0 PR1 PR2 PR3 PR4 PR5');
export const REASON_CHANGED = list('CARPL CLOSE ALLEG STAND APPRR CREQB CREQO CHILD LAREQ PLACE CUSTOD OTHER');
export const REASON_CEASED = list(
  'X1 E11 E12 E2 E3 E4A E4B E13 E41 E43 E44 E45 E46 E47 E48 E5 E6 E7 E8 E9 E14 E15 E16 E17',
);
export const NEED = list('N1 N2 N3 N4 N5 N6 N7 N8');
export const PARTICIPATION = list('PN0 PN1 PN2 PN3 PN4 PN5 PN6 PN7');
export const SEX_BEFORE_2025 = list('1 2');
export const SEX = list('M F U 1 2');
/** From the return of 2024/25 on SEX is M, F or U. */
export const SEX_CHANGED_ON = calendarDate('2024-04-01');
export const ETHNICITY = list(
  'WBRI WIRI WOTH WIRT WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT',
);
export const MISSING = list('M A');

/** Codes that ended: used for an episode that runs on after that day they are of another year. */
export const ENDED_PLACEMENTS: ReadonlyMap<string, CalendarDate> = new Map([
  ['P2', calendarDate('2023-10-28')],
  ['H5', calendarDate('2023-10-28')],
  ['Z1', calendarDate('2024-04-01')],
]);
