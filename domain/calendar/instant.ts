declare const instantBrand: unique symbol;

/** A moment in UTC, written `YYYY-MM-DDTHH:MM:SS.sssZ`, so that text order is time order. Names end in `At`. */
export type Instant = string & { readonly [instantBrand]: true };
