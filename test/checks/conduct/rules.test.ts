// Each rule with three journals: the client violates it, keeps it, or nothing provokes it.

import { expect, it } from "vitest";
import { assess } from "../../../src/checks/conduct/assess.ts";
import { rules } from "../../../src/checks/conduct/rules.ts";
import { vocabulariesWith } from "../../../src/config/registry.ts";
import { providers } from "../../../src/providers/index.ts";
import { JournalBuilder } from "../../support/conduct-journal.ts";

const vocabularies = vocabulariesWith(providers, {});
type Write = (journal: JournalBuilder) => JournalBuilder;

/** Sends the same message several times, each so many milliseconds after the one before. */
const again =
  (code: string, ...gaps: readonly number[]): Write =>
  (journal) => {
    journal.send({ code });
    for (const gap of gaps) journal.after(gap).send({ code });
    return journal;
  };
const submit: Write = (journal) => journal.pdu({});
const report =
  (status: number | null, more: object = {}): Write =>
  (journal) =>
    journal.callback([{ status, ...more }]);
const callbacks =
  (count: number, durationMs: number, by: "http" | "smpp" = "http"): Write =>
  (journal) => {
    for (let index = 0; index < count; index++)
      journal.callback([{ status: by === "http" ? 200 : 0, durationMs }], { by });
    return journal;
  };
const sair: Write = (journal) => journal.inbound("SAIR", true);
const lost: Write = (journal) => journal.send({ code: "1", fault: "lose-answer" });
const multi = { operation: "submit_multi", code: "ESME_ROK", refused: ["ESME_RINVDSTADR"] };
const long = "a".repeat(200);

