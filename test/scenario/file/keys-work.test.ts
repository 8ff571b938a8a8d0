// Each key that check lets pass for a request, a PDU or an event decides there: a value that fits lets the rule be used,
// another value does not. A step that check lets pass changes what a client or a tester sees.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { operators } from "../../../src/core/operators.ts";
import { providers } from "../../../src/providers/index.ts";
import { readScenario } from "../../../src/scenario/file/read.ts";
import type { RawClient } from "../../protocols/smpp/support/client.ts";
import { header, pdu } from "../../protocols/smpp/support/octets.ts";
import { submitSmOctets } from "../../providers/mensagem/smpp/support/pdus.ts";
import { bindOctets, rawBound, rawClient, readHeader } from "../../providers/mensagem/smpp/support/smsc.ts";
import { emulate, undoAll } from "../../support/sandboxed.ts";
import { untyped } from "../../support/scenario/untyped.ts";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await emulate();
});
afterAll(undoAll);
const vocabularies = providers.map(({ vocabulary }) => vocabulary);

function isAccepted(rule: object): boolean {
  return "scenario" in readScenario(JSON.stringify({ scenario: "keys", rules: [rule] }), "keys.json", vocabularies);
}

/** A request, a PDU of ours or an event. */
interface Context {
  readonly when: object;
  /** A raw field of the request. */
  readonly field?: string;
  /** Rules that let it happen. */
  readonly more?: readonly object[];
  /** Makes it happen once; the octets or the text that a client reads. */
  trigger(): Promise<string>;
}

