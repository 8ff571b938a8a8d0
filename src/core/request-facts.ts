import type { Account } from "./account.ts";
import type { Channel } from "./message.ts";

/** Events that rules can be for. */
export const scenarioEvents = ["inbound", "status"] as const;
export type ScenarioEvent = (typeof scenarioEvents)[number];

/** The HTTP request as it arrived. */
export interface HttpFacts {
  readonly method: string;
  readonly target: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly remoteAddress: string;
}

/**
 * Facts of one request, or of one message of a request with many (MULT, envio, submit_multi), in neutral form. Scenario
 * rules match these.
 */
export interface RequestFacts {
  readonly provider: string;
  /** The provider's own name: `MPG_Send_SMS`, `send`, `unitario`, `submit_sm`. */
  readonly operation: string;
  readonly channel: Channel;
  /** True of a PDU that leaves for the client, and of a sign of life: only rules that name the operation apply. */
  readonly outward?: true;
  /** True of a document or an unknown path: rules that answer concern it only by its name. */
  readonly page?: true;
  /** An event of the sandbox in place of a request. */
  readonly event?: ScenarioEvent;
  /** Status that a message has got. */
  readonly status?: string;
  /** Id that the provider gave the message at hand. */
  readonly messageId?: string;
  /** Absent when the credential is unknown. */
  readonly account?: Account;
  /** Recipient in normal form (digits, country first) when it can be read, else as written. */
  readonly to?: string;
  readonly from?: string;
  readonly text?: string;
  /** The client's own id. */
  readonly id?: string;
  /** Absent over SMPP. */
  readonly http?: HttpFacts;
  /**
   * Raw fields by the provider's names: texts, and numbers, which match in decimal. Secrets may be among these fields, since
   * rules match them and nothing stores them.
   */
  readonly fields: Readonly<Record<string, unknown>>;
}
