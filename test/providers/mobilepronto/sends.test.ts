// Requests that the three sending operations accept, refuse and store.

import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import {
  type AccountState,
  call,
  credencial20,
  credencial40,
  type Fields,
  gateway,
  goodSimple,
  goodSms,
  goodVoice,
  sms,
  start,
  voice,
} from "../../support/mobilepronto/client.ts";

let emulator: Emulator;
afterEach(() => emulator.stop());

const send = async (change: Fields = {}) =>
  (await call(emulator, gateway, "MPG_Send_SMS", { ...goodSms, ...change })).result;
const simple = async (change: Fields = {}) =>
  (await call(emulator, sms, "MPG_SendSimple_SMS", { ...goodSimple, ...change })).result;
const speak = async (change: Fields = {}) =>
  (await call(emulator, voice, "MPG_SendandFollowUp_Voice", { ...goodVoice, ...change })).result;
const texts = async () => (await emulator.messages()).map(({ text }) => text);

const listed = "5511999990666";
const poor: Record<string, AccountState> = {
  poor: { credits: 0, numbers: { [listed]: { cancelled: true, blackList: true } } },
};

/** Mends one field after the other and gathers what each call is answered. */
async function mend(
  from: Fields,
  mends: readonly Fields[],
  request: (fields: Fields) => Promise<string>,
): Promise<string[]> {
  let fields = from;
  const codes = [await request(fields)];
  for (const change of mends) {
    fields = { ...fields, ...change };
    codes.push(await request(fields));
  }
  return codes;
}

describe("the order of the checks", () => {
  it("of 01r33", async () => {
    emulator = await start(poor);
    const wrong = { Credencial: "x", Principal_User: "", Aux_User: "", Mobile: "x", Send_Project: "X", Message: " " };
    const mends = [
      { Credencial: credencial20("poor") },
      { Principal_User: "98765432000110" },
      { Principal_User: "12345678000195" },
      { Aux_User: "TESTE" },
      { Mobile: "+1(1)5" },
      { Mobile: "+55(1)5" },
      { Mobile: listed },
      { Send_Project: "N" },
      { Message: "x".repeat(143) },
      { Message: "Oi" },
    ];
    expect(await mend(wrong, mends, send)).toEqual([
      "001",
      "002",
      "003",
      "004",
      "005",
      "006",
      "012",
      "007",
      "013",
      "008",
      "009",
    ]);
    await emulator.scenario.put({ scenario: "paid", accounts: { "mobilepronto/poor": { credits: 5 } } });
    expect(await send({ Credencial: credencial20("poor"), Mobile: listed })).toBe("017");
    expect(await emulator.messages()).toEqual([]);
  });

  it("of v_2_00", async () => {
    const details = { operators: ["55341"] };
    emulator = await start({ poor: { ...poor["poor"], enabled: false, details } });
    const enable = () =>
      emulator.scenario.put({ scenario: "open", accounts: { "mobilepronto/poor": { enabled: true } } });
    const wrong = { Credencial: credencial20("poor"), Mobile: "x", Message: "" };
    expect(await mend(wrong, [{ Credencial: credencial40("poor") }], simple)).toEqual(["001", "010"]);
    await enable();
    const mends = [
      { Mobile: "+1(1)5" },
      { Mobile: "+55(1)5" },
      { Mobile: "+55(11)5" },
      { Mobile: listed },
      { Mobile: "+55(11)999990001" },
    ];
    const codes = await mend({ ...wrong, Credencial: credencial40("poor") }, mends, simple);
    expect(codes).toEqual(["005", "015", "016", "012", "018", "017"]);
    await emulator.stop();
    emulator = await start(poor);
    const later = { Credencial: credencial40("poor"), Mobile: "+55(11)999990001", Message: "" };
    expect(await mend(later, [{ Message: "x".repeat(161) }, { Message: "Oi" }], simple)).toEqual(["013", "008", "009"]);
  });

  it("of the voice service begins with Credencial and Token", async () => {
    emulator = await start({ lost: { details: { notFound: true } } });
    const wrong = { Credencial: goodSms["Credencial"] ?? "", Token: "", Mobile: "", Voice: "", Message: "" };
    const mends = [
      { Credencial: credencial40("lost") },
      { Token: "TK0002" },
      { Credencial: goodVoice["Credencial"] ?? "", Token: "TK0001" },
      { Mobile: "+55(11)32320001" },
      { Voice: "V-PTBR-M1" },
    ];
    expect(await mend(wrong, mends, speak)).toEqual(["001", "019", "022", "005", "007", "013"]);
  });
});

