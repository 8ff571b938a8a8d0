// Checks after many lives: acknowledgements hold, due callbacks were delivered at least once and in order, nothing exists that no client asked for.

import type { Catcher, Caught } from "../../catcher.ts";
import type { EsmePdu } from "../../esme.ts";
import { control } from "../senders.ts";
import type { Urls } from "../server.ts";
import type { Books, Sending } from "./books.ts";
import { accounts, answers, credits } from "./life.ts";

interface Kept {
  readonly seq: number;
  readonly id: string;
  readonly account: string;
  readonly to: string;
  readonly text: string;
  readonly status: string;
  readonly channel: string;
  readonly debits: readonly { readonly kind: string; readonly amount: number }[];
}
interface KeptInbound {
  readonly seq: number;
  readonly id: string;
  readonly account: string;
  readonly from: string;
  readonly text: string;
  readonly answers?: number;
}

/** Callbacks that reached the clients in a life. */
export interface Heard {
  readonly callbacks: readonly Caught[];
  readonly delivered: readonly EsmePdu[];
}

async function all<Row extends { readonly seq: number }>(urls: Urls, list: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const at = `GET /sandboxes/default/${list}limit=1000&after=${rows.at(-1)?.seq ?? 0}`;
    const { body } = await control<readonly Row[]>(urls, at);
    rows.push(...body);
    if (body.length < 1_000) return rows;
  }
}

/** Waits until everything that is due has gone out, at most some thirty seconds: the audit tells what has not. */
export async function settle(urls: Urls): Promise<void> {
  for (let looks = 0; looks < 300; looks++) {
    const waiting = await all(urls, "callbacks?state=waiting&");
    const open = await Promise.all(["queued", "sent"].map((status) => all(urls, `messages?status=${status}&`)));
    const scheduled = await all<Kept & { readonly scheduledFor: number }>(urls, "messages?status=scheduled&");
    const soon = scheduled.filter(({ scheduledFor }) => scheduledFor < Date.now() + 3_600_000);
    if (waiting.length + open.flat().length + soon.length === 0) return;
    const nothing = { what: "messages", where: { id: "none" }, timeout: "100ms" };
    await control(urls, "POST /sandboxes/default/wait", nothing);
  }
}

/** Everything that is wrong, a sentence each. */
export async function audit(urls: Urls, books: Books, lifetimes: readonly Heard[]): Promise<readonly string[]> {
  const kept = await all<Kept>(urls, "messages?");
  const inboundMessages = await all<KeptInbound>(urls, "inbound?");
  const wrong: string[] = [];
  const result = ledger(kept, books, wrong);
  phones(inboundMessages, kept, books, wrong);
  repeats(lifetimes, wrong);
  callbacks(result, lifetimes, wrong);
  receipts(result, lifetimes, wrong);
  replies(inboundMessages, kept, lifetimes, wrong);
  for (const { state, seq } of await all<{ seq: number; state: string }>(urls, "callbacks?"))
    if (state !== "delivered") wrong.push(`callback ${seq} is ${state}`);
  await money(urls, kept, wrong);
  return wrong;
}

type Finding = readonly { readonly sending: Sending; readonly message: Kept }[];
const called = (sending: Sending): string =>
  `${sending.act} to ${sending.number} (${sending.acknowledged ? "" : "not "}acknowledged)`;

/** Each acknowledged message once, as it was told; requests without an answer whole or not at all; nothing else. */
function ledger(kept: readonly Kept[], books: Books, wrong: string[]): Finding {
  const byNumber = new Map(books.sendings.map((sending) => [`55${sending.number}`, sending]));
  const result = new Map<Sending, Kept>();
  for (const message of kept) {
    const sending = byNumber.get(message.to);
    if (sending === undefined) wrong.push(`a message to ${message.to} that nobody sent`);
    else if (result.has(sending)) wrong.push(`${called(sending)} is there twice`);
    else result.set(sending, message);
  }
  for (const group of Map.groupBy(books.sendings, (item) => item.group).values()) {
    const there = group.filter((item) => result.has(item)).length;
    if (group[0]?.acknowledged ? there < group.length : there % group.length > 0)
      wrong.push(`${there} of the ${group.length} of ${group.map(called)}`);
  }
  for (const [sending, { id, account, text, status }] of result) {
    if (sending.id !== null && sending.id !== id) wrong.push(`${called(sending)} was ${sending.id} and is ${id}`);
    if (sending.account !== account) wrong.push(`${called(sending)} is of ${account}`);
    const { replaced, cancelled } = sending;
    const texts =
      replaced === null ? [sending.text] : [replaced.text, ...(replaced.acknowledged ? [] : [sending.text])];
    if (!texts.includes(text)) wrong.push(`${called(sending)} says ${text}`);
    const wanted =
      sending.due === "now"
        ? ["delivered"]
        : { no: ["scheduled"], requested: ["scheduled", "cancelled"], acknowledged: ["cancelled"] }[cancelled];
    if (!wanted.includes(status)) wrong.push(`${called(sending)}, cancelled: ${cancelled}, is ${status}`);
  }
  return [...result].map(([sending, message]) => ({ sending, message }));
}

