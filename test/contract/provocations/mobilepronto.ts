// How each return code of MobilePronto comes about: by state or input where its meaning allows, by test number, else
// by scenario.

import {
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
import { byScenario, type Provocations, type Provoke } from "./provocation.ts";

const forbidden = "5511999990666";
const states = {
  blocked: { enabled: false },
  poor: { credits: 0 },
  lost: { details: { notFound: true } },
  picky: {
    details: { operators: ["55321"] },
    numbers: { [forbidden]: { cancelled: true, blackList: true }, "5511999990667": { invalid: true } },
  },
  stock: { credits: 10, details: { minimumStock: { threshold: 10, phone: "+55(11)999990002" } } },
  unlucky: { credits: 10, details: { minimumStock: { threshold: 10, phone: "+55(11)999990002" } } },
  phoneless: { credits: 10, details: { minimumStock: { threshold: 10 } } },
  abroad: { credits: 10, details: { minimumStock: { threshold: 10, phone: "+1(202)5550123" } } },
  barred: {
    credits: 10,
    details: { minimumStock: { threshold: 10, phone: forbidden } },
    numbers: { [forbidden]: { cancelled: true } },
  },
};

/** An operation with valid fields except for these. */
function changed(path: string, operation: string, good: Fields, code: (result: string) => string = (text) => text) {
  return (change: Fields = {}): Provoke =>
    async (emulator) =>
      code((await call(emulator, path, operation, { ...good, ...change })).result);
}

const send = changed(gateway, "MPG_Send_SMS", goodSms);
const simple = changed(sms, "MPG_SendSimple_SMS", goodSimple);
const speak = changed(voice, "MPG_SendandFollowUp_Voice", goodVoice, (text) => text.slice(0, 3));
const from20 = (name: string): Fields => ({ Credencial: credencial20(name) });
const from40 = (name: string): Fields => ({ Credencial: credencial40(name), Token: "TK0002" });
const dial = (code: string): Fields => ({ Mobile: `+55(11)900000${code}` });

function credits(change: Fields = {}): Provoke {
  return async (emulator) => {
    const { Credencial = "", Principal_User = "" } = goodSms;
    const fields = { Credencial, Principal_User, Status: "", ...change };
    const { elements, result } = await call(emulator, gateway, "MPG_Credits", fields);
    const status = elements["Status"] ?? "";
    return (status === "000") === (result !== "-1") ? status : `${status} beside ${result}`;
  };
}

function creditsV300(change: Fields): Provoke {
  return async (emulator) => {
    const fields = { Credencial: goodSimple["Credencial"] ?? "", Token: "TK0001", v_st_Status: "", ...change };
    const { elements } = await call(emulator, "/sms/v_3_00/service.asmx", "MPG_Credits", fields);
    return elements["v_st_Status"] ?? "";
  };
}

function query(change: Fields = {}): Provoke {
  return async (emulator) => {
    const { Credencial = "", Principal_User = "" } = goodSms;
    const fields = { Credencial, Principal_User, Aux_User: "", Mobile: "", Status_Code: "1", Status: "", ...change };
    return (await call(emulator, gateway, "MPG_Query01", fields)).elements["Status"] ?? "";
  };
}

function status(change: Fields = {}): Provoke {
  return async (emulator) => {
    const sent = await call(emulator, voice, "MPG_SendandFollowUp_Voice", goodVoice);
    const { Credencial = "", Token = "" } = goodVoice;
    const fields = { Credencial, Token, IDMSG: sent.result.slice(4), ...change };
    return (await call(emulator, voice, "MPG_Status_Voice", fields)).result;
  };
}

const rule = (operation: string, code: string, then: Provoke): Provoke =>
  byScenario("mobilepronto", operation, code, then);

/** The gateway's own warning: the second message in the ledger, or the answer of the send that set it off. */
function warned(account: string): Provoke {
  return async (emulator) => {
    const before = (await emulator.messages()).length;
    const answer = await send(from20(account))(emulator);
    const [, warning] = (await emulator.messages()).slice(before);
    return warning === undefined || warning.operation === "Aviso_Estoque_Minimo" ? answer : warning.operation;
  };
}

/** Sends of v_3_00 and of the pages have the same codes. */
function familyOf(operation: string, request: (change?: Fields) => Provoke): Readonly<Record<string, Provoke>> {
  return {
    "000": request(),
    "001": request({ Credencial: "NAOEXISTE" }),
    "005": request({ Mobile: "onze" }),
    "007": request({ Send_Project: "X" }),
    "008": request({ Message: "x".repeat(15_301) }),
    "009": request(from40("poor")),
    "010": request(from40("blocked")),
    "012": request({ Mobile: "+55(11)12345" }),
    "013": request({ Message: " " }),
    "015": request({ Mobile: "+1(202)5550123" }),
    "016": request({ Mobile: "+55(1)999990001" }),
    "017": request(from40("picky")),
    "018": request({ ...from40("picky"), Mobile: forbidden }),
    "019": request({ Token: "TK9999" }),
    "022": rule(operation, "022", request()),
    "800-899": request(dial("850")),
    "900": rule(operation, "900", request()),
    "901-999": request(dial("950")),
  };
}

const goodV300: Fields = { ...goodSms, Credencial: goodSimple["Credencial"] ?? "", Token: "TK0001" };
const sendV300 = changed("/sms/v_3_00/service.asmx", "MPG_Send_SMS", goodV300);
const sendLong = changed("/v_3_00/sms/service.asmx", "MPG_Send_Long_SMS", goodV300, (text) => text.slice(0, 3));

/** A page of v_3_00; a field of `undefined` is left out. */
function page(path: string, good: Fields): (change?: Readonly<Record<string, string | undefined>>) => Provoke {
  return (change = {}) =>
    async (emulator) => {
      const fields = Object.entries({ ...good, ...change }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name.toUpperCase(), value] as [string, string]],
      );
      const answer = await fetch(`${emulator.urls.http}/sms/v_3_00/${path}?${new URLSearchParams(fields)}`);
      // A balance or rows stand for success.
      return /^(?:\d{3}|X\d\d)(?=:|$)/.exec(await answer.text())?.[0] ?? "000";
    };
}