describe("Mobile", () => {
  it.each([
    "+55(11)999990001",
    "55(11)999990001",
    "5511999990001",
    "+55 (11) 99999-0001",
    "+55(011)999990001",
    "+55(11)99990001",
    "55 11 99990001",
  ])("%s is 5511999990001", async (mobile) => {
    emulator = await start();
    expect([await send({ Mobile: mobile }), await simple({ Mobile: mobile })]).toEqual(["000", "000"]);
    for (const message of await emulator.messages())
      expect(message).toMatchObject({ to: "5511999990001", toWritten: mobile });
  });

  it.each([
    ["", "005", "005"],
    ["(11)999990001", "005", "005"],
    ["+55(11)99999O001", "005", "005"],
    ["+55(11)99999/0001", "005", "005"],
    ["9".repeat(23), "005", "005"],
    ["+999(11)999990001", "006", "015"],
    ["+351912345678", "006", "015"],
    ["+55(1)999990001", "012", "016"],
    ["+55(20)999990001", "012", "012"],
    ["+55(11)899990001", "012", "012"],
    ["+55(11)32320001", "012", "012"],
    ["+55(11)9999900011", "012", "012"],
  ])("%s is refused with %s and %s", async (mobile, old, newer) => {
    emulator = await start();
    expect([await send({ Mobile: mobile }), await simple({ Mobile: mobile })]).toEqual([old, newer]);
  });

  it("of a country that the account has", async () => {
    emulator = await start({ abroad: { details: { countries: ["55", "351"] } } });
    expect(await send({ Credencial: credencial20("abroad"), Mobile: "+351912345678" })).toBe("000");
    expect(await simple({ Credencial: credencial40("abroad"), Mobile: "+351912345678" })).toBe("000");
  });

  it("without country by the reading", async () => {
    emulator = await start();
    expect(await send({ Mobile: "11999990001" })).toBe("006");
    await emulator.stop();
    emulator = await start({}, { withoutCountry: "brazil" });
    expect(await send({ Mobile: "(11) 99999-0001" })).toBe("000");
    expect((await emulator.messages())[0]?.to).toBe("5511999990001");
  });
});

describe("the text", () => {
  it("of 01r33 has the project's name in front when asked for, and 142 characters with it", async () => {
    emulator = await start();
    for (const flag of ["S", "s", "Y", "y"]) expect(await send({ Send_Project: flag })).toBe("000");
    for (const flag of ["N", "n"]) expect(await send({ Send_Project: flag })).toBe("000");
    expect(await texts()).toEqual(["MPG:Oi", "MPG:Oi", "MPG:Oi", "MPG:Oi", "Oi", "Oi"]);
    for (const flag of ["", "Sim", "1"]) expect(await send({ Send_Project: flag })).toBe("007");
    expect(await send({ Send_Project: "S", Message: "x".repeat(138) })).toBe("000");
    expect(await send({ Send_Project: "S", Message: "x".repeat(139) })).toBe("008");
    expect(await send({ Message: "x".repeat(142) })).toBe("000");
  });

  it("of v_2_00 has 160 characters and no project, and its Aux_User is the operation", async () => {
    emulator = await start();
    expect([await simple({ Message: "x".repeat(160) }), await simple({ Message: "x".repeat(161) })]).toEqual([
      "000",
      "008",
    ]);
    expect(await emulator.messages()).toMatchObject([
      { text: "x".repeat(160), fields: { Aux_User: "MPG_SendSimple_SMS" } },
    ]);
  });

  it("of a voice call has 300 characters, and its Aux_User is cut", async () => {
    emulator = await start();
    expect(await speak({ Message: "x".repeat(301) })).toBe("008");
    expect(await speak({ Message: "x".repeat(300), Aux_User: "a".repeat(25) })).toMatch(/^000:MPG\d{12}$/);
    expect(await emulator.messages()).toMatchObject([{ kind: "voice", fields: { Aux_User: "a".repeat(20) } }]);
  });
});

describe("users", () => {
  it("Aux_User: obligatory for a centralizing company, one of a list where there is one", async () => {
    emulator = await start({ free: { details: { centralizing: false } }, strict: { details: { auxUsers: ["ANA"] } } });
    expect([await send({ Aux_User: "a".repeat(20) }), await send({ Aux_User: "a".repeat(21) })]).toEqual([
      "000",
      "004",
    ]);
    expect(await send({ Credencial: credencial20("free"), Aux_User: "" })).toBe("000");
    expect(await send({ Credencial: credencial20("strict") })).toBe("004");
    expect(await send({ Credencial: credencial20("strict"), Aux_User: "ANA" })).toBe("000");
  });

  it.each([
    ["form", ["002", "002", "003", "003"]],
    ["002", ["002", "002", "002", "002"]],
    ["003", ["002", "003", "003", "003"]],
  ])("Principal_User by the reading %s", async (dialectOption, codes) => {
    emulator = await start({}, { otherPrincipalUser: dialectOption });
    const users = ["", "alguem", "12345678901", "98765432000110"];
    expect(await Promise.all(users.map((user) => send({ Principal_User: user })))).toEqual(codes);
  });
});