function phones(inboundMessages: readonly KeptInbound[], kept: readonly Kept[], books: Books, wrong: string[]): void {
  const counts = new Map<string, number>();
  for (const { text, answers: place } of inboundMessages)
    if (place === undefined) counts.set(text, (counts.get(text) ?? 0) + 1);
  for (const { text, acknowledged, account } of books.phoned) {
    const count = counts.get(text) ?? 0;
    counts.delete(text);
    if (count > 1 || (acknowledged && count === 0)) wrong.push(`MO ${text} of ${account} is there ${count} times`);
  }
  for (const text of counts.keys()) wrong.push(`an MO ${text} that nobody wrote`);
  const answered = new Map<number, number>();
  for (const { answers: place } of inboundMessages)
    if (place !== undefined) answered.set(place, (answered.get(place) ?? 0) + 1);
  for (const { seq, to, account, status } of kept) {
    const wanted = answers(to) && !account.startsWith("mobilepronto") && status === "delivered" ? 1 : 0;
    const count = answered.get(seq) ?? 0;
    if (count !== wanted) wrong.push(`message ${seq} to ${to} has ${count} replies`);
  }
}

const wordsOf = (pdu: EsmePdu): string => {
  const udh = pdu.short_message?.udh;
  const part = udh === undefined ? "" : Buffer.concat(Array.isArray(udh) ? udh : [udh].flat()).toString("hex");
  return `${pdu.source_addr} ${part} ${pdu.receipted_message_id ?? ""} ${pdu.message_state ?? ""} ${pdu.short_message?.message}`;
};

/** The same life does not repeat an accepted callback; only a kill leaves that open. */
function repeats(lifetimes: readonly Heard[], wrong: string[]): void {
  for (const [life, { callbacks: caught, delivered }] of lifetimes.entries()) {
    const once = new Set<string>();
    for (const words of [...caught.map(({ target }) => target), ...delivered.map(wordsOf)]) {
      if (once.has(words)) wrong.push(`life ${life} sent twice: ${words}`);
      once.add(words);
    }
  }
}

/** How the callbacks about one message go, by its status. */
const reported: ReadonlyMap<string, RegExp> = new Map([
  ["mensagem delivered", /^(?:2\/1 )+(?:3\/2 )+$/],
  ["mensagem cancelled", /^(?:2\/9 )+$/],
  ["mensagem scheduled", /^$/],
  ["sophia delivered", /^(?:2 )+$/],
]);

/** Reports of one message in the order in which they came: what goes first comes no more once the next has come. */
function callbacks(result: Finding, lifetimes: readonly Heard[], wrong: string[]): void {
  const heard = new Map<string, string>();
  for (const { path, query } of lifetimes.flatMap((life) => life.callbacks)) {
    if (path.endsWith("-mo")) continue;
    const id = `${path.slice(1)} ${query.get("md5") ?? query.get("id")}`;
    const word = path === "/mensagem" ? `${query.get("type")}/${query.get("status")} ` : `${query.get("status")} `;
    heard.set(id, (heard.get(id) ?? "") + word);
  }
  for (const { sending, message } of result) {
    if (sending.report !== "callback") continue;
    const id = `${message.account.replace("/main", "")} ${message.id}`;
    const words = heard.get(id) ?? "";
    heard.delete(id);
    const wanted = reported.get(`${message.account.replace("/main", "")} ${message.status}`);
    if (wanted?.test(words) !== true) wrong.push(`${called(sending)}, ${message.status}, was reported ${words}`);
  }
  for (const [id, words] of heard) wrong.push(`reports of ${id} that nobody asked for: ${words}`);
}

