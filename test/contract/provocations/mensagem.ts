// How each result code of Mensagem comes about: by state or input where its meaning allows, by test number, else by
// scenario. Over SMPP a code of SEND is seen as the command_status it stands for.

import type { Emulator } from "../../../src/client/sandbox.ts";
import { type Fields, marked, md5, raw, sms, start, user, users, wbsapi } from "../../support/mensagem/client.ts";
import { smppProvocations } from "./mensagem-smpp.ts";
import { byScenario, type Provocations, type Provoke } from "./provocation.ts";

const number = "11999990001";
const other = "11999990002";
const long = "x".repeat(601);
const nobody = "ffffffff";

/** The code that a line begins with. */
const first = (answer: string): string => answer.split(/[;\r\n]/)[0] ?? "";
const field = (answer: string, index: number): string => answer.split("\r\n")[0]?.split(";")[index] ?? "";

const send =
  (change: Fields = {}): Provoke =>
  async (emulator) =>
    first(await sms(emulator, "send", { u: user, n: number, m: "Oi", ...change }));
const mult =
  (change: Fields = {}): Provoke =>
  async (emulator) =>
    first(await sms(emulator, "mult", { u: user, n: `${number};${other}`, m: "Oi", ...change }));
const query =
  (functionName: string, change: Fields = {}): Provoke =>
  async (emulator) =>
    first(await sms(emulator, functionName, { u: user, ...change }));
const unique =
  (change: Fields = {}): Provoke =>
  async (emulator) =>
    first(await wbsapi(emulator, "sendUnique", { Identificacao: user, Telefone: number, Mensagem: "Oi", ...change }));
const multiple =
  (conteudo = `${number}|Oi;${other}|Oi`, identificacao: string = user): Provoke =>
  async (emulator) =>
    first(await wbsapi(emulator, "sendMultiple", { Identificacao: identificacao, Conteudo: conteudo }));
const rule = (operation: string, code: string, then: Provoke): Provoke => byScenario("mensagem", operation, code, then);
const dial = (code: string): string => `11900000${code.padStart(3, "0")}`;

/** A scheduled message, a sent one, and so on: its hash. */
async function sent(emulator: Emulator, change: Fields = {}): Promise<string> {
  return md5(await sms(emulator, "send", { u: user, n: number, m: "Oi", ...change }));
}
const scheduled: Fields = { d: "2036-03-03 10:00:00" };
/** A test number whose life ends so, and how long that takes. */
const lifetimes = { sent: "11900011000", undelivered: "11900012000", invalid: "11900015000", queued: "11900011100" };

/** The message, and the milliseconds until it is in that state. */
type State = readonly [Fields, number];

/** A message brought to a state, then asked about. */
function after([change, ms]: State, request: (emulator: Emulator, hash: string) => Promise<string>): Provoke {
  return async (emulator) => {
    const hash = await sent(emulator, change);
    if (ms > 0) await emulator.clock.advance(ms);
    return request(emulator, hash);
  };
}
const states = {
  scheduled: [scheduled, 0],
  queued: [{ n: lifetimes.queued }, 0],
  sent: [{ n: lifetimes.sent }, 5_000],
  undelivered: [{ n: lifetimes.undelivered }, 5_000],
  invalid: [{ n: lifetimes.invalid }, 5_000],
} as const satisfies Record<string, State>;

/** STAT and STAM say something else than OUT-OF-DATE only under legacyQueries. */
function legacy(provoke: Provoke): Provoke {
  return async () => provoke(await start({ legacyQueries: true }));
}
const stat = (state: keyof typeof states): Provoke =>
  legacy(after(states[state], async (emulator, h) => field(await sms(emulator, "stat", { h, C: "1" }), 3)));
const stam = (state: keyof typeof states): Provoke =>
  legacy(after(states[state], async (emulator, h) => field(await sms(emulator, "stam", { h, C: "1" }), 4)));
const cancelled = (request: (emulator: Emulator, hash: string) => Promise<string>): Provoke =>
  legacy(
    after(states.scheduled, async (emulator, h) => {
      await sms(emulator, "cacl", { u: user, h });
      return request(emulator, h);
    }),
  );
