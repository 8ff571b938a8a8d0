// How messages, calls, callbacks and inbounds are listed: their columns, and where they are read.

import type { Desk } from "../control/desk-type.ts";
import type { News } from "../control/events-type.ts";
import type { Page } from "../control/filter-type.ts";
import type { Kind, Kinds } from "../control/wait-type.ts";
import type { Instant } from "../core/clock.ts";
import type { Column } from "./table.ts";

export interface List<K extends Kind> {
  readonly columns: readonly Column[];
  row(item: Kinds[K]["item"]): readonly string[];
  read(desk: Desk, wanted: Kinds[K]["wanted"] & Page): Promise<readonly Kinds[K]["item"][]>;
  /** The number of one that the news is about and that may be listed already, or null. */
  changed(news: News): number | null;
  /** State of a row that is compared: an unchanged row is not printed twice. */
  state(item: Kinds[K]["item"]): string;
}

const number: Column = { title: "#", right: true, least: 4 };
const at: Column = { title: "at (UTC)", least: 14 };
const phone = (title: string): Column => ({ title, least: 13 });

export const lists: { readonly [K in Kind]: List<K> } = {
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
    read: (desk, wanted) => desk.messages(wanted),
    changed: (news) => (news.kind === "status" ? news.message.seq : null),
    state: ({ status, word = "" }) => `${status} ${word}`,
  },
  calls: {
    columns: [
      number,
      at,
      { title: "door", least: 8, wide: true },
      { title: "provider", least: 12 },
      { title: "operation", least: 12 },
      { title: "code", least: 4 },
      { title: "account", least: 17, wide: true },
      { title: "messages", right: true },
      { title: "decided by", gives: true },
    ],
    row: (call) => [
      String(call.seq),
      moment(call.at),
      call.door,
      call.provider,
      call.operation,
      call.code,
      call.account ?? "",
      numbers(call.messages),
      call.findings.length === 0 ? call.decidedBy : `${call.decidedBy} (findings: ${call.findings.length})`,
    ],
    read: (desk, wanted) => desk.requests(wanted),
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
      { title: "tries", right: true },
      { title: "last answer", gives: true },
    ],
    row: (callback) => [
      String(callback.seq),
      moment(callback.at),
      callback.account,
      `${callback.about === "report" ? "message" : "inbound"} ${callback.ref}`,
      callback.status ?? "",
      callback.by,
      callback.state,
      String(callback.tries),
      lastAnswer(callback),
    ],
    read: (desk, wanted) => desk.callbacks(wanted),
    changed: (news) => (news.kind === "callback" ? news.callback.seq : null),
    state: ({ state, tries }) => `${state} ${tries}`,
  },
  inbounds: {
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
    read: (desk, wanted) => desk.inboundMessages(wanted),
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

const mostNumbers = 3;

function numbers(all: readonly number[]): string {
  const shown = all.slice(0, mostNumbers).join(",");
  return all.length > mostNumbers ? `${shown},…` : shown;
}

function lastAnswer({ attempts }: Kinds["callbacks"]["item"]): string {
  const last = attempts.at(-1);
  if (last === undefined) return "";
  return last.error === "" ? String(last.status ?? "") : last.error;
}