const text = async (listener: "http" | "mensagem", path: string, init?: RequestInit): Promise<string> => {
  const answer = await fetch(new URL(path, emulator.urls[listener]), init).catch(() => null);
  return answer === null ? "lost" : `${answer.status} ${await answer.text().catch(() => "cut")}`;
};
const json = (path: string, body: object): Promise<string> =>
  text("http", path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
const soap = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><MPG_Send_SMS xmlns="http://www.mpgateway.com/"><Credencial>DEMO0000000000000020</Credencial><Principal_User>12345678000195</Principal_User><Aux_User>TESTE</Aux_User><Mobile>+55(11)999990001</Mobile><Send_Project>N</Send_Project><Message>Oi</Message></MPG_Send_SMS></s:Body></s:Envelope>`;

/** The answer to one PDU of a client that is bound. */
async function query(octets: Buffer, client?: RawClient): Promise<string> {
  const session = client ?? (await rawBound(emulator));
  session.send(octets);
  session.socket.end();
  const answer = await session.readToEnd();
  return answer.toString("hex");
}

/** The next PDU of ours, answered. */
async function ours(client: RawClient, moved: Promise<unknown>): Promise<string> {
  const octets = await client.readPdu();
  const { command, sequence } = readHeader(octets);
  client.send(header(0x80000000 + command, 0, sequence));
  await moved;
  client.destroy();
  return octets.toString("hex");
}

const inbound = { from: "11999990001", text: "Oi", provider: "mensagem" } as const;
const mensagemSend = "/sms/send?u=126b114c&n=11999990001&m=Oi&id=c1";
const contexts: Readonly<Record<string, Context>> = {
  send: { when: { operation: "send" }, field: "m", trigger: () => text("mensagem", mensagemSend) },
  mult: {
    when: { operation: "mult" },
    field: "c",
    trigger: () =>
      text(
        "mensagem",
        `/sms/mult?${new URLSearchParams({ u: "126b114c", l: "1", c: "11999990001|Oi|12345678;11999990002|Oi|87654321" })}`,
      ),
  },
  unitario: {
    when: { operation: "unitario" },
    field: "msg",
    trigger: () => text("http", "/api/unitario.php?token=DEMO-SOPHIA-TOKEN&destino=11999990001&msg=Oi&id=c1"),
  },
  envio: {
    when: { operation: "envio" },
    field: "msg",
    trigger: () =>
      json("/api/envio.php", {
        token: "DEMO-SOPHIA-TOKEN",
        mensagens: [{ destino: "11999990001", msg: "Oi", id: "c2" }],
      }),
  },
  dlr: {
    when: { operation: "dlr" },
    field: "id",
    trigger: () => text("http", "/api/dlr.php?token=DEMO-SOPHIA-TOKEN&id=c1"),
  },
  MPG_Send_SMS: {
    when: { operation: "MPG_Send_SMS" },
    field: "Message",
    trigger: () =>
      text("http", "/Service.asmx", {
        method: "POST",
        headers: { "Content-Type": "text/xml", SOAPAction: '"http://www.mpgateway.com/MPG_Send_SMS"' },
        body: soap,
      }),
  },
  wsdl: { when: { operation: "wsdl" }, trigger: () => text("http", "/Service.asmx?wsdl") },
  submit_sm: {
    when: { operation: "submit_sm" },
    field: "data_coding",
    trigger: () => query(submitSmOctets({ registered: "00", esm: "40", text: "050003010201 'Oi'" })),
  },
  query_sm: {
    when: { operation: "query_sm" },
    field: "message_id",
    trigger: () => query(pdu("00000003 00000000 00000008 'x' 00 01 01 '28149' 00")),
  },
  bind_transceiver: {
    when: { operation: "bind_transceiver" },
    field: "system_type",
    trigger: async () => query(bindOctets(9), await rawClient(emulator)),
  },
  "enquire_link of the client": { when: { operation: "enquire_link" }, trigger: () => query(header(0x15, 0, 9)) },
  "unbind of the client": { when: { operation: "unbind" }, trigger: () => query(header(6, 0, 9)) },
  "unbind of ours": {
    when: { operation: "unbind", direction: "out" },
    more: [{ when: { event: "idle", session: { idle: "20s.." } }, then: [{ unbind: true }] }],
    async trigger() {
      const client = await rawBound(emulator);
      return ours(client, emulator.clock.advance(20_000));
    },
  },
  deliver_sm: {
    when: { operation: "deliver_sm" },
    async trigger() {
      const client = await rawBound(emulator);
      client.send(submitSmOctets());
      await client.readPdu();
      return ours(client, emulator.clock.advance(5_000));
    },
  },
  alert_notification: {
    when: { operation: "alert_notification" },
    more: [{ when: { operation: "data_sm" }, then: [{ life: [{ undelivered: "1s" }] }] }],
    async trigger() {
      const client = await rawBound(emulator);
      client.send(
        pdu(
          "00000103 00000000 00000002 00 01 01 '28149' 00 01 01 '5511999990001' 00 00 00 00 0424 0002 'Oi' 0421 0001 01",
        ),
      );
      await client.readPdu();
      await emulator.clock.advance(2_000);
      await emulator.reachable("11999990001");
      const octets = await client.readPdu();
      client.destroy();
      return octets.toString("hex");
    },
  },
  "enquire_link of ours": {
    when: { operation: "enquire_link", direction: "out" },
    async trigger() {
      const client = await rawBound(emulator);
      return ours(client, emulator.clock.advance(60_000));
    },
  },
  inbound: {
    when: { event: "inbound" },
    async trigger() {
      await text("mensagem", mensagemSend);
      await emulator.sendInbound(inbound);
      return "";
    },
  },
  status: {
    when: { event: "status", status: "sent" },
    async trigger() {
      await text("mensagem", mensagemSend);
      await emulator.report(1, "sent");
      return "";
    },
  },
  bound: {
    when: { event: "bound" },
    async trigger() {
      (await rawBound(emulator)).destroy();
      return "";
    },
  },
  idle: {
    when: { event: "idle", session: { idle: "20s.." } },
    async trigger() {
      const client = await rawBound(emulator);
      await emulator.clock.advance(20_000);
      client.destroy();
      return "";
    },
  },
};

const names = [...new Set(operators.map(({ name }) => name.toLowerCase()))];
const per = ["to", "from", "account", "text", "session", "request"] as const;
/** Keys with a value that fits and another one. */
const pairs: Readonly<Record<string, readonly [fit: object, miss: object]>> = {
  account: [{ account: "mensagem/*" }, { account: "mensagem/n*" }],
  to: [{ to: "*" }, { to: "5500*" }],
  from: [{ from: "*" }, { from: "zz" }],
  text: [{ text: "*" }, { text: "zz" }],
  id: [{ id: "*" }, { id: "zz" }],
  operator: [{ operator: names }, { operator: "sercomtel" }],
  status: [{ status: "sent" }, { status: "expired" }],
  headers: [{ headers: { host: "*" } }, { headers: { host: "zz" } }],
  method: [{ method: "*" }, { method: "zz" }],
  path: [{ path: "/*" }, { path: "zz" }],
  remote: [{ remote: "*" }, { remote: "zz" }],
  session: [{ session: { bound: "0.." } }, { session: { bound: "9.." } }],
  segment: [{ segment: { number: "1.." } }, { segment: { number: "9.." } }],
  ...Object.fromEntries(
    per.map((key) => [
      `per: ${key}`,
      [
        { per: key, nth: 1 },
        { per: key, nth: 2 },
      ] as const,
    ]),
  ),
};
const ownAccount: Readonly<Record<string, string>> = {
  unitario: "sophia",
  envio: "sophia",
  dlr: "sophia",
  MPG_Send_SMS: "mobilepronto",
};

function pairFor(name: string, key: string): readonly [fit: object, miss: object] {
  const [fit, miss] = pairs[key] ?? [{}, {}];
  // A MULT has two messages at least.
  if (name === "mult" && key.startsWith("per: "))
    return [
      { ...fit, nth: "1..2" },
      { ...fit, nth: 9 },
    ];
  if (key === "account") {
    const provider = ownAccount[name] ?? "mensagem";
    return [{ account: `${provider}/*` }, { account: `${provider}/n*` }];
  }
  if (key === "session" && name === "idle")
    return [{ session: { idle: "20s..", bound: "0.." } }, { session: { idle: "20s..", bound: "9.." } }];
  return [fit, miss];
}

const step = { set: { seen: "1" } };

/** Puts rules, makes the context happen once, and returns the answer and the uses of each rule. */
async function happened(context: Context, rules: readonly object[]) {
  await emulator.reset();
  await emulator.scenario.put(untyped({ scenario: "keys", rules: [...rules, ...(context.more ?? [])] }));
  const answer = await context.trigger();
  return { answer, uses: ((await emulator.scenario.read())?.rules ?? []).map((rule) => rule.uses) };
}

/** Steps that work in each context. */
const done: Readonly<Record<string, string>> = {
  send: "answer, response, fault: lose-answer, life, reply, set, account",
  unitario: "answer, response, fault: lose-answer, life, reply, set, account",
  envio: "answer, response, fault: lose-answer, life, reply, set, account",
  dlr: "answer, response, fault: lose-answer, set, account",
  MPG_Send_SMS: "answer, response, fault: lose-answer, life, set, account",
  wsdl: "response, fault: lose-answer, set",
  submit_sm: "answer, pdu, fault: lose-answer, life, reply, set, account",
  query_sm: "answer, pdu, fault: lose-answer, set, account",
  bind_transceiver: "answer, pdu, fault: lose-answer, set, account",
  "enquire_link of the client": "pdu, fault: lose-answer, set, account",
  deliver_sm: "pdu, set, account",
  alert_notification: "pdu, set, account",
  "enquire_link of ours": "pdu, set, account",
  "unbind of the client": "pdu, fault: lose-answer, set, account",
  "unbind of ours": "pdu, set, account",
  mult: "answer, response, fault: lose-answer, life, reply, set, account",
  inbound: "reply, set, account, report",
  status: "life, reply, set, account, report",
  bound: "set, account",
  idle: "set, account",
};
/** Keys of `when` that work in each context. */
const works: Readonly<Record<string, string>> = {
  send: "account, to, from, text, id, operator, headers, method, path, remote, per: to, per: from, per: account, per: text, fields",
  unitario: "account, to, text, id, operator, headers, method, path, remote, per: to, per: account, per: text, fields",
  envio:
    "account, to, text, id, operator, headers, method, path, remote, per: to, per: account, per: text, per: request, fields",
  dlr: "account, id, headers, method, path, remote, per: account, fields",
  MPG_Send_SMS: "account, to, text, operator, headers, method, path, remote, per: to, per: account, per: text, fields",
  wsdl: "headers, method, path, remote",
  submit_sm:
    "account, to, from, text, operator, session, segment, per: to, per: from, per: account, per: text, per: session, fields",
  query_sm: "account, from, id, session, per: from, per: account, per: session, fields",
  bind_transceiver: "account, session, per: account, per: session, fields",
  "enquire_link of the client": "account, session, per: account, per: session",
  deliver_sm: "account, to, from, text, id, operator, per: to, per: from, per: account, per: text",
  alert_notification: "account, to, from, operator, per: to, per: from, per: account",
  "enquire_link of ours": "account, session, per: account, per: session",
  "unbind of the client": "account, session, per: account, per: session",
  "unbind of ours": "account, session, per: account, per: session",
  mult: "account, to, from, text, id, operator, headers, method, path, remote, per: to, per: from, per: account, per: text, per: request, fields",
  status: "account, to, from, text, id, operator, status, per: to, per: from, per: account, per: text",
  bound: "account, session, per: account, per: session",
  idle: "account, session, per: account, per: session",
  inbound: "account, to, from, text, id, operator, per: to, per: from, per: account, per: text",
};

describe("keys of when", () => {
  test.each(Object.entries(contexts))("%s", async (name, context) => {
    const { when, field } = context;
    const fields = field === undefined ? [] : (["fields"] as const);
    const accepted = [...Object.keys(pairs), ...fields].filter((key) => {
      const [fit] = key === "fields" ? [{ fields: { [field ?? ""]: "*" } }] : pairFor(name, key);
      return isAccepted({ when: { ...when, ...fit }, then: [step] });
    });
    const rules = accepted.flatMap((key) => {
      const [fit, miss] =
        key === "fields"
          ? [{ fields: { [field ?? ""]: "*" } }, { fields: { [field ?? ""]: "zz" } }]
          : pairFor(name, key);
      return [fit, miss].map((value) => ({ when: { ...when, ...value }, continue: true, then: [step] }));
    });
    const { uses: counted } = await happened(context, rules);
    const wrong = accepted.filter((_, index) => (counted[2 * index] ?? 0) < 1 || counted[2 * index + 1] !== 0);
    expect(wrong).toEqual([]);
    expect(accepted.join(", ")).toBe(works[name]);
  });
});

/** Steps, each alone. */
const steps: Readonly<Record<string, readonly object[]>> = {
  answer: [{ answer: { unlisted: "777" } }],
  response: [{ response: { status: 418 } }],
  pdu: [{ pdu: { status: 9 } }],
  "fault: lose-answer": [{ fault: "lose-answer" }],
  life: [{ life: [{ undelivered: "1s" }] }],
  reply: [{ reply: { text: "SIM", after: "1s" } }],
  set: [{ set: { other: "1" } }],
  account: [{ account: "this", credits: 77_000 }],
  report: [{ report: { status: "expired" } }],
};

/** Everything that a client and a tester see, but which rule decided. */
async function seen(context: Context, rules: readonly object[]): Promise<unknown> {
  const { answer } = await happened(context, rules);
  await emulator.clock.advance(5_000);
  return {
    answer,
    messages: (await emulator.messages()).map(({ status }) => status),
    inbound: (await emulator.inboundMessages()).length,
    variables: (await emulator.scenario.read())?.variables,
    credits: (await emulator.accounts.list()).map(({ credits }) => credits),
  };
}

describe("steps", () => {
  const isOurs = (name: string): boolean =>
    ["deliver_sm", "alert_notification", "enquire_link of ours", "unbind of ours"].includes(name);
  test.each(Object.entries(contexts))("%s", async (name, context) => {
    const { when } = context;
    const base = await seen(context, [{ when: { operation: "MPG_Credits" }, then: [step] }]);
    const useless: string[] = [];
    const accepted: string[] = [];
    for (const [key, then] of Object.entries(steps)) {
      // A PDU that never leaves is awaited for ever.
      if (!isAccepted({ when, then }) || (isOurs(name) && key.startsWith("fault"))) continue;
      accepted.push(key);
      const changed = await seen(context, [{ when, then }]);
      if (JSON.stringify(changed) === JSON.stringify(base)) useless.push(key);
    }
    expect(useless).toEqual([]);
    expect(accepted.join(", ")).toBe(done[name]);
  });
});

describe("keys that count and draw", () => {
  const keys: Readonly<Record<string, object>> = {
    faster: { when: { faster: "1/h", burst: 1 } },
    "chance: 0": { when: { chance: 0 } },
    "chance: 1": { when: { chance: 1 } },
    limit: { limit: 1 },
  };
  test.each(Object.entries(contexts))("%s", async (_, context) => {
    const rule = (own: { readonly when?: object }) => ({
      ...own,
      when: { ...context.when, ...own.when },
      continue: true,
      then: [step],
    });
    const accepted = Object.keys(keys).filter((key) => isAccepted(rule(keys[key] ?? {})));
    await happened(context, [rule({}), ...accepted.map((key) => rule(keys[key] ?? {}))]);
    await context.trigger();
    const [all = 0, ...uses] = ((await emulator.scenario.read())?.rules ?? []).map((counted) => counted.uses);
    expect(all).toBeGreaterThan(0);
    const expected: Readonly<Record<string, number>> = { faster: all - 1, "chance: 0": 0, "chance: 1": all, limit: 1 };
    const counts = Object.fromEntries(accepted.map((key, index) => [key, uses[index]]));
    expect(counts).toEqual(Object.fromEntries(accepted.map((key) => [key, expected[key]])));
    expect(accepted).toEqual(expect.arrayContaining(["chance: 0", "chance: 1", "limit"]));
  });
});

test("delay: no answer leaves before it", async () => {
  const late: string[] = [];
  for (const [name, context] of Object.entries(contexts)) {
    const rule = { when: context.when, then: [{ delay: "40ms" }] };
    if (!isAccepted(rule)) continue;
    const began = performance.now();
    await happened(context, [rule]);
    if (performance.now() - began < 39) late.push(name);
  }
  expect(late).toEqual([]);
});