/** Violates, keeps, does not provoke; null: each journal of the kind provokes it. */
const table: Readonly<Record<string, readonly [Write, Write, Write | null]>> = {
  TC101: [again("90", 1_000), (j) => j.send({ code: "90" }).send({ code: "1" }), again("0", 1_000)],
  TC102: [again("97", 1_000, ...Array(12).fill(10)), again("97", 100), again("1")],
  TC103: [again("93", 1_000, ...Array(7).fill(10)), again("93", 100), again("1")],
  TC104: [again("0", 10, 10, 10), again("0", 1_000, 2_000), again("0")],
  TC105: [(j) => j.send({ code: "0" }).after(70_000).send({ code: "1", text: "Outro" }), again("0", 5_000), again("0")],
  TC106: [again("0", ...Array(25).fill(1_000)), again("0", ...Array(19).fill(1_000)), again("0", 1_000)],
  TC108: [
    (j) => submit(submit(j.pdu({ code: "ESME_RTHROTTLED" }).after(300)).after(5)),
    (j) => submit(j.pdu({ code: "ESME_RTHROTTLED" }).after(1_500)),
    submit,
  ],
  TC110: [
    (j) => j.send({ code: "0", retryAfter: 3 }).after(500).send({ code: "1" }),
    (j) => j.send({ code: "0", retryAfter: 3 }).after(3_000).send({ code: "1" }),
    again("0", 100),
  ],
  TC201: [
    (j) => j.send({ code: "1", fault: "lose-answer" }).after(1_000).send({ code: "1" }),
    (j) => j.send({ code: "1", fault: "lose-answer" }),
    (j) => j.send({ code: "1" }).after(1_000).send({ code: "1" }),
  ],
  TC203: [
    (j) => j.send({ code: "1", clientId: "7" }).send({ code: "1", clientId: "7", text: "Tchau" }),
    (j) => j.send({ code: "1", clientId: "7" }).send({ code: "1", clientId: "8", text: "Tchau" }),
    again("1"),
  ],
  TC204: [
    (j) =>
      j
        .sophia({ code: "200", fault: "lose-answer", clientId: "7" })
        .after(100)
        .sophia({ code: "0", refusal: "005", clientId: "7" })
        .after(100)
        .sophia({ code: "200", clientId: "8" }),
    (j) =>
      j
        .sophia({ code: "200", fault: "lose-answer", clientId: "7" })
        .sophia({ code: "0", refusal: "005", clientId: "7" }),
    (j) => j.sophia({ code: "200", clientId: "7" }),
  ],
  TC205: [again("61", 1_000), again("61"), again("1")],
  TC301: [
    (j) => j.send({ code: "1" }).query("00000000000000000000000000000000", "255"),
    (j) => j.send({ code: "1" }).query(JournalBuilder.id(1), "0"),
    again("1"),
  ],
  TC302: [
    (j) => j.send({ code: "1" }).query(` ${JournalBuilder.id(1).toUpperCase()};`, "255"),
    (j) => j.send({ code: "1" }).query(JournalBuilder.id(1), "0"),
    again("1"),
  ],
  TC401: [report(500, { error: "answered 500" }), report(200), again("1")],
  TC402: [callbacks(6, 3_000), callbacks(6, 20), callbacks(2, 3_000)],
  TC403: [report(302, { error: "answered 302" }), report(200), again("1")],
  TC404: [
    (j) => j.callback([{ status: 200 }]).callback([{ status: 409, error: "answered 409" }]),
    (j) => j.callback([{ status: 200 }]).callback([{ status: 200 }]),
    report(200),
  ],
  TC406: [report(204, { error: "answered 204" }), report(200), again("1")],
  TC408: [
    (j) =>
      sair(j.send({ code: "1" }))
        .after(90_000)
        .send({ code: "1", text: "Oferta" }),
    (j) =>
      sair(j.send({ code: "1" }))
        .after(1_000)
        .send({ code: "1", text: "Voce saiu" }),
    (j) => j.inbound("Obrigado", true).after(90_000).send({ code: "1" }),
  ],
  TC410: [
    (j) => {
      for (let index = 0; index < 15; index++) j.http("inBox", "200").after(100);
      return j;
    },
    (j) => j.http("inBox", "200"),
    again("1"),
  ],
  TC501: [(j) => j.http("stat", "OUT-OF-DATE"), (j) => j.http("stat", "1"), again("1")],
  TC601: [
    (j) => {
      for (let index = 0; index < 6; index++) j.bind("ESME_RBINDFAIL").after(200);
      return j;
    },
    (j) => j.bind("ESME_RBINDFAIL").after(2_000).bind("ESME_ROK"),
    (j) => j.bind("ESME_ROK"),
  ],
  TC602: [
    (j) => {
      for (let index = 0; index < 5; index++) j.bind("ESME_RINVPASWD").after(3_000);
      return j;
    },
    (j) => j.bind("ESME_RINVPASWD"),
    (j) => j.bind("ESME_ROK"),
  ],
  TC603: [
    (j) => j.session({ idleMs: 200_000 }),
    (j) => j.session({ idleMs: 200_000, enquireLinks: 5 }),
    (j) => j.session({ idleMs: 1_000 }),
  ],
  TC604: [
    (j) => j.session({ enquiries: 1, unanswered: 1, end: "server" }),
    (j) => j.session({ enquiries: 3, unanswered: 1, end: "close" }),
    (j) => j.session({}),
  ],
  TC605: [
    (j) => j.session({ received: 50, mostProcessing: 13 }),
    (j) => j.session({ received: 50 }),
    (j) => j.session({ received: 3 }),
  ],
  TC606: [callbacks(5, 6_000, "smpp"), callbacks(5, 10, "smpp"), callbacks(1, 6_000, "smpp")],
  TC607: [(j) => j.session({ end: "close" }), (j) => j.session({ end: "unbind" }), (j) => j.session({ end: "server" })],
  TC608: [
    (j) => callbacks(1, 10, "smpp")(j).pdu({ operation: "stray", findings: ["stray-response"] }),
    callbacks(1, 10, "smpp"),
    submit,
  ],
  TC609: [(j) => j.pdu({ findings: ["high-octet"] }), submit, again("1")],
  TC610: [(j) => j.pdu({ findings: ["source-address"] }), submit, again("1")],
  TC611: [
    (j) => j.pdu({ segment: true }).pdu({ segment: true, findings: ["reference-reused"] }),
    (j) => j.pdu({ segment: true }),
    submit,
  ],
  TC612: [
    (j) => j.pdu({ segment: true, octets: Buffer.from("Custa \x1b", "latin1") }),
    (j) => j.pdu({ segment: true, octets: Buffer.from("Custa \x1be", "latin1") }),
    submit,
  ],
  TC701: [(j) => j.pdu({ text: long, encoding: "ucs2", parts: 3 }), (j) => j.pdu({ text: long, parts: 2 }), (j) => j],
  TC702: [
    (j) => j.send({ code: "1", text: "Amanh? de manh?, ol?a" }),
    (j) => j.send({ code: "1", text: "Tudo bem? Veja http://a.br/p?id=1" }),
    (j) => j,
  ],
  TC704: [
    (j) => j.pdu({ text: `${"a".repeat(100)}’`, encoding: "ucs2", parts: 2 }),
    (j) => j.pdu({ text: `${"ã".repeat(100)}’`, encoding: "ucs2", parts: 2 }),
    submit,
  ],
  TC705: [again("84", 10, 10), again("84"), again("1")],
};

