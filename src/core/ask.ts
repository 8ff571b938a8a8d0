import type { Account } from "./account.ts";
import type { Channel } from "./message.ts";

/**
 * What a client asks for with one call, or with one message of a call that carries many (MULT, envio, submit_multi), in
 * neutral form: this is what scenario rules are matched against.
 */
export interface Ask {
  readonly provider: string;
  /** The provider's own name: `MPG_Send_SMS`, `send`, `unitario`, `submit_sm`. */
  readonly operation: string;
  readonly channel: Channel;
  /** Something that leaves for the client, or a sign of life: only rules that name the operation concern it, and no outage. */
  readonly outward?: true;
  /** Absent when the credential is unknown. */
  readonly account?: Account;
  /** Recipient in normal form (digits, country first) when it can be read, else as written. */
  readonly to?: string;
  readonly from?: string;
  readonly text?: string;
  /** The client's own id. */
  readonly id?: string;
  /**
   * Raw fields by the provider's names: texts, and numbers, which match in decimal; nothing else is a field. Secrets may
   * stand here: they are matched, never stored.
   */
  readonly fields: Readonly<Record<string, unknown>>;
}