const lost = (functionName: string): Provoke =>
  legacy(async (emulator) =>
    (await sms(emulator, functionName, { h: nobody })).endsWith("NAO ENCONTRADA") ? "255" : "",
  );
const cacl = (state: keyof typeof states): Provoke =>
  after(states[state], async (emulator, h) => field(await sms(emulator, "cacl", { u: user, h }), 1));
const ofHash =
  (method: string) =>
  async (emulator: Emulator, Hash: string): Promise<string> =>
    field(await wbsapi(emulator, method, { Identificacao: user, Hash }), 1);
const of = (method: string, state: keyof typeof states): Provoke => after(states[state], ofHash(method));
const hashless =
  (method: string, Hash: string, Identificacao: string = user): Provoke =>
  async (emulator) =>
    first(await wbsapi(emulator, method, { Identificacao, Hash }));

/** Last rows of every query's table. */
const common = (operation: string, provoke: (change?: Fields) => Provoke): Record<string, Provoke> => ({
  "0": rule(operation, "0", provoke()),
  "93": provoke({ u: nobody }),
  "99": rule(operation, "99", provoke()),
});

/** Codes that SEND, MULT and the web service's sends share, from what they are given. */
const wrongNumbers = { "89": "11910000001", "91": "20999990001", "92": "11899990001", "96": "1199999000a" } as const;