const burst =
  (count: number, code: string): Write =>
  (journal) => {
    for (let index = 0; index < count; index++) journal.send({ code, ms: 1_000 });
    return journal;
  };
const burstOn =
  (connection: number, code: string): Write =>
  (journal) => {
    for (let index = 0; index < 15; index++) journal.send({ code, connection });
    return journal;
  };
const text =
  (text: string): Write =>
  (journal) =>
    journal.send({ code: "1", text });
const throttled: Write = (journal) =>
  journal
    .pdu({ code: "ESME_RTHROTTLED", refused: ["0"] })
    .after(300)
    .pdu({ code: "ESME_RTHROTTLED", refused: ["0"] });
const throttledSophia =
  (gap: number): Write =>
  (journal) =>
    journal.sophia({ code: "010" }).after(gap).sophia({ code: "200" });
const sophiaRefused =
  (refusal: string): Write =>
  (journal) =>
    journal.sophia({ code: "0", refusal }).sophia({ code: "0", refusal }).sophia({ code: "0", refusal });

/** Clients that look as if they broke a rule, and do not. */
const correct: readonly (readonly [string, string, Write])[] = [
  ["TC102", "concurrent sends that left before the first refusal came", burst(15, "97")],
  ["TC103", "concurrent requests that left before the first refusal came", burst(25, "93")],
  [
    "TC108",
    "a pause that ends 50 ms early by another clock",
    (j) => submit(j.pdu({ code: "ESME_RTHROTTLED" }).after(950)),
  ],
  [
    "TC108",
    "submit_sm in flight",
    (j) => submit(submit(submit(j.pdu({ code: "ESME_RTHROTTLED" }).after(5)).after(5)).after(1_500)),
  ],
  ["TC104", "pauses that double from 200 ms on", again("0", 200, 400, 450)],
  ["TC104", "two hasty attempts, then success", (j) => again("0", 10)(j).send({ code: "1" })],
  ["TC105", "a client that ended before the clock moved", (j) => j.send({ code: "0" }).after(48 * 3_600_000)],
  ["TC201", "a lost message that failed", (j) => lost(j).after(50).final("undelivered").after(50).send({ code: "1" })],
  [
    "TC205",
    "a held message that was rejected",
    (j) => j.send({ code: "61" }).final("rejected").after(50).send({ code: "1" }),
  ],
  [
    "TC101",
    "a refused message that was sent twice at once",
    (j) => j.send({ code: "90", ms: 500 }).send({ code: "90" }),
  ],
  ["TC201", "a message that was sent twice at once", (j) => j.send({ code: "1", ms: 500 }).send({ code: "1" })],
  [
    "TC201",
    "a slow answer that the client waited for",
    (j) => j.send({ code: "1", ms: 900 }).after(900).send({ code: "1" }),
  ],
  ["TC401", "a receiver that ended with the client", report(null, { error: "ECONNREFUSED" })],
  [
    "TC402",
    "a receiver with a single thread, and the callbacks of two days at once",
    (j) => {
      for (let index = 1; index <= 60; index++) j.callback([{ status: 200, durationMs: index * 60 }]);
      return j;
    },
  ],
  ["TC401", "another success than the wanted one, which TC406 names", report(204, { error: "answered 204" })],
  ["TC401", "a redirect, which TC403 names", report(302, { error: "answered 302" })],
  [
    "TC601",
    "another account after a refused bind",
    (j) => j.bind("ESME_RINVPASWD").after(50).bind("ESME_ROK", "mensagem/other"),
  ],
  [
    "TC601",
    "two seconds after each of many unbinds of the server",
    (j) => {
      for (let index = 0; index < 6; index++) submit(j.bind("ESME_ROK")).unboundByServer().after(1_700);
      return j;
    },
  ],
  [
    "TC601",
    "a pause that ends 50 ms early by another clock",
    (j) => j.bind("ESME_RBINDFAIL").after(950).bind("ESME_ROK"),
  ],
  [
    "TC203",
    "a text that was too long, sent shortened with the same id",
    (j) =>
      j
        .send({ code: "84", clientId: "7" })
        .send({ code: "1", clientId: "7", text: "Oi" })
        .send({ code: "1", clientId: "8" }),
  ],
  ["TC702", "a question mark without a blank after it", text("Confirma a consulta?Responda SIM, ou um café?Não")],
  [
    "TC702",
    "capitals that end in Ã before a quote or a dash",
    text("“AMANHÔ, AMANHÃ… AMANHÃ—SEM FALTA, AMANHÃ\u00a0ÀS 9"),
  ],
];

