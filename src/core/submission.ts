// A message of a provider before core decides: plain data. Its checks and ids are declared once an operation, as
// pure functions of an account and a submission, because a rule may change the account between reading and deciding, and
// each message of a request spends credits and ids that the next one may want.

import type { Account } from "./account.ts";
import type { Debit, LifeStep, NewMessage } from "./message.ts";
import type { Refusal } from "./refusal.ts";
import type { RequestFacts } from "./request-facts.ts";
import type { Sandbox } from "./sandbox.ts";
import type { OperationVocabulary } from "./vocabulary.ts";

/** A message as its provider drafts it; core adds the account and an id, and takes the rest from the request's facts. */
export type Draft = Omit<NewMessage, "id" | "account" | "provider" | "operation" | "channel">;

/** A message that a client asks for. */
export interface Submission {
  readonly facts: RequestFacts;
  readonly draft: Draft;
  /** Id that the client chose; absent: the provider makes one. */
  readonly id?: string;
  /** Price, taken as far as the account has it. */
  readonly debits: readonly Debit[];
  /** Later statuses when no scenario says otherwise; absent: sent after 1 s, delivered after 3 s. */
  readonly life?: readonly LifeStep[];
}

/** Ids of the provider's messages in one sandbox. */
export interface MessageIds {
  readonly sandbox: Sandbox;
  /** True if a message of the sandbox has this id. */
  taken(id: string): boolean;
}

/** Behaviour of an operation where no rule decides. */
export interface ProviderDefaults<S extends Submission> {
  readonly operation: OperationVocabulary;
  /**
   * The provider's checks in its order; null: nothing is wrong. Skipped for a test number and when a rule accepts, where a repeated id alone is refused.
   * @param account after the rule's own changes; null: the credential is unknown
   */
  check(account: Account | null, submission: S, ids: MessageIds): Refusal | null;
  /** Id of a message without one. `ordinal` counts the sandbox's messages from 1, each number once. */
  newId(ids: MessageIds, ordinal: number): string;
  /** The id as the client sees it; absent: as it is. */
  idForClient?(id: string): string;
}

/** The same of a request that carries many messages. */
export interface GroupDefaults<S extends Submission> extends ProviderDefaults<S> {
  /** Codes that answer the request as a whole, with nothing stored, whichever message had them. */
  readonly wholeCodes: ReadonlySet<string>;
  /** Checks of what the messages have in common; skipped when rules decide every message. */
  checkWhole(account: Account | null, first: S | undefined): Refusal | null;
  /** Field of every message that is to hold the id of the first one accepted. */
  readonly batchField?: string;
}
