// Meanings of LL and RR of a test number (DDD + 90001LLRR). Neutral of providers: a status that a provider cannot
// say is simply never reported there. Documented in each provider's README and in the inbox, from these very tables.

import type { CallbackPlan, LifeStep } from "./message.ts";
import { namedLifecycles } from "./named-lifecycles.ts";
import { testNumberOf } from "./test-number.ts";

/** A later life that a number chooses. */
export interface TestNumberLife {
  readonly code: string;
  readonly about: string;
  /** Absent: as for any message. */
  readonly life?: readonly LifeStep[];
  readonly callbacks?: CallbackPlan;
}

/** Replies that a number chooses; times count from acceptance. */
export interface TestNumberReply {
  readonly code: string;
  readonly about: string;
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
  { code: "00", about: "as for any message" },
  { code: "01", about: "sent and delivered at once", life: ends("delivered", 0) },
  { code: "02", about: "delivered after 3 seconds", life: namedLifecycles.delivered },
  { code: "03", about: "delivered after 30 seconds", life: ends("delivered", 30 * second) },
  { code: "04", about: "delivered after 5 minutes", life: ends("delivered", 5 * minute) },
  { code: "05", about: "delivered after 1 hour", life: ends("delivered", hour) },
  { code: "06", about: "delivered after 48 hours", life: ends("delivered", twoDays) },
  {
    code: "07",
    about: "sent after 10 minutes, delivered after 11",
    life: [
      { status: "sent", after: 10 * minute },
      { status: "delivered", after: 11 * minute },
    ],
  },
  { code: "10", about: "sent, then nothing more", life: namedLifecycles["sent-only"] },
  { code: "11", about: "stuck in the queue for ever", life: namedLifecycles.stuck },
  { code: "12", about: "delivered without confirmation after 3 seconds", life: ends("unconfirmed", 3 * second) },
  { code: "13", about: "delivered without confirmation after 5 minutes", life: ends("unconfirmed", 5 * minute) },
  { code: "20", about: "not delivered, after 3 seconds", life: namedLifecycles.undelivered },
  { code: "21", about: "not delivered, after 5 minutes", life: ends("undelivered", 5 * minute) },
  { code: "22", about: "not delivered, after 48 hours", life: ends("undelivered", twoDays) },
  { code: "30", about: "rejected by the carrier after 1 second", life: namedLifecycles.rejected },
  { code: "31", about: "sent, then rejected after 1 minute", life: ends("rejected", minute) },
  { code: "40", about: "expired after 48 hours", life: namedLifecycles.expired },
  { code: "41", about: "expired after 1 minute", life: ends("expired", minute) },
  { code: "50", about: "the number does not exist, known after 3 seconds", life: ends("invalid", 3 * second) },
  { code: "51", about: "the number does not exist, known after 5 minutes", life: ends("invalid", 5 * minute) },
  { code: "60", about: "cancelled after 1 minute, never sent", life: [{ status: "cancelled", after: minute }] },
  { code: "61", about: "the carrier does not know what became of it", life: ends("unknown", 3 * second) },
  { code: "62", about: "ignored by the carrier (SKIPPED) after 3 seconds", life: namedLifecycles.skipped },
  { code: "70", about: "delivered, each report twice", life: namedLifecycles.delivered, callbacks: { copies: 2 } },
  { code: "71", about: "delivered, each report five times", life: namedLifecycles.delivered, callbacks: { copies: 5 } },
  {
    code: "72",
    about: "delivered, reports in reverse order",
    life: namedLifecycles.delivered,
    callbacks: { order: "reversed" },
  },
  {
    code: "73",
    about: "delivered, reports in random order",
    life: namedLifecycles.delivered,
    callbacks: { order: "shuffled" },
  },
  {
    code: "74",
    about: "delivered, but no report ever arrives",
    life: namedLifecycles.delivered,
    callbacks: { lose: 1000 },
  },
  { code: "75", about: "delivered, the first report is lost", life: namedLifecycles.delivered, callbacks: { lose: 1 } },
  {
    code: "76",
    about: "delivered, reports 5 minutes late",
    life: namedLifecycles.delivered,
    callbacks: { delay: 5 * minute },
  },
  {
    code: "77",
    about: "delivered, reports 48 hours late",
    life: namedLifecycles.delivered,
    callbacks: { delay: twoDays },
  },
  {
    code: "78",
    about: "delivered at once, the report overtakes the answer",
    life: ends("delivered", 0),
    callbacks: { beforeAnswer: true },
  },
  {
    code: "79",
    about: "delivered, reports twice and in reverse order",
    life: namedLifecycles.delivered,
    callbacks: { copies: 2, order: "reversed" },
  },
  {
    code: "80",
    about: "held by antifraud, released after 1 minute and delivered",
    life: [
      { status: "held", after: 0 },
      { status: "queued", after: minute },
      { status: "sent", after: minute + second },
      { status: "delivered", after: minute + 3 * second },
    ],
  },
  {
    code: "81",
    about: "held by antifraud, refused after 1 minute",
    life: [
      { status: "held", after: 0 },
      { status: "rejected", after: minute },
    ],
  },
  { code: "82", about: "held by antifraud until somebody releases it", life: [{ status: "held", after: 0 }] },
];