/** Clients that break a rule, beside those of the first table. */
const broken: readonly (readonly [string, string, Write])[] = [
  ["TC101", "a recipient of submit_multi refused again and again", (j) => j.pdu(multi).after(1_000).pdu(multi)],
  ["TC102", "sends on a single connection that stopped within a second", burstOn(1, "97")],
  ["TC103", "requests on a single connection that stopped within a second", burstOn(1, "93")],
  ["TC501", "status of the web service, out of date in a dialect", (j) => j.http("status", "OUT-OF-DATE")],
  ["TC104", "pauses of some milliseconds that grow by chance", again("0", 3, 5, 9, 12)],
  [
    "TC201",
    "a send after the client's own time-out",
    (j) => j.send({ code: "1", ms: 40_000 }).after(3_000).send({ code: "1" }),
  ],
  [
    "TC201",
    "a send while the answer is still to come",
    (j) => j.send({ code: "1", ms: null }).after(3_000).send({ code: "1" }),
  ],
  ["TC201", "a submit_sm again after an unbind of the server", (j) => submit(submit(j).unboundByServer().after(2_000))],
  ["TC201", "a lost message that failed after the next send", (j) => lost(j).after(50).send({ code: "1" })],
  [
    "TC401",
    "a receiver that refuses connections",
    (j) => report(null, { error: "ECONNREFUSED" })(j).send({ code: "1" }),
  ],
  ["TC108", "a PDU that was refused for a reason with another code elsewhere", throttled],
  ["TC601", "a bind 200 ms after a refusal", (j) => j.bind("ESME_RBINDFAIL").after(200).bind("ESME_ROK")],
  ["TC108", "the same message again 100 ms after the throttled answer", throttledSophia(100)],
  [
    "TC108",
    "the second message again 100 ms after its own throttled answer",
    (j) => j.sophia({ code: "010", text: "Tchau" }).sophia({ code: "010" }).after(100).sophia({ code: "200" }),
  ],
  ["TC102", "the same message again and again, on a connection each time", again("97", ...Array(12).fill(50))],
  ["TC103", "the same message again and again, on a connection each time", again("93", ...Array(7).fill(50))],
  ["TC705", "texts that Sophia refused for their length", sophiaRefused("004")],
  ["TC702", "UTF-8 in Windows-1252", text("VocÃª e AMANHÃƒ, Ã”NIBUS")],
];

