import { codes, since, until } from '../coded.ts';

// Code sets of the SSDA903 return of all years from 2016/17 on (timescales §16; validator and published schemas to 2026/27).

export const YES_OR_NO = codes('0 1');
/** M, F or U from the return of 2024/25 on; a system may still write it the old way. */
export const SEX = codes('', ['M F U', since('2024-04-01')], ['1 2', until('2024-03-31')]);
export const ETHNICITY = codes(
  'WBRI WIRI WOTH WIRT WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT',
);
export const RNE = codes('S L P T B U');
export const LEGAL_STATUS = codes('C1 C2 D1 E1 V2 V3 V4 L1 L2 L3 J1 J2 J3');
export const NEED = codes('N1 N2 N3 N4 N5 N6 N7 N8');
/** Supported accommodation was regulated on 28 October 2023; Z1 was split for the return of 2025/26. */
export const PLACEMENT = codes(
  'A3 A4 A5 A6 K1 K2 P1 P3 R1 R2 R3 R5 S1 T0 T1 T2 T3 T4 U1 U2 U3 U4 U5 U6',
  ['K3', since('2023-10-28')],
  ['P2 H5', until('2023-10-27')],
  ['Z11 Z12 Z13 Z14', since('2025-04-01')],
  ['Z1', until('2025-03-31')],
);
export const PROVIDER = codes('PR0 PR1 PR2 PR3 PR4 PR5');
export const REASON_CHANGED = codes('CARPL CLOSE ALLEG STAND APPRR CREQB CREQO CHILD LAREQ PLACE OTHER', [
  'CUSTOD',
  since('2018-04-01'),
]);
/** Special guardianship has been told apart by carer since the return of 2018/19. */
export const REASON_CEASED = codes(
  'X1 E11 E12 E2 E3 E4A E4B E13 E41 E5 E6 E7 E8 E9 E14 E15 E16 E17',
  ['E43 E44', until('2018-03-31')],
  ['E45 E46 E47 E48', since('2018-04-01')],
);
export const PARTICIPATION = codes('PN0 PN1 PN2 PN3 PN4 PN5 PN6 PN7');
export const MISSING = codes('M A');
export const NO_SDQ = codes('SDQ1 SDQ2 SDQ3 SDQ4 SDQ5');
export const IN_TOUCH = codes('YES NO DIED REFU NREQ RHOM');
export const ACTIVITY = codes(
  'F1 P1 F2 P2 G4 G5 G6 0',
  ['F3 P3', until('2021-03-31')],
  ['F4 P4 F5 P5', since('2021-04-01')],
);
/** Kind of home, suitable (1) or not (2); 0: not in touch. */
export const ACCOMMODATION = codes(
  '0 B1 B2 C1 C2 D1 D2 E1 E2 G1 G2 H1 H2 K1 K2 R1 R2 S1 S2 T1 T2 U1 U2 V1 V2 W1 W2 X1 X2 Y1 Y2 Z1 Z2',
);
export const ADOPTERS = codes('M1 F1 MM FF MF');
export const ADOPTERS_STATUS = codes('L0 L11 L12 L2 L3 L4');
export const NO_LONGER_PLACED = codes('RD1 RD2 RD3 RD4');
export const PERMANENCE_BEFORE = codes('P1 P2 P3 P4 Z1');
export const WORKER_CHANGED = codes('MANAGE FCONTA LEFTRL ORGRST TSPROC ABSENC CHCHAN PCCHAN SWDIED OTHERS');