const { Credencial: credencial = "" } = goodV300;
const push = page("smspush/enviasms.aspx", goodV300);
const follow = page("smsfollow/smsfollow.aspx", goodV300);
const balance = page("smscredits/credits.aspx", { Credencial: credencial, Token: "TK0001" });
const rows = page("query01/query01.aspx", { Credencial: credencial, Token: "TK0001" });
const wrongParameters = (
  request: (change?: Readonly<Record<string, string | undefined>>) => Provoke,
  name: string,
) => ({
  X01: request({ [name]: undefined }),
  X02: request({ Remetente: "x" }),
});

function statusPage(change: Readonly<Record<string, string | undefined>> = {}, wait = 0): Provoke {
  return async (emulator) => {
    const sent = await fetch(
      `${emulator.urls.http}/sms/v_3_00/smsfollow/smsfollow.aspx?${new URLSearchParams({ ...goodV300, Mobile: change["Mobile"] ?? goodV300["Mobile"] ?? "" })}`,
    );
    const id = (await sent.text()).slice(4);
    await emulator.clock.advance(wait);
    const { Mobile: _, ...answered } = change;
    return page("smsstatus/status.aspx", { Credencial: credencial, Token: "TK0001", ID: id })(answered)(emulator);
  };
}

export const mobilepronto: Provocations = {
  start: () => start(states),
  operations: {
    MPG_Send_SMS: {
      "000": send(),
      "001": send({ Credencial: "NAOEXISTE00000000020" }),
      "002": send({ Principal_User: "" }),
      "003": send({ Principal_User: "99999999000191" }),
      "004": send({ Aux_User: "" }),
      "005": send({ Mobile: "onze" }),
      "006": send({ Mobile: "+1(202)5550123" }),
      "007": send({ Send_Project: "X" }),
      "008": send({ Send_Project: "S", Message: "x".repeat(139) }),
      "009": send(from20("poor")),
      "010": send(from20("phoneless")),
      "011": send(from20("abroad")),
      "012": send({ Mobile: "+55(11)32320001" }),
      "013": send({ Message: "  " }),
      "014": send(dial("014")),
      "015": send(dial("015")),
      "016": send(dial("016")),
      "017": send({ ...from20("picky"), Mobile: forbidden }),
      "018": send(from20("barred")),
      "800-880": send(dial("880")),
      "900": send(from20("blocked")),
      "990-999": rule("MPG_Send_SMS", "994", send()),
    },
    MPG_SendSimple_SMS: {
      "000": simple(),
      "001": simple({ Credencial: goodSms["Credencial"] ?? "" }),
      "005": simple({ Mobile: "" }),
      "007": simple(dial("007")),
      "008": simple({ Message: "x".repeat(161) }),
      "009": simple(from40("poor")),
      "010": simple(from40("blocked")),
      "012": simple({ ...from40("picky"), Mobile: "5511999990667" }),
      "013": simple({ Message: "" }),
      "015": simple({ Mobile: "+1(202)5550123" }),
      "016": simple({ Mobile: "+55(1)999990001" }),
      "017": simple(from40("picky")),
      "018": simple({ ...from40("picky"), Mobile: forbidden }),
      "800-899": rule("MPG_SendSimple_SMS", "899", simple()),
      "900": simple(dial("900")),
      "901-999": simple(dial("901")),
    },
    MPG_Status_Voice: {
      "001": status({ Credencial: "" }),
      "019": status({ Token: "TK9999" }),
      "022": status(from40("lost")),
      "023": status({ IDMSG: "MPG000236180474" }),
      "024": status(),
      "800-899": rule("MPG_Status_Voice", "850", status()),
      "900": status(from40("blocked")),
      "901-999": rule("MPG_Status_Voice", "999", status()),
    },
    MPG_Credits: {
      "000": credits(),
      "001": credits({ Credencial: "x" }),
      "002": credits({ Principal_User: "alguem" }),
      "003": credits({ Principal_User: "12345678901" }),
      "019": creditsV300({ Token: "x" }),
      "891-899": rule("MPG_Credits", "895", credits()),
      "900": credits(from20("blocked")),
    },
    MPG_Query01: {
      "000": query(),
      "001": query({ Credencial: credencial40("picky") }),
      "002": query({ Principal_User: "" }),
      "003": query({ Principal_User: "12345678901" }),
      "881-890": rule("MPG_Query01", "881", query()),
      "900": query(from20("blocked")),
    },
    MPG_SendandFollowUp_Voice: {
      "000": speak(),
      "001": speak({ Credencial: "" }),
      "005": speak({ Mobile: "(11)999990001" }),
      "007": speak({ Voice: "V-ENUS-M1" }),
      "008": speak({ Message: "x".repeat(301) }),
      "009": speak(from40("poor")),
      "010": speak(from40("blocked")),
      "012": speak({ Mobile: "+55(11)12345" }),
      "013": speak({ Message: "\n" }),
      "015": speak({ Mobile: "+999(20)1234567" }),
      "016": speak({ Mobile: "+55(1111)999990001" }),
      "017": speak({ ...from40("picky"), Mobile: "+55(11)999990001" }),
      "018": speak({ ...from40("picky"), Mobile: forbidden }),
      "019": speak({ Token: "" }),
      "022": speak(from40("lost")),
      "800-899": speak(dial("801")),
      "900": rule("MPG_SendandFollowUp_Voice", "900", speak()),
      "901-999": speak(dial("950")),
    },
    MPG_Send_SMS_v_3_00: familyOf("MPG_Send_SMS_v_3_00", sendV300),
    MPG_Send_Long_SMS: familyOf("MPG_Send_Long_SMS", sendLong),
    enviasms: { ...familyOf("enviasms", push), ...wrongParameters(push, "Mobile") },
    smsfollow: { ...familyOf("smsfollow", follow), ...wrongParameters(follow, "Message") },
    smscredits: {
      "000": balance(),
      "001": balance({ Credencial: "x" }),
      "019": balance({ Token: "x" }),
      "891-899": rule("smscredits", "891", balance()),
      "900": balance(from40("blocked")),
      ...wrongParameters(balance, "Token"),
    },
    smsstatus: {
      "200": statusPage({}, 10_000),
      "300": statusPage({ Mobile: "+55(11)900012000" }, 10_000),
      "024": statusPage(),
      "001": statusPage({ Credencial: "x" }),
      "019": statusPage({ Token: "x" }),
      "023": statusPage({ ID: "MPG000000000000" }),
      "800-899": rule("smsstatus", "850", statusPage()),
      "900": statusPage(from40("blocked")),
      ...wrongParameters(statusPage, "ID"),
    },
    query01: {
      "000": rows(),
      "001": rows({ Credencial: "x" }),
      "019": rows({ Token: "x" }),
      "881-890": rule("query01", "881", rows()),
      "900": rows(from40("blocked")),
      ...wrongParameters(rows, "Credencial"),
    },
    Aviso_Estoque_Minimo: {
      "000": warned("stock"),
      "018": rule("Aviso_Estoque_Minimo", "018", warned("unlucky")),
    },
  },
};
