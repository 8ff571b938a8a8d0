// The contract between a provider and the rest: what it is, what it says, what it serves, what it reports.

import { type Account, type AccountKey, type AccountName, accountKey, isAccountKey } from "../core/account.ts";
import type { Clock, Instant, Millis } from "../core/clock.ts";
import type { JsonObject } from "../core/json.ts";
import type { Lifecycles } from "../core/lifecycles.ts";
import type { Channel, Inbound, Message } from "../core/message.ts";
import type { Outcome } from "../core/outcome.ts";
import type { OutboxEntry, Store } from "../core/ports.ts";
import type { ReportReceiver } from "../core/report-receivers.ts";
import type { SessionFacts } from "../core/request-facts.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { Status } from "../core/status.ts";
import type { Submissions } from "../core/submit.ts";
import type { Validator } from "../core/validate.ts";
import type { Vocabulary } from "../core/vocabulary.ts";
import type { HttpAnswer, HttpRequest } from "../protocols/http/call.ts";
import type { Route } from "../protocols/http/reply.ts";
import type { BindPdu, ServicePdu } from "../protocols/smpp/pdu.ts";
import type { DeliverPdu } from "../protocols/smpp/pool.ts";
import type { BindDecision, PduReply, SessionReply, SessionView } from "../protocols/smpp/session-types.ts";
import type { Handled, HandledHttp } from "./handled.ts";
import type { Sample } from "./sample.ts";

/** Why we believe a behaviour: the document says it, it was seen on the wire, or we took it so. */
export type Evidence = "documented" | "observed" | "assumed";

/**
 * Where a behaviour shows in what is kept of a client: calls (all, of an operation, with a code of its table), calls by a
 * channel, what a message costs, its statuses, reports and replies and when they come again.
 */
export type Where =
  | "call"
  | `call/${string}`
  | `by/${Channel | "page"}`
  | "price"
  | "status"
  | `status/${Status}`
  | "report"
  | `report/${Status | "http" | "smpp"}`
  | "reply"
  | `reply/${"http" | "smpp"}`
  | "retry";

/** A row of a provider's `coverage.ts`. */
export interface Coverage {
  readonly point: string;
  /** Any of them is enough. */
  readonly shows: readonly Where[];
  readonly evidence: Evidence;
  /** Document and section, what was recorded, or why it was taken so. */
  readonly source: string;
  /** Dialect option that decides it otherwise, where there is one. */
  readonly dialectOption?: string;
}

/** A key by which a request is known to be an account's, or another secret of it (a password). */
export interface Credential {
  readonly name: string;
  readonly value: string;
  /** True if no journal, export or log may show it. */
  readonly secret: boolean;
  /** False for a secret that does not identify its account. */
  readonly isKey?: false;
}

/** An account together with the sandbox it lives in. */
export interface SandboxAccount {
  readonly sandbox: Sandbox;
  readonly account: Account;
}

/** Everything that a provider needs of the emulator. */
export interface Host {
  readonly store: Store;
  readonly submissions: Submissions;
  readonly lifecycles: Lifecycles;
  /** Real time: answer delays and protective time-outs. */
  readonly hostClock: Clock;
  /** Whose credential this is, or null. */
  find(credential: string): SandboxAccount | null;
  /** Where calls without a known credential play. */
  readonly fallback: () => Sandbox;
  sandbox(name: string): Sandbox | null;
  /** A bug: logged with its stack; the provider answers its own "internal error". */
  onBug(error: unknown): void;
}

/** A path of a provider, and what answers it. */
export interface ProviderRoute extends Omit<Route, "handle" | "internalError" | "tooLarge"> {
  /** Synchronous where it can be: then parse, decision and write share one turn of the loop. */
  handle(request: HttpRequest): HandledHttp | Promise<HandledHttp>;
  /** The answer to a body that was not kept, because it is over the bound; `request.body` is empty. Default: 413. */
  tooLarge?(request: HttpRequest, maxBodyBytes: number): Handled<HttpAnswer>;
  /** The provider's own "internal error". */
  internalError(request: HttpRequest): HttpAnswer;
}