const differentTexts =
  (count: number, code: string): Write =>
  (journal) => {
    for (let index = 0; index < count; index++) journal.send({ code, text: `Pedido ${index}` });
    return journal;
  };

/** Clients whose answers and pauses show neither a violation nor a correct client. */
const unproven: readonly (readonly [string, string, Write])[] = [
  ["TC102", "sends that left before the first refusal came, with none after", differentTexts(5, "97")],
  ["TC103", "requests that left before the first refusal came, with none after", differentTexts(5, "93")],
  ["TC104", "two attempts at once, then success", (j) => again("0", 10)(j).send({ code: "1" })],
  ["TC108", "a throttled send, with none after", (j) => j.sophia({ code: "010" })],
  ["TC108", "sends that left before the throttled answer came", (j) => submit(j.pdu({ code: "ESME_RTHROTTLED" }))],
  ...["TC301", "TC302"].flatMap((id): (readonly [string, string, Write])[] => [
    [
      id,
      "a query that a function out of date answered",
      (j) => j.send({ code: "1" }).query("0", "OUT-OF-DATE", "stat"),
    ],
    [id, "a query with a wrong credential", (j) => j.send({ code: "1" }).query("0", "93")],
  ]),
];

const result = async (id: string, write: Write) => {
  const conduct = await assess(write(new JournalBuilder()).journal(), vocabularies, { only: [id] });
  return conduct.results[0];
};

it.each(correct)("%s is no violation: %s", async (id, _, write) => {
  expect(await result(id, write)).toMatchObject({ occurrences: 0 });
});

it.each(broken)("%s is violated: %s", async (id, _, write) => {
  expect(await result(id, write)).toMatchObject({ verdict: "violated" });
});

it.each(unproven)("%s is not assessed: %s", async (id, _, write) => {
  expect(await result(id, write)).toMatchObject({ verdict: "notAssessed", assessed: 0 });
});

it.each(["TC301", "TC302"])("%s is not assessed where the oldest messages are lost", async (id) => {
  const journal = new JournalBuilder()
    .send({ code: "1" })
    .send({ code: "1" })
    .query(JournalBuilder.id(2), "0")
    .journal();
  const left = { ...journal, messages: lastOf(journal.messages) };
  const { results } = await assess(left, vocabularies, { only: [id] });
  expect(results[0]).toMatchObject({ verdict: "notAssessed", assessed: 0 });
});

async function* lastOf<Row>(rows: AsyncIterable<Row>): AsyncGenerator<Row, void, void> {
  let last: Row | undefined;
  for await (const row of rows) last = row;
  if (last !== undefined) yield last;
}

it("rules about pauses are not assessed without real times", async () => {
  for (const { id } of rules.filter(({ needsTimes }) => needsTimes === true)) {
    const [violates] = table[id] ?? [];
    if (violates === undefined) throw new Error(id);
    const journal = violates(new JournalBuilder()).withoutTimes().journal();
    const { results, limits } = await assess(journal, vocabularies, { only: [id] });
    expect(results[0]).toMatchObject({ id, verdict: "notAssessed", occurrences: 0 });
    expect(limits).toEqual([
      expect.objectContaining({ english: expect.stringMatching(/^requests without real times/) }),
    ]);
  }
});

