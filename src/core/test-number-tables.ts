// Meanings of LL and RR of a test number (DDD + 90001LLRR). Neutral of providers: a status that a provider cannot
// say is simply never reported there. Documented in each provider's README and in the inbox, from these very tables.

import type { PhoneNumber } from "./address.ts";
import type { CallbackPlan, LifeStep } from "./message.ts";
import { namedLifecycles } from "./named-lifecycles.ts";
import { testNumberOf } from "./test-number.ts";
import { hours, minutes, testNumberSentence as say, seconds, type TestNumberWords } from "./test-number-sentences.ts";

/** A later life that a number chooses. */
export interface TestNumberLife {
  readonly code: string;
  readonly about: TestNumberWords;
  /** Absent: as for any message. */
  readonly life?: readonly LifeStep[];
  readonly callbacks?: CallbackPlan;
}

/** Replies that a number chooses; times count from acceptance. */
export interface TestNumberReply {
  readonly code: string;
  readonly about: TestNumberWords;
  readonly replies: readonly { readonly text: string; readonly after: number }[];
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const twoDays = 48 * hour;

function ends(status: LifeStep["status"], after: number): LifeStep[] {
  return [
    { status: "sent", after: Math.min(second, after) },
    { status, after },
  ];
}

export const testNumberLifecycles: readonly TestNumberLife[] = [
  { code: "00", about: say("as-usual") },
  { code: "01", about: say("delivered-at-once"), life: ends("delivered", 0) },
  { code: "02", about: say("delivered", { time: seconds(3) }), life: namedLifecycles.delivered },
  { code: "03", about: say("delivered", { time: seconds(30) }), life: ends("delivered", 30 * second) },
  { code: "04", about: say("delivered", { time: minutes(5) }), life: ends("delivered", 5 * minute) },
  { code: "05", about: say("delivered", { time: hours(1) }), life: ends("delivered", hour) },
  { code: "06", about: say("delivered", { time: hours(48) }), life: ends("delivered", twoDays) },
  {
    code: "07",
    about: say("sent-then-delivered", { sent: minutes(10), delivered: { en: "11", pt: "11 minutos" } }),
    life: [
      { status: "sent", after: 10 * minute },
      { status: "delivered", after: 11 * minute },
    ],
  },
  { code: "10", about: say("sent-only"), life: namedLifecycles["sent-only"] },
  { code: "11", about: say("stuck"), life: namedLifecycles.stuck },
  { code: "12", about: say("unconfirmed", { time: seconds(3) }), life: ends("unconfirmed", 3 * second) },
  { code: "13", about: say("unconfirmed", { time: minutes(5) }), life: ends("unconfirmed", 5 * minute) },
  { code: "20", about: say("undelivered", { time: seconds(3) }), life: namedLifecycles.undelivered },
  { code: "21", about: say("undelivered", { time: minutes(5) }), life: ends("undelivered", 5 * minute) },
  { code: "22", about: say("undelivered", { time: hours(48) }), life: ends("undelivered", twoDays) },
  { code: "30", about: say("rejected", { time: seconds(1) }), life: namedLifecycles.rejected },
  { code: "31", about: say("sent-then-rejected", { time: minutes(1) }), life: ends("rejected", minute) },
  { code: "40", about: say("expired", { time: hours(48) }), life: namedLifecycles.expired },
  { code: "41", about: say("expired", { time: minutes(1) }), life: ends("expired", minute) },
  { code: "50", about: say("invalid", { time: seconds(3) }), life: ends("invalid", 3 * second) },
  { code: "51", about: say("invalid", { time: minutes(5) }), life: ends("invalid", 5 * minute) },
  { code: "60", about: say("cancelled", { time: minutes(1) }), life: [{ status: "cancelled", after: minute }] },
  { code: "61", about: say("unknown"), life: ends("unknown", 3 * second) },
  { code: "62", about: say("skipped", { time: seconds(3) }), life: namedLifecycles.skipped },
  { code: "70", about: say("reports-twice"), life: namedLifecycles.delivered, callbacks: { copies: 2 } },
  { code: "71", about: say("reports-five-times"), life: namedLifecycles.delivered, callbacks: { copies: 5 } },
  {
    code: "72",
    about: say("reports-reversed"),
    life: namedLifecycles.delivered,
    callbacks: { order: "reversed" },
  },
  {
    code: "73",
    about: say("reports-shuffled"),
    life: namedLifecycles.delivered,
    callbacks: { order: "shuffled" },
  },
  {
    code: "74",
    about: say("reports-lost"),
    life: namedLifecycles.delivered,
    callbacks: { lose: 1000 },
  },
  { code: "75", about: say("first-report-lost"), life: namedLifecycles.delivered, callbacks: { lose: 1 } },
  {
    code: "76",
    about: say("reports-late", { time: minutes(5) }),
    life: namedLifecycles.delivered,
    callbacks: { delay: 5 * minute },
  },
  {
    code: "77",
    about: say("reports-late", { time: hours(48) }),
    life: namedLifecycles.delivered,
    callbacks: { delay: twoDays },
  },
  {
    code: "78",
    about: say("report-before-answer"),
    life: ends("delivered", 0),
    callbacks: { beforeAnswer: true },
  },
  {
    code: "79",
    about: say("reports-twice-reversed"),
    life: namedLifecycles.delivered,
    callbacks: { copies: 2, order: "reversed" },
  },
  {
    code: "80",
    about: say("held-then-delivered", { time: minutes(1) }),
    life: [
      { status: "held", after: 0 },
      { status: "queued", after: minute },
      { status: "sent", after: minute + second },
      { status: "delivered", after: minute + 3 * second },
    ],
  },
  {
    code: "81",
    about: say("held-then-refused", { time: minutes(1) }),
    life: [
      { status: "held", after: 0 },
      { status: "rejected", after: minute },
    ],
  },
  { code: "82", about: say("held"), life: [{ status: "held", after: 0 }] },
];

function says(text: string, after = 5 * second): TestNumberReply["replies"] {
  return [{ text, after }];
}

const long =
  "Recebi a mensagem, mas nao vou conseguir comparecer no horario marcado. Podem me ligar amanha depois das 14h para combinar outra data? Obrigado pela atencao e bom trabalho a todos.";

export const testNumberReplies: readonly TestNumberReply[] = [
  { code: "00", about: say("none"), replies: [] },
  { code: "01", about: say("reply", { text: "SIM", time: seconds(5) }), replies: says("SIM") },
  { code: "02", about: say("reply", { text: "NAO", time: seconds(5) }), replies: says("NAO") },
  { code: "03", about: say("reply", { text: "SAIR", time: seconds(5) }), replies: says("SAIR") },
  { code: "04", about: say("reply", { text: "OK", time: seconds(5) }), replies: says("OK") },
  { code: "05", about: say("reply", { text: "1", time: seconds(5) }), replies: says("1") },
  { code: "06", about: say("reply", { text: "2", time: seconds(5) }), replies: says("2") },
  { code: "07", about: say("reply", { text: "PARAR", time: seconds(5) }), replies: says("PARAR") },
  { code: "08", about: say("reply", { text: "STOP", time: seconds(5) }), replies: says("STOP") },
  { code: "09", about: say("lower-case"), replies: says(" sim ") },
  { code: "10", about: say("accents"), replies: says("Não, obrigado. Até amanhã às 9h, João!") },
  { code: "11", about: say("emoji"), replies: says("👍🏽 Combinado! 😀") },
  { code: "12", about: say("long", { encoding: "GSM" }), replies: says(long) },
  {
    code: "13",
    about: say("long", { encoding: "UCS-2" }),
    replies: says("Atenção: não poderei comparecer à reunião de amanhã; avisem também o João e a Conceição. 😀"),
  },
  { code: "14", about: say("delimiters", { characters: "; | & = % +" }), replies: says("A;B|C&D=E%20+F") },
  { code: "15", about: say("mark-up"), replies: says(`<b>"sim"</b> 'ok' \\ &amp;`) },
  { code: "16", about: say("lines"), replies: says("SIM\nObrigado") },
  { code: "17", about: say("extended"), replies: says("{[~€^]}") },
  { code: "18", about: say("empty"), replies: says("") },
  { code: "21", about: say("reply-at-once", { text: "SIM" }), replies: says("SIM", 0) },
  { code: "22", about: say("reply", { text: "SIM", time: minutes(5) }), replies: says("SIM", 5 * minute) },
  { code: "23", about: say("reply", { text: "SIM", time: hours(1) }), replies: says("SIM", hour) },
  { code: "24", about: say("reply", { text: "SIM", time: hours(48) }), replies: says("SIM", twoDays) },
  { code: "25", about: say("reply", { text: "SAIR", time: minutes(5) }), replies: says("SAIR", 5 * minute) },
  {
    code: "31",
    about: say("reply-and-later", { text: "SIM", time: seconds(5), then: "NAO" }),
    replies: [...says("SIM"), ...says("NAO", 10 * second)],
  },
  { code: "32", about: say("reply-twice", { text: "SIM" }), replies: [...says("SIM"), ...says("SIM", 6 * second)] },
  {
    code: "33",
    about: say("reply-then", { text: "OI", then: "SAIR", time: minutes(5) }),
    replies: [...says("OI"), ...says("SAIR", 5 * minute)],
  },
];

const lifecycleByCode = new Map(testNumberLifecycles.map((row) => [row.code, row]));
const repliesByCode = new Map(testNumberReplies.map((row) => [row.code, row]));

/** Outcome that a test number asks for. */
export type TestNumberOutcome =
  | { readonly kind: "code"; readonly code: string }
  | { readonly kind: "life"; readonly life: TestNumberLife; readonly reply: TestNumberReply };

/** Outcome of a number in any written form; null for an ordinary one, and for LL or RR that the tables lack. */
export function testNumberOutcome(to: string): TestNumberOutcome | null {
  const testNumber = testNumberOf(to);
  if (testNumber === null || testNumber.kind === "code") return testNumber;
  const life = lifecycleByCode.get(testNumber.life);
  const reply = repliesByCode.get(testNumber.reply);
  return life === undefined || reply === undefined ? null : { kind: "life", life, reply };
}

/** The phone of a test number in any written form; null for an ordinary one, and for LL or RR that the tables lack. */
export function testNumberPhone(to: string): PhoneNumber | null {
  return testNumberOutcome(to) === null ? null : (testNumberOf(to)?.number ?? null);
}

/** True if the phone has the form DDD + `900000CCC`. To be called only when no code of the operation matched. */
export function isWithoutCode({ subscriber }: PhoneNumber): boolean {
  return subscriber.startsWith("900000");
}