describe("credit", () => {
  it("is never overdrawn by calls at once", async () => {
    emulator = await start({ few: { credits: 25 } });
    const codes = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        at % 2 === 0 ? send({ Credencial: credencial20("few") }) : simple({ Credencial: credencial40("few") }),
      ),
    );
    expect(codes.filter((code) => code === "000")).toHaveLength(25);
    expect(codes.filter((code) => code === "009")).toHaveLength(25);
    expect(await emulator.messages()).toHaveLength(25);
    expect(new Set((await emulator.messages()).map(({ id }) => id)).size).toBe(25);
  });

  it("is taken for each part, or for each message by the reading; a postpaid account has no end", async () => {
    const long = "ã".repeat(142);
    emulator = await start({ two: { credits: 2 }, later: { credits: 0, prepaid: false } });
    expect(await send({ Credencial: credencial20("two"), Message: long })).toBe("009");
    expect(await send({ Credencial: credencial20("later"), Message: long })).toBe("000");
    await emulator.stop();
    emulator = await start({ two: { credits: 2 } }, { cost: "message" });
    const codes = [];
    for (let at = 0; at < 3; at++) codes.push(await send({ Credencial: credencial20("two"), Message: long }));
    expect(codes).toEqual(["000", "000", "009"]);
  });
});

describe("the warning of minimum stock", () => {
  const stock = (phone: string, more: AccountState = {}): AccountState => ({
    credits: 11,
    details: { minimumStock: { threshold: 10, phone } },
    ...more,
  });

  it("goes out once, when the balance falls below the threshold", async () => {
    emulator = await start({ stock: stock("+55(11)999990002") });
    const codes = [];
    for (let at = 0; at < 4; at++) codes.push(await send({ Credencial: credencial20("stock") }));
    expect(codes).toEqual(["000", "000", "000", "000"]);
    const warnings = (await emulator.messages()).filter(({ operation }) => operation === "Aviso_Estoque_Minimo");
    expect(warnings).toMatchObject([{ to: "5511999990002", account: "mobilepronto/stock", debits: [] }]);
    expect((await texts()).indexOf(warnings[0]?.text ?? "")).toBe(2);
  });

  it.each([
    ["no phone", stock(""), "010"],
    ["a landline", stock("+55(11)32320001"), "010"],
    ["a phone abroad", stock("+1(202)5550123"), "011"],
    ["a barred phone", stock(listed, { numbers: { [listed]: { blackList: true } } }), "018"],
  ])("with %s the client's message is sent all the same", async (_, state, code) => {
    emulator = await start({ stock: state });
    const codes = [];
    for (let at = 0; at < 3; at++) codes.push(await send({ Credencial: credencial20("stock") }));
    expect(codes).toEqual(["000", code, "000"]);
    expect(await emulator.messages()).toHaveLength(3);
  });
});

describe("rules and test numbers", () => {
  const operation = ["MPG_Send_SMS", "MPG_SendSimple_SMS", "MPG_SendandFollowUp_Voice"];
  const rule = (then: object, before = false) =>
    emulator.scenario.put({ scenario: "one", rules: [{ rule: "one", when: { operation }, before, then: [then] }] });

  it("a body given whole stores nothing before processing", async () => {
    emulator = await start();
    await rule({ response: { body: "nonsense" } }, true);
    expect((await call(emulator, gateway, "MPG_Send_SMS", goodSms)).body).toBe("nonsense");
    expect(await emulator.messages()).toEqual([]);
    await emulator.scenario.put({
      scenario: "both",
      rules: [{ rule: "b", when: {}, then: [{ response: { body: "nonsense" } }] }],
    });
    expect((await call(emulator, gateway, "MPG_Send_SMS", goodSms)).body).toBe("nonsense");
    expect(await emulator.messages()).toHaveLength(1);
  });

  it("throttled is 900, a neutral reason the code of the operation, accept leaves the checks out", async () => {
    emulator = await start({ poor: { credits: 0 } });
    await rule({ answer: "throttled" });
    expect([await send(), await simple(), await speak()]).toEqual(["900", "900", "900"]);
    await rule({ answer: "no-credit" });
    expect([await send(), await simple(), await speak()]).toEqual(["009", "009", "009"]);
    await emulator.scenario.put({
      scenario: "accept",
      rules: [{ rule: "a", when: { operation: "MPG_Send_SMS" }, then: ["accept"] }],
    });
    expect(await send({ Credencial: credencial20("poor"), Mobile: "x", Message: "" })).toBe("000");
    expect(await send({ Credencial: "nobody" })).toBe("001");
  });

  it("an error of a voice call may carry an id", async () => {
    emulator = await start();
    const when = { operation: "MPG_SendandFollowUp_Voice" };
    const then = [{ answer: { code: "012", IDERR: "MPG000000000007" } }];
    await emulator.scenario.put({ scenario: "ids", rules: [{ rule: "id", when, then }] });
    expect(await speak()).toBe("012:MPG000000000007");
  });

  it("a code that the operation lacks makes an ordinary wrong number, and the credential comes first", async () => {
    emulator = await start();
    expect([await send({ Mobile: "+55(11)900000019" }), await send({ Mobile: "+55(11)900000006" })]).toEqual([
      "012",
      "006",
    ]);
    expect(await send({ Mobile: "+55(11)900000009", Credencial: "x" })).toBe("001");
    expect(await send({ Mobile: "+55(11)900012000", Message: "" })).toBe("000");
    await emulator.clock.advance(10_000);
    expect(await emulator.messages()).toMatchObject([{ status: "undelivered", to: "5511900012000" }]);
  });
});
