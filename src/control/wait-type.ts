import type { Millis } from "../core/clock.ts";
import type { Inbound, Message } from "../core/message.ts";
import type { CallbackView, CallRow } from "./desk-type.ts";
import type { CallbackWanted, CallWanted, InboundWanted, MessageWanted } from "./filter-type.ts";

/** What can be waited for and counted, by the name of its list. */
export interface Kinds {
  readonly messages: { readonly item: Message; readonly wanted: MessageWanted };
  readonly calls: { readonly item: CallRow; readonly wanted: CallWanted };
  readonly callbacks: { readonly item: CallbackView; readonly wanted: CallbackWanted };
  readonly inbounds: { readonly item: Inbound; readonly wanted: InboundWanted };
}
export type Kind = keyof Kinds;

export interface WantedOf<K extends Kind> {
  readonly what: K;
  readonly where?: Kinds[K]["wanted"];
  /** At least so many; default 1. */
  readonly count?: number;
  /** Only what comes after this number. */
  readonly after?: number;
  /** Real time: `5s`, or milliseconds; default 5 s, at most 10 minutes. */
  readonly timeout?: Millis | string;
}
export type Wanted = { [K in Kind]: WantedOf<K> }[Kind];

export interface WaitedOf<K extends Kind> {
  readonly what: K;
  /** Whether there were enough in time. */
  readonly ok: boolean;
  /** Those that match, oldest first, at most as many as were asked for. */
  readonly found: readonly Kinds[K]["item"][];
  /** When not: what was waited for, what came, and what came nearest, in one sentence. */
  readonly failure: string | null;
}
export type Waited = { [K in Kind]: WaitedOf<K> }[Kind];

/** What must be so. Without a count: at least one. */
export type Expectation = { [K in Kind]: ExpectationOf<K> }[Kind];
export interface ExpectationOf<K extends Kind> {
  readonly what: K;
  readonly where?: Kinds[K]["wanted"];
  readonly exactly?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly never?: boolean;
  /** Some that match each of these, one after the other; others may come between. Stands alone. */
  readonly order?: readonly Kinds[K]["wanted"][];
}
export interface Checked {
  readonly ok: boolean;
  /** How many match. */
  readonly count: number;
  /** What is otherwise, in one sentence. */
  readonly failure: string | null;
}
