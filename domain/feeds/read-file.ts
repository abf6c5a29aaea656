/** A row of a delivered file, by its physical line (the heading is line 1). */
export type ReadRow = {
  readonly line: number;
  /** Null where the line cannot be read as fields at all; the fault says why. */
  readonly fields: readonly string[] | null;
  readonly fault: RowFault | null;
};

export type RowFault =
  'NOT_UTF8' | 'CONTROL_CHARACTER' | 'QUOTE_NOT_CLOSED' | 'TOO_FEW_FIELDS' | 'TOO_MANY_FIELDS' | 'HEADING_REPEATED';

export type FileFault = 'EMPTY_FILE' | 'TRUNCATED_FILE' | 'WRONG_SEPARATOR' | 'BOM' | 'CRLF';

/** A delivered file as rows of text; nothing is interpreted yet and no row is left out. */
export type ReadFile = {
  readonly name: string;
  readonly heading: readonly string[] | null;
  readonly rows: readonly ReadRow[];
  readonly faults: readonly FileFault[];
};