export const mensagem: Provocations = {
  start: () => start(),
  operations: {
    send: {
      "1": send(),
      "0": rule("send", "0", send()),
      "61": send({ n: dial("61") }),
      "72": send({ u: users.withoutPrivilege }),
      "73": send({ u: users.disabled }),
      "74": send({ u: users.userDisabled }),
      "76": send({ u: users.centreRequired }),
      "77": send({ n: marked.invalid }),
      "78": send({ n: marked.procon }),
      "79": send({ m: " ' " }),
      "83": send({ u: users.longOnly, f: "1" }),
      "84": send({ m: long }),
      "89": send({ n: wrongNumbers["89"] }),
      "90": send({ n: marked.blackList }),
      "91": send({ n: wrongNumbers["91"] }),
      "92": send({ n: wrongNumbers["92"] }),
      "93": send({ u: nobody }),
      "94": send({ n: dial("94") }),
      "95": send({ d: "03/03/2026" }),
      "96": send({ n: wrongNumbers["96"] }),
      "97": send({ u: users.poor }),
      "98": rule("send", "98", send()),
      "99": send({ n: dial("99") }),
    },
    mult: {
      "1": mult(),
      "0": rule("mult", "0", mult()),
      "72": mult({ u: users.withoutPrivilege }),
      "73": mult({ u: users.disabled }),
      "74": mult({ u: users.userDisabled }),
      "76": mult({ u: users.centreRequired }),
      "77": mult({ n: `${marked.invalid};${other}` }),
      "78": mult({ n: `${marked.procon};${other}` }),
      "79": mult({ m: "" }),
      "83": mult({ f: "3" }),
      "84": mult({ m: long }),
      "85": mult({ n: `${number}|Oi;${other}` }),
      "86": mult({ l: "2" }),
      "87": mult({ n: number }),
      "88": mult({ n: `${number};`.repeat(1_001) }),
      "89": mult({ n: `${wrongNumbers["89"]};${other}` }),
      "90": mult({ n: `${marked.blackList};${other}` }),
      "91": mult({ n: `${wrongNumbers["91"]};${other}` }),
      "92": mult({ n: `${wrongNumbers["92"]};${other}` }),
      "93": mult({ u: "" }),
      "94": mult({ n: `${number};${dial("94")}` }),
      "95": mult({ l: "1", c: `${number}|Oi|x1;${other}|Oi` }),
      "96": mult({ n: `${wrongNumbers["96"]};${other}` }),
      "97": mult({ u: users.poor }),
      "98": rule("mult", "98", mult()),
      "99": mult({ n: `${dial("99")};${other}` }),
    },
    stat: {
      "OUT-OF-DATE": query("stat", { h: nobody }),
      "0": stat("scheduled"),
      "1": stat("sent"),
      "2": stat("undelivered"),
      "3": stat("queued"),
      "5": stat("invalid"),
      "9": cancelled(async (emulator, h) => field(await sms(emulator, "stat", { h, C: "1" }), 3)),
      "255": lost("stat"),
    },
    stam: {
      "OUT-OF-DATE": query("stam", { h: nobody }),
      "0": stam("scheduled"),
      "1": stam("sent"),
      "2": stam("undelivered"),
      "3": stam("queued"),
      "5": stam("invalid"),
      "9": cancelled(async (emulator, h) => field(await sms(emulator, "stam", { h, C: "1" }), 4)),
      "255": lost("stam"),
      "86": legacy(query("stam", { h: `${nobody};`.repeat(1_001) })),
    },
    recv: {
      "OUT-OF-DATE": query("recv", { h: user }),
      "1": legacy(query("recv", { h: user })),
      "0": legacy(query("recv", { h: user, di: "ontem" })),
      "93": legacy(query("recv", { h: nobody })),
    },
    cacl: {
      "0": after(states.scheduled, (emulator, h) =>
        byScenario("mensagem", "cacl", "0", async () => field(await sms(emulator, "cacl", { u: user, h }), 1))(
          emulator,
        ),
      ),
      "1": cacl("sent"),
      "2": cacl("undelivered"),
      "3": cacl("queued"),
      "5": cacl("invalid"),
      "9": cacl("scheduled"),
      "255": async (emulator) => field(await sms(emulator, "cacl", { u: user, h: nobody }), 1),
      "86": query("cacl", { h: `${nobody};`.repeat(1_001) }),
      "93": query("cacl", { u: nobody, h: nobody }),
    },
    crdtf: { "1": query("crdtf"), ...common("crdtf", (change) => query("crdtf", change)) },
    cnnvl: { "1": query("cnnvl"), ...common("cnnvl", (change) => query("cnnvl", change)) },
    cnus: { "1": query("cnus"), ...common("cnus", (change) => query("cnus", change)) },
    cadus: cadus(),
    altus: {
      "1": altus(),
      ...common("altus", altus),
      "-1": altus({ id: "999" }),
      "-2": altus({ t: "99" }),
      "-3": altus({ s: "2" }),
      "-4": altus({ n: "" }),
    },
    crctn: {
      "1": query("crctn"),
      ...common("crctn", (change) => query("crctn", change)),
      "86": async (emulator) => first(await raw(emulator, `/sms/crctn?u=${user}&x=%zz`)),
    },
    cict: {
      NNNN: async (emulator) =>
        /^\d+;CENTRO ADICIONADO/.test(await sms(emulator, "cict", { u: user, d: "Um" })) ? "NNNN" : "",
      "-1": query("cict", { d: "principal" }),
      "93": query("cict", { u: nobody, d: "X" }),
      "99": rule("cict", "99", query("cict", { d: "X" })),
      "0": rule("cict", "0", query("cict", { d: "X" })),
      "95": query("cict", { d: "x".repeat(51) }),
    },
    cact: {
      "1": query("cact", { Id: "622", e: "a@b.c" }),
      ...common("cact", (change) => query("cact", { Id: "622", ...change })),
      "0": query("cact", { Id: "999" }),
      "95": query("cact", { Id: "622", s: "x" }),
    },
    oper: {
      NNNNN: async (emulator) => (/\r\n\d{5};/.test(await sms(emulator, "oper", { u: user })) ? "NNNNN" : ""),
      ...common("oper", (change) => query("oper", change)),
    },
    ...smppProvocations,
    sendUnique: {
      "1": unique(),
      "61": heldUnique,
      "83": unique({ Telefone: dial("83") }),
      "84": unique({ Mensagem: "x".repeat(141), TipoMensagem: "2" }),
      "85": unique({ Telefone: dial("85") }),
      "86": unique({ Telefone: dial("86") }),
      "87": unique({ Telefone: dial("87") }),
      "88": unique({ Telefone: dial("88") }),
      "89": unique({ Telefone: wrongNumbers["89"] }),
      "90": unique({ Telefone: marked.blackList }),
      "91": unique({ Telefone: wrongNumbers["91"] }),
      "92": unique({ Telefone: wrongNumbers["92"] }),
      "93": unique({ Identificacao: users.disabled }),
      "94": unique({ Telefone: dial("94") }),
      "95": unique({ Telefone: marked.procon }),
      "96": unique({ Telefone: "-11999990001" }),
      "97": unique({ Identificacao: users.poor }),
      "98": unique({ Telefone: dial("98") }),
      "99": unique({ Telefone: dial("99") }),
      "200": unique({ Telefone: dial("200") }),
      "300": rule("sendUnique", "throttled", unique()),
    },
    sendMultiple: {
      "1": multiple(),
      "61": heldMultiple,
      "83": multiple(`${dial("83")}|Oi`),
      "84": multiple(`${number}|${long}`),
      "85": multiple(number),
      "86": multiple(`${dial("86")}|Oi`),
      "87": multiple(""),
      "88": multiple(`${number}|Oi;`.repeat(1_001)),
      "89": multiple(`${wrongNumbers["89"]}|Oi`),
      "90": multiple(`${marked.blackList}|Oi`),
      "91": multiple(`${wrongNumbers["91"]}|Oi`),
      "92": multiple(`${wrongNumbers["92"]}|Oi`),
      "93": multiple(`${number}|Oi`, nobody),
      "94": multiple(`${dial("94")}|Oi`),
      "95": multiple(`${number}|Oi|4294967296`),
      "96": multiple(`${wrongNumbers["96"]}|Oi`),
      "97": multiple(`${number}|Oi`, users.poor),
      "98": multiple(`${dial("98")}|Oi`),
      "99": multiple(`${dial("99")}|Oi`),
      "200": multiple(`${dial("200")}|Oi`),
      "300": multiple(`${number}|Oi;${dial("300")}|Oi`),
    },
    inBox: {
      "1": hashless("inBox", ""),
      "93": hashless("inBox", "", nobody),
      "99": rule("inBox", "99", hashless("inBox", "")),
    },
    status: {
      "0": of("status", "scheduled"),
      "1": of("status", "sent"),
      "2": of("status", "undelivered"),
      "3": of("status", "queued"),
      "5": of("status", "invalid"),
      "7": async (emulator) => {
        await sms(emulator, "send", { u: user, n: dial("61"), m: "Oi" });
        return ofHash("status")(emulator, (await emulator.messages()).at(-1)?.id ?? "");
      },
      "9": after(states.scheduled, async (emulator, hash) => {
        await sms(emulator, "cacl", { u: user, h: hash });
        return ofHash("status")(emulator, hash);
      }),
      "86": hashless("status", "nenhum hash"),
      "93": hashless("status", nobody, nobody),
      "99": rule("status", "99", hashless("status", nobody)),
    },
    cancel: {
      "1": of("cancel", "sent"),
      "2": of("cancel", "undelivered"),
      "5": of("cancel", "invalid"),
      "9": of("cancel", "scheduled"),
      "86": hashless("cancel", ""),
      "93": hashless("cancel", nobody, nobody),
      "99": rule("cancel", "99", hashless("cancel", nobody)),
    },
  },
};

