// A request that a provider has handled: its answer, and with it the entry of the journal and the work of the wire.

import type { Account } from "../core/account.ts";
import type { Finding } from "../core/findings.ts";
import type { Channel, Message } from "../core/message.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { Bilingual } from "../core/sentences.ts";
import type { HttpAnswer } from "../protocols/http/call.ts";

export interface Handled<Answer> {
  readonly answer: Answer;
  readonly sandbox: Sandbox;
  /** Absent: the credential belongs to no account. */
  readonly account?: Account;
  readonly operation: string;
  readonly channel: Channel | "page";
  /** The provider's code or word, for lists. */
  readonly code: string;
  readonly decidedBy: Bilingual;
  readonly messages: readonly Message[];
  readonly findings: readonly Finding[];
  /** Values to mask wherever they stand in the raw request. */
  readonly secrets: readonly string[];
  /** Delay, fault and callbacks that the scenario wants; absent: none. */
  readonly outcome?: Outcome;
}

export interface HandledHttp extends Handled<HttpAnswer> {
  /** True if the body is lines of fields between semicolons, which no value may break. */
  readonly linesOfFields?: true;
}

/** Sandbox of a request, and the account whose credential it carries. */
export interface Requester {
  readonly sandbox: Sandbox;
  readonly account: Account | null;
}

type Result<Answer> = Pick<Handled<Answer>, "answer" | "operation" | "channel" | "code" | "decidedBy"> &
  Partial<Pick<Handled<Answer>, "messages" | "findings" | "secrets">> & { readonly outcome?: Outcome | undefined };

export function handled<Answer>({ sandbox, account }: Requester, result: Result<Answer>): Handled<Answer> {
  const { outcome, ...rest } = result;
  return {
    messages: [],
    findings: [],
    secrets: [],
    ...rest,
    sandbox,
    ...(account === null ? {} : { account }),
    ...(outcome === undefined ? {} : { outcome }),
  };
}