const unending = Array<number>(60).fill(10);
const lostThenAgain: Write = (j) => unending.reduce((all, gap) => all.after(gap).send({ code: "1" }), lost(j));
it.each<[id: string, write: Write, words: string]>([
  ["TC101", again("90", ...unending), "60 times"],
  ["TC104", again("0", ...unending), "61 attempts"],
  ["TC106", again("0", ...unending), "61 attempts"],
  ["TC201", lostThenAgain, "60 times"],
])("an example of %s counts all and names 50 requests", async (id, write, words) => {
  const { results } = await assess(write(new JournalBuilder()).journal(), vocabularies, { only: [id] });
  const [example] = results[0]?.examples ?? [];
  expect(example?.text).toContain(words);
  expect(example?.requests).toHaveLength(50);
  expect(example?.messages.length).toBeLessThanOrEqual(50);
  expect(example?.gapsMs?.length ?? 0).toBeLessThanOrEqual(50);
});

it("the vocabularies say which operations are polled", () => {
  const polled = vocabularies.map(({ operations }) => operations.filter((row) => row.polled).map(({ name }) => name));
  expect(polled.flat().toSorted()).toEqual(["dlr", "inBox", "mo", "query_sm", "recv", "stam", "stat", "status"]);
});

it("lets others have their turn between rules and while it reads", async () => {
  const journal = new JournalBuilder();
  for (let index = 0; index < 12_000; index++) journal.send({ code: "1", text: `Pedido ${index}` });
  let turns = 0;
  const turn = async () => {
    turns++;
  };
  await assess({ ...journal.journal(), turn }, vocabularies);
  expect(turns).toBeGreaterThan(rules.length + 12_000 / 5_000);
});

it("an empty journal has no limits", async () => {
  const { limits } = await assess(new JournalBuilder().withoutTimes().journal(), vocabularies);
  expect(limits).toEqual([]);
});

it("refusals of Sophia for other reasons are no length refusals", async () => {
  expect(await result("TC705", sophiaRefused("009"))).toMatchObject({ verdict: "notAssessed" });
});

it("the table has every rule", () => {
  expect(Object.keys(table)).toEqual(rules.map(({ id }) => id));
});

it.each(Object.keys(table))("%s is violated, kept and not assessed", async (id) => {
  const [violates, keeps, without] = table[id] ?? [];
  if (violates === undefined || keeps === undefined) throw new Error(id);
  const violated = await result(id, violates);
  expect(violated).toMatchObject({ verdict: "violated" });
  expect(violated?.occurrences).toBeGreaterThan(0);
  expect(violated?.examples[0]?.text).not.toMatch(/undefined|NaN|\.$/);
  expect(violated?.examples[0]?.portuguese).not.toMatch(/undefined|NaN|\.$/);
  expect(violated?.examples[0]?.portuguese).not.toBe(violated?.examples[0]?.text);
  expect(await result(id, keeps)).toMatchObject({ verdict: "kept", occurrences: 0 });
  if (without !== null && without !== undefined)
    expect(await result(id, without)).toMatchObject({ verdict: "notAssessed" });
});

it.each<[string, Write, string, string]>([
  [
    "TC201",
    (j) => lost(j).after(1_000).send({ code: "1" }),
    '"Oi" to 5511999990001: request 1 was accepted, and its answer was lost; the message was sent again once',
    '"Oi" to 5511999990001: a requisição 1 foi aceita, e sua resposta se perdeu; a mensagem foi enviada de novo uma vez',
  ],
  [
    "TC201",
    (j) => lost(j).after(1_000).send({ code: "1" }).after(1_000).send({ code: "1" }),
    '"Oi" to 5511999990001: request 1 was accepted, and its answer was lost; the message was sent again 2 times',
    '"Oi" to 5511999990001: a requisição 1 foi aceita, e sua resposta se perdeu; a mensagem foi enviada de novo 2 vezes',
  ],
  [
    "TC501",
    (j) => j.http("stat", "OUT-OF-DATE"),
    "STAT was asked for once, and is out of date",
    "STAT foi chamada uma vez, e está obsoleta",
  ],
])("%s has a sentence with the right count", async (id, write, english, portuguese) => {
  const [example] = (await result(id, write))?.examples ?? [];
  expect([example?.text, example?.portuguese.replace(" para ", " to ")]).toEqual([english, portuguese]);
});
