// How messages, requests, callbacks and inbound messages are listed: their columns, and where they are read.

import type { ApiEvent } from "../api/schema/event.ts";
import type { FilterOf, ListName } from "../api/schema/filter.ts";
import type { ItemOf } from "../api/schema/wait.ts";
import type { Sandbox } from "../client/sandbox.ts";
import type { Instant } from "../core/clock.ts";
import type { Column } from "./table.ts";

export interface ItemPage {
  readonly after?: number;
  readonly before?: number;
  readonly limit: number;
  readonly newestFirst?: boolean;
}
export interface List<K extends ListName> {
  readonly columns: readonly Column[];
  row(item: ItemOf<K>): readonly string[];
  read(sandbox: Sandbox, wanted: FilterOf<K> & ItemPage): Promise<readonly ItemOf<K>[]>;
  /** Number of an item that an event is about and that may be listed already, or null. */
  changed(event: ApiEvent): number | null;
  /** Part of an item that may change: the same is not shown twice. */
  state(item: ItemOf<K>): string;
}

const number: Column = { title: "#", right: true, least: 4 };
const at: Column = { title: "at (UTC)", least: 14 };
const phone = (title: string): Column => ({ title, least: 13 });

export const lists: { readonly [K in ListName]: List<K> } = {
  messages: {
    columns: [
      number,
      at,
      { title: "provider", least: 12 },
      { title: "by", least: 6, wide: true },
      { title: "from", least: 5, wide: true },
      phone("to"),
      { title: "status", least: 11 },
      { title: "parts", right: true, wide: true },
      { title: "text", gives: true },
    ],
    row: ({ seq, acceptedAt, provider, channel, from, to, status, word, parts, text }) => [
      String(seq),
      moment(acceptedAt),
      provider,
      channel,
      from,
      to,
      word === undefined ? status : `${status} (${word})`,
      String(parts),
      text,
    ],
    read: (sandbox, wanted) => sandbox.messages(wanted),
    changed: (event) => (event.kind === "status" ? event.message.seq : null),
    state: ({ status, word = "" }) => `${status} ${word}`,
  },
  requests: {
    columns: [
      number,
      at,
      { title: "listener", least: 8, wide: true },
      { title: "provider", least: 12 },
      { title: "operation", least: 12 },
      { title: "code", least: 4 },
      { title: "account", least: 17, wide: true },
      { title: "messages", right: true },
      { title: "ms", right: true, least: 4 },
      { title: "decided by", gives: true },
    ],
    row: (request) => [
      String(request.seq),
      moment(request.at),
      request.listener,
      request.provider,
      request.operation,
      request.code,
      request.account ?? "",
      numbers(request.messages),
      request.ms === undefined ? "" : String(request.ms),
      request.findings.length === 0 ? request.decidedBy : `${request.decidedBy} (findings: ${request.findings.length})`,
    ],
    read: (sandbox, wanted) => sandbox.requests(wanted),
    changed: () => null,
    state: () => "",
  },
  callbacks: {
    columns: [
      number,
      at,
      { title: "account", least: 17, wide: true },
      { title: "about", least: 12 },
      { title: "status", least: 11 },
      { title: "by", least: 4, wide: true },
      { title: "state", least: 9 },
      { title: "attempts", right: true },
      { title: "last answer", gives: true },
    ],
    row: (callback) => [
      String(callback.seq),
      moment(callback.at),
      callback.account,
      `${callback.about === "report" ? "message" : "inbound"} ${callback.ref}`,
      callback.status ?? (callback.about === "report" ? "alert_notification" : ""),
      callback.by,
      callback.state,
      String(callback.attemptCount),
      lastAnswer(callback),
    ],
    read: (sandbox, wanted) => sandbox.callbacks(wanted),
    changed: (event) => (event.kind === "callback" ? event.callback.seq : null),
    state: ({ state, attemptCount }) => `${state} ${attemptCount}`,
  },
  inbound: {
    columns: [
      number,
      at,
      { title: "account", least: 17 },
      phone("from"),
      { title: "to", least: 5, wide: true },
      { title: "answers", right: true },
      { title: "fetched", wide: true },
      { title: "text", gives: true },
    ],
    row: ({ seq, receivedAt, account, from, to, answers, fetched, text }) => [
      String(seq),
      moment(receivedAt),
      account,
      from,
      to,
      answers === undefined ? "" : String(answers),
      fetched ? "yes" : "no",
      text,
    ],
    read: (sandbox, wanted) => sandbox.inboundMessages(wanted),
    changed: () => null,
    state: () => "",
  },
};

/** `03-02 12:00:00`, UTC. */
export function moment(at: Instant): string {
  return new Date(at).toISOString().slice(5, 19).replace("T", " ");
}

/** `2026-03-02T12:00:00Z`: what `clock advance` takes too. */
export function instant(at: Instant): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}

const maxNumbers = 3;

function numbers(all: readonly number[]): string {
  const first = all.slice(0, maxNumbers).join(",");
  return all.length > maxNumbers ? `${first},…` : first;
}

function lastAnswer({ attempts }: ItemOf<"callbacks">): string {
  const last = attempts.at(-1);
  if (last === undefined) return "";
  return last.error === "" ? String(last.status ?? "") : last.error;
}