/** The provider behind the SMPP listener. Synchronous, as the HTTP routes. */
export interface SmppService {
  /** The decision's `account` is `receiverKey` of the account. */
  bind(pdu: BindPdu, session: SessionView): Handled<BindDecision>;
  request(pdu: ServicePdu, session: SessionView): Handled<PduReply>;
  /** Facts of a bound session for rules on events. */
  sessionFacts(session: SessionView): SessionFacts;
  /** Outcome of the scenario for an enquire_link or unbind of the client; null: the protocol answers by itself. */
  sessionRequest(
    session: SessionView,
    pdu: { readonly command: "enquire_link" | "unbind"; readonly sequence: number },
  ): Handled<SessionReply> | null;
  /** Outcome of the scenario for an enquire_link or unbind of ours. */
  ownRequest(session: SessionView, command: "enquire_link" | "unbind"): Outcome;
  /** Outcome of the scenario for an outbind to the ESME of this `receiverKey`. */
  outbind(key: string): Outcome;
  /** The last session with this `receiverKey` has unbound or closed. */
  sessionsEnded(key: string): void;
  /** Whether a bound session could bind still, as its account stands now. */
  mayStay(session: SessionView): boolean;
  /**
   * The PDUs of an outbox entry, all on one session in this order.
   * @param olderVersion a receiver speaks SMPP 3.3: optional parameters do not reach it
   */
  pdus(data: JsonObject, olderVersion: boolean): readonly DeliverPdu[];
  /** Outcome of the scenario for an attempt at an outbox entry of the account with this `receiverKey`. */
  attempt(key: string, data: JsonObject): Outcome;
  /** The ESME to call when none of this `receiverKey` is bound and something waits; null: there is none. */
  esme(key: string): { readonly host: string; readonly port: number; readonly password: string } | null;
  /** Meaning of the command_status of a deliver_sm_resp. */
  resultOf(status: number): "done" | "failed" | "refused";
  /** The id of the session that it should rather go to (that of the submission); undefined: any. */
  prefers(data: JsonObject): number | undefined;
  /** Sessions among those of the account that it may go to. */
  receivers(data: JsonObject): ReportReceiver;
  /** The address that the address_range of a session must allow, where ranges narrow it; undefined: nothing does. */
  narrowedBy(data: JsonObject): string | undefined;
}

/** Name of an account's bound sessions: its sandbox and its key. */
export type ReceiverKey = `${string} ${AccountKey}`;

export function receiverKey(account: AccountName & Pick<Account, "sandbox">): ReceiverKey {
  return `${account.sandbox} ${accountKey(account)}`;
}

/** Reads a `ReceiverKey`; null: the text is none. */
export function parseReceiverKey(text: string): { readonly sandbox: string; readonly account: AccountKey } | null {
  const end = text.indexOf(" ");
  const account = text.slice(end + 1);
  return end > 0 && isAccountKey(account) ? { sandbox: text.slice(0, end), account } : null;
}

/** News for the client. */
export type ClientEvent =
  | { readonly kind: "status"; readonly message: Message; readonly account: Account }
  | {
      readonly kind: "inbound";
      readonly inbound: Inbound;
      readonly answered: Message | null;
      readonly account: Account;
    };

/** A report or inbound message to be delivered; `data` is what `delivery` makes the request from, whenever it is tried. */
export interface CallbackRequest {
  readonly by: "http" | "smpp";
  readonly data: JsonObject;
  /** Account of the sandbox whose sessions receive it; absent: that of the event. */
  readonly account?: AccountKey;
}

/** A notice about another message than the one that brings it about, if one does. */
export interface FollowUp extends CallbackRequest {
  /** The message it is about, by its place in the ledger. */
  readonly about: number;
}

/** How one attempt is made. */
export type Delivery =
  | {
      readonly by: "http";
      readonly url: string;
      /** A form to be posted; absent: a GET. */
      readonly post?: { readonly body: string; readonly type: string };
      readonly success: (status: number) => boolean;
    }
  /** A `deliver_sm` to a session bound with this key; `data` is the provider's own. */
  | { readonly by: "smpp"; readonly key: string; readonly data: JsonObject }
  /** Nowhere to send it to (the address was removed meanwhile). */
  | { readonly by: "nowhere"; readonly reason: string };