/** Every message that asked for it has its receipt, under the id that its submitter got. */
function receipts(result: Finding, lifetimes: readonly Heard[], wrong: string[]): void {
  const heard = new Map<string, Set<string>>();
  for (const { source_addr = "", receipted_message_id: id, message_state } of lifetimes.flatMap(
    (life) => life.delivered,
  )) {
    if (id === undefined) continue;
    const number = source_addr.replace(/^55/, "");
    const all = heard.get(number) ?? new Set();
    heard.set(number, all.add(`${id} ${message_state}`));
  }
  const batches = new Map<number, string>();
  for (const { sending, message } of result) if (!batches.has(sending.group)) batches.set(sending.group, message.id);
  for (const { sending, message } of result) {
    const words = [...(heard.get(sending.number) ?? [])];
    heard.delete(sending.number);
    const state = { delivered: 2, cancelled: 4 }[message.status];
    const wanted =
      sending.report === "receipt" && state !== undefined ? [`${batches.get(sending.group)} ${state}`] : [];
    if (words.join() !== wanted.join()) wrong.push(`${called(sending)}, ${message.status}, has the receipts ${words}`);
  }
  for (const [number, words] of heard) wrong.push(`receipts of ${number} that nobody asked for: ${[...words]}`);
}

/** Every inbound has come: by callback, or by deliver_sm whole and in order on one session. */
function replies(
  inboundMessages: readonly KeptInbound[],
  kept: readonly Kept[],
  lifetimes: readonly Heard[],
  wrong: string[],
): void {
  const bySeq = new Map(kept.map((message) => [message.seq, message.id]));
  const called = (account: string, phone: string, text: string, id: string): string =>
    `${account} ${phone} ${text} ${id}`;
  const heard = new Set<string>();
  for (const { path, query } of lifetimes.flatMap((life) => life.callbacks)) {
    if (path === "/mensagem-mo")
      heard.add(called("mensagem/main", query.get("msisdn") ?? "", query.get("message") ?? "", query.get("md5") ?? ""));
    if (path === "/sophia-mo")
      heard.add(called("sophia/main", query.get("numero") ?? "", query.get("mensagem") ?? "", query.get("id") ?? ""));
  }
  for (const { delivered } of lifetimes) {
    let open = "";
    for (const { receipted_message_id: id, source_addr = "", short_message } of delivered) {
      if (id !== undefined) continue;
      const header = Buffer.concat([short_message?.udh ?? []].flat());
      const [total = 1, part = 1] = header.length === 0 ? [] : [...header.subarray(-2)];
      open = (part === 1 ? "" : open) + short_message?.message;
      if (part === total) heard.add(called(accounts.esme.key, source_addr.replace(/^55/, ""), open, ""));
    }
  }
  for (const { account, from, text, answers: place } of inboundMessages) {
    const id = account === accounts.esme.key ? "" : (bySeq.get(place ?? -1) ?? "");
    const words = called(account, from.slice(2), text, id);
    if (!heard.delete(words)) wrong.push(`the MO ${words} has not come`);
  }
  for (const words of heard) wrong.push(`an MO that nobody wrote: ${words}`);
}

/** The credits taken from each account equal the cost of its messages. */
async function money(urls: Urls, kept: readonly Kept[], wrong: string[]): Promise<void> {
  const spent = new Map<string, number>();
  for (const { account, debits } of kept)
    for (const { kind, amount } of debits)
      spent.set(`${account} ${kind}`, (spent.get(`${account} ${kind}`) ?? 0) + amount);
  interface Owner {
    readonly provider: string;
    readonly name: string;
    readonly credits: Readonly<Record<string, number>>;
  }
  const { body } = await control<readonly Owner[]>(urls, "GET /sandboxes/default/accounts");
  for (const { provider, name, credits: left } of body)
    for (const [kind, amount] of Object.entries(left)) {
      const cost = spent.get(`${provider}/${name} ${kind}`) ?? 0;
      if (amount !== credits - cost) wrong.push(`${provider}/${name} has ${amount} ${kind}, and spent ${cost}`);
    }
}

/** Callbacks since the last look; the connections of a life that was killed are over first. */
export async function heardSince(catcher: Catcher, count: number): Promise<readonly Caught[]> {
  while (catcher.connections() > 0) await new Promise((resolve) => setImmediate(resolve));
  return catcher.caught.slice(count);
}