function says(text: string, after = 5 * second): TestNumberReply["replies"] {
  return [{ text, after }];
}

const long =
  "Recebi a mensagem, mas nao vou conseguir comparecer no horario marcado. Podem me ligar amanha depois das 14h para combinar outra data? Obrigado pela atencao e bom trabalho a todos.";

export const testNumberReplies: readonly TestNumberReply[] = [
  { code: "00", about: "none", replies: [] },
  { code: "01", about: "SIM after 5 seconds", replies: says("SIM") },
  { code: "02", about: "NAO after 5 seconds", replies: says("NAO") },
  { code: "03", about: "SAIR after 5 seconds", replies: says("SAIR") },
  { code: "04", about: "OK after 5 seconds", replies: says("OK") },
  { code: "05", about: "1 after 5 seconds", replies: says("1") },
  { code: "06", about: "2 after 5 seconds", replies: says("2") },
  { code: "07", about: "PARAR after 5 seconds", replies: says("PARAR") },
  { code: "08", about: "STOP after 5 seconds", replies: says("STOP") },
  { code: "09", about: "lower case with blanks around", replies: says(" sim ") },
  { code: "10", about: "accents", replies: says("Não, obrigado. Até amanhã às 9h, João!") },
  { code: "11", about: "emoji", replies: says("👍🏽 Combinado! 😀") },
  { code: "12", about: "longer than one SMS (GSM)", replies: says(long) },
  {
    code: "13",
    about: "longer than one SMS (UCS-2)",
    replies: says("Atenção: não poderei comparecer à reunião de amanhã; avisem também o João e a Conceição. 😀"),
  },
  { code: "14", about: "delimiters ; | & = % +", replies: says("A;B|C&D=E%20+F") },
  { code: "15", about: "quotes and mark-up", replies: says(`<b>"sim"</b> 'ok' \\ &amp;`) },
  { code: "16", about: "two lines", replies: says("SIM\nObrigado") },
  { code: "17", about: "the euro sign and brackets (two septets each)", replies: says("{[~€^]}") },
  { code: "18", about: "an empty text", replies: says("") },
  { code: "21", about: "SIM at once", replies: says("SIM", 0) },
  { code: "22", about: "SIM after 5 minutes", replies: says("SIM", 5 * minute) },
  { code: "23", about: "SIM after 1 hour", replies: says("SIM", hour) },
  { code: "24", about: "SIM after 48 hours", replies: says("SIM", twoDays) },
  { code: "25", about: "SAIR after 5 minutes", replies: says("SAIR", 5 * minute) },
  { code: "31", about: "SIM, and 5 seconds later NAO", replies: [...says("SIM"), ...says("NAO", 10 * second)] },
  { code: "32", about: "SIM twice", replies: [...says("SIM"), ...says("SIM", 6 * second)] },
  { code: "33", about: "OI, then SAIR after 5 minutes", replies: [...says("OI"), ...says("SAIR", 5 * minute)] },
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