/** How often and when an unanswered callback is tried again, in sandbox time. */
export interface RetryPolicy {
  readonly attempts: number;
  readonly firstDelay: Millis;
  readonly factor: number;
  /** The first waits, where they do not grow by the factor. */
  readonly firstWaits?: readonly Millis[];
}

/** Requests and PDUs of a provider to its clients: reports of messages, and SMS of phones. */
export interface ProviderCallbacks {
  /** Reports and inbound messages that a change is worth, in the order of sending. */
  requests(clientEvent: ClientEvent): readonly CallbackRequest[];
  /** Asked once of each change, after its own notices. */
  followUps?(clientEvent: ClientEvent): readonly FollowUp[];
  /** Notice of a scenario that the phone of a message is available; absent: the provider has none. */
  alert?(account: Account, message: Message, at: Instant): readonly FollowUp[];
  /** Notices for clients that wait until a phone is reachable again. `phone` is in normal form. */
  reachable?(account: Account, phone: string, at: Instant): readonly FollowUp[];
  /** The request of one attempt. */
  delivery(entry: OutboxEntry, account: Account): Delivery;
  readonly retry: RetryPolicy;
  /** The policy of `deliver_sm`, where it differs. */
  readonly smppRetry?: RetryPolicy;
  /** Entries of an account that wait for an absent receiver: one more drops the oldest. Absent: any number. */
  readonly receiverWaiting?: number;
}

/** A provider at work, with its settings. */
export interface OpenProvider {
  /** Paths on the main HTTP listener. */
  readonly routes: readonly ProviderRoute[];
  /** Paths on the provider's own listener; absent when it has none. */
  readonly listenerRoutes?: readonly ProviderRoute[];
  /** At most one provider answers the SMPP doors. */
  readonly smpp?: SmppService;
  /** Absent: the provider sends nothing to its clients. */
  readonly callbacks?: ProviderCallbacks;
  /** Number that phones write to; empty: the provider shows none. Absent: the provider takes no SMS of phones. */
  inboundAddress?(account: Account): string;
}

/** An HTTP listener on a port of a provider's own, beside the main one. */
export interface ProviderListener {
  /** Name in the journal, in `urls` and, with `-port` behind it, in the settings. */
  readonly name: string;
  /** The default port. */
  readonly port: number;
}

/** Name of a provider's own listener; never: it has none. */
export type ListenerName<P> = P extends { readonly listener: { readonly name: infer Name extends string } }
  ? Name
  : never;

export interface Provider {
  readonly id: string;
  readonly title: string;
  /** Colour of the provider's mark on the page: `#rrggbb`. */
  readonly colour: string;
  /** Absent: the main listener alone serves the provider. */
  readonly listener?: ProviderListener;
  readonly vocabulary: Vocabulary;
  /** The vocabulary with these settings; absent: the same with all. @throws UsageError as `open` does */
  vocabularyWith?(settings: JsonObject): Vocabulary;
  readonly coverage: readonly Coverage[];
  /** Keys and other secrets of an account that a request may carry. @throws UsageError when the details are not the provider's */
  credentials(account: Account): readonly Credential[];
  /** Values that a client needs to know, by the names of their variables without `TORPEDO_` and the provider's id. */
  clientVariables(account: Account): Readonly<Record<string, string>>;
  /** Reads the provider's part of the configuration: its dialect options. @throws UsageError */
  readonly settings: Validator<object>;
  /** The account of the sandbox `default`, unless an accounts file says otherwise. */
  readonly defaultAccount: Account;
  /** The account a new sandbox gets, with credentials drawn from its name. */
  freshAccount(sandbox: string, draw: (label: string) => string): Account;
  /** Requests that send one SMS; the first is shown wherever one is. */
  readonly samples: readonly Sample[];
  /** Hosts of the documents and their siblings, lower case; `*.name`: every name under it. Absent: the documents name none. */
  readonly hosts?: readonly string[];
  /** @param settings the provider's part of the configuration @throws UsageError when it is not right */
  open(host: Host, settings: JsonObject): OpenProvider;
}