function altus(change: Fields = {}): Provoke {
  return query("altus", { id: "10", n: "Novo Nome", ...change });
}

function cadus(): Record<string, Provoke> {
  let turn = 0;
  const novo =
    (change: Fields = {}): Provoke =>
    (emulator) =>
      query("cadus", { n: "Usuario Novo", d: `novo_${turn++}`, p: "senha123", t: "0", c: "622|623", ...change })(
        emulator,
      );
  return {
    "1": novo(),
    ...common("cadus", novo),
    "-1": novo({ d: "MASTER@sistema.com.br" }),
    "-2": novo({ d: "novo usuario" }),
    "-3": novo({ t: "99" }),
    "-4": novo({ n: "" }),
    "-5": novo({ c: "6|47|52" }),
    "-6": novo({ p: "" }),
  };
}

/** 61 is answered as 1, and the message waits. */
async function heldUnique(emulator: Emulator): Promise<string> {
  const code = await unique({ Telefone: dial("61") })(emulator);
  return code === "1" && (await emulator.messages()).at(-1)?.status === "held" ? "61" : code;
}
async function heldMultiple(emulator: Emulator): Promise<string> {
  const code = await multiple(`${dial("61")}|Oi`)(emulator);
  return code === "1" && (await emulator.messages()).at(-1)?.status === "held" ? "61" : code;
}
