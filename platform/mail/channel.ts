/** A mail as it is handed to a channel. */
export type Mail = {
  readonly to: string;
  /** Stable: a second attempt at the same mail has the same one. */
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly isUrgent: boolean;
};

/** `failed`: trying again would not help. What may help later is thrown, as a `ChannelAway`. The code holds no address. */
export type Sent = { readonly as: 'sent' } | { readonly as: 'failed'; readonly code: string };

/** The way out of the house: SMTP or GOV.UK Notify. */
export type Channel = { send(mail: Mail): Promise<Sent>; close(): void };

export class ChannelAway extends Error {
  override readonly name = 'ChannelAway';
  /** A code, never what the other side said: that may hold an address. */
  readonly code: string;

  constructor(code: string) {
    super(`mail cannot be sent now (${code})`);
    this.code = code;
  }
}
