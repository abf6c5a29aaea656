import type { CalendarDate } from '../calendar/calendar-date.ts';

/** What a source of the daily feed has: its files, and the day to which they speak. */
export type FeedDelivery = {
  readonly asAt: CalendarDate;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
};

/** Where the daily feed comes from; null: there is nothing to take now. */
export type FeedSource = { read(): Promise<FeedDelivery | null> };
