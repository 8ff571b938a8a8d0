// A data file of an earlier version is carried forward with all that is in it.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, describe, expect, it } from "vitest";
import { connectEmulator } from "../../src/client/connect.ts";
import { startEmulator } from "../../src/client/start-emulator.ts";
import { schema001 } from "../../src/storage/schema-001.ts";
import { schema002 } from "../../src/storage/schema-002.ts";
import { schema003 } from "../../src/storage/schema-003.ts";
import { schema004 } from "../../src/storage/schema-004.ts";
import { schema005 } from "../../src/storage/schema-005.ts";
import { storeOn } from "../support/store.ts";

const folder = mkdtempSync(join(tmpdir(), "torpedo-migration-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A message in its second status, with a report tried twice and one that is being tried. */
function firstVersion(file: string): void {
  const db = new Database(file);
  db.exec(schema001);
  db.pragma(`application_id = ${0x54525044}`);
  db.pragma("user_version = 1");
  db.exec(`
    insert into sandboxes values (0, 'default');
    insert into messages values (1, 'sophia', '5b678259ef213', '5b678259ef213', 'sophia/main', null, 'get', '5511999990001',
      'delivered', 'Oi', '{"operation":"unitario","toWritten":"11999990001","from":"","kind":"sms","encoding":"gsm","parts":1,"acceptedAt":1000,"call":1}');
    insert into steps values (1, 0, 2000, 'sent', null, 'life'), (1, 1, 4000, 'delivered', 'wd', 'control');
    insert into callbacks values
      (1, 'sophia/main', 'sophia', 'report', 1, 'sent', 'http', 2000, 'delivered', 2, '{}'),
      (2, 'sophia/main', 'sophia', 'report', 1, 'delivered', 'http', 4000, 'waiting', 0, '{}'),
      (3, 'sophia/main', 'sophia', 'report', 1, 'delivered', 'http', 4000, 'waiting', 0, '{}');
    insert into attempts values
      (1, 1, 2000, 'http://x/', 'GET http://x/', 500, 'no', 1.5, 'answered 500'),
      (1, 2, 7000, 'http://x/', 'GET http://x/', 200, 'yes', 2.5, ''),
      (2, 1, 4000, 'http://x/', 'GET http://x/', null, '', 0, '');`);
  db.close();
}

describe("a data file of version 1", () => {
  it("keeps stories, entries and every attempt", () => {
    const file = join(folder, "one.db");
    firstVersion(file);
    const store = storeOn(file);
    expect(store.ledger.get(1)).toMatchObject({ text: "Oi", status: "delivered" });
    expect(store.statusSteps.list(1)).toEqual([
      { message: 1, at: 2000, status: "sent", by: "life" },
      { message: 1, at: 4000, status: "delivered", by: "control", word: "wd" },
    ]);
    const seen = (seq: number): unknown => store.outbox.attempts(seq).map(({ number, status }) => [number, status]);
    expect([seen(1), seen(2), seen(3)]).toEqual([
      [
        [1, 500],
        [2, 200],
      ],
      [[1, null]],
      [],
    ]);
    store.outbox.closeAttempts("cut off");
    expect(store.outbox.get(2)?.attemptCount).toBe(1);
    expect(store.outbox.attempts(2)[0]?.error).toBe("cut off");
    expect(store.outbox.get(3)?.attemptCount).toBe(0);
    expect(store.outbox.firstPending({ about: "report", ref: 1 })).toBe(2);
    store.close();
    // The second time there is nothing to carry.
    const again = storeOn(file);
    expect(again.outbox.attempts(1).length).toBe(2);
    again.close();
  });
});

/** A request, an inbound message, a waiting callback and the settings of a sandbox, in the words of version 3. */
function thirdVersion(file: string): void {
  const db = new Database(file);
  db.exec(schema001 + schema002 + schema003);
  db.pragma(`application_id = ${0x54525044}`);
  db.pragma("user_version = 3");
  db.exec(`
    insert into sandboxes values (0, 'default');
    insert into calls values
      (1, 1000, 'https', 'sophia', 'unitario', 'get', 'sophia/main', '127.0.0.1', '200', 'nature', 'GET /', 'answer', null),
      (2, 1001, 'http', 'sophia', 'unitario', 'get', null, '127.0.0.1', '900', 'nature: no-credit', 'GET /', null, null),
      (3, 1002, 'http', 'sophia', 'unitario', 'get', null, '127.0.0.1', '900', 'a rule about nature: none', 'GET /', null, null);
    insert into call_marks values (2, 40);
    insert into inbounds values (1, 'i1', 'sophia', 'sophia/main', '5511999990001', '', 'SIM', 1000, null, 0);
    insert into callbacks values
      (1, 'sophia/main', 'sophia', 'inbound', 1, null, 'http', 4000, 'waiting', 3, '{}', 3,
       '[3,4000,"http://x/","GET http://x/",500,"no",1.5,"answered 500"]');
    insert into memory values (0, 'sandbox:settings',
      '{"seed":"7","clock":{"mode":"real"},"rehearsal":false,"limits":{"calls":7,"callBytes":1000}}');`);
  db.close();
}

describe("a data file of version 3", () => {
  it("keeps requests, inbound messages, callbacks and settings under their new words", () => {
    const file = join(folder, "three.db");
    thirdVersion(file);
    const store = storeOn(file);
    const requests = store.journal.list("default", {});
    expect(requests.map(({ listener, decidedBy }) => [listener, decidedBy])).toEqual([
      ["https", "default"],
      ["http", "default: no-credit"],
      ["http", "a rule about nature: none"],
    ]);
    expect(store.ledger.inboundMessages("default", {}).map(({ text }) => text)).toEqual(["SIM"]);
    expect(store.outbox.get(1)).toMatchObject({ attemptCount: 3, state: "waiting" });
    expect(JSON.parse(store.keyValue.get("default", "sandbox:settings") ?? "")).toEqual({
      seed: "7",
      clock: { mode: "real" },
      testNumbers: false,
      limits: { requests: 7, requestBytes: 1000 },
    });
    store.close();
  });
});

/** Rows of a version 5 emulator: findings without a code, sentences in English alone; one row is damaged. */
function fifthVersion(file: string): void {
  const db = new Database(file);
  db.exec(schema001 + schema002 + schema003 + schema004 + schema005);
  db.pragma(`application_id = ${0x54525044}`);
  db.pragma("user_version = 5");
  const request = db.prepare(
    `insert into requests (seq, at, listener, provider, operation, channel, account, remote, code, decided_by, request, answer, data)
      values (?, 1000, 'http', 'sophia', 'unitario', 'get', 'sophia/main', '127.0.0.1', '200', 'default', 'GET /', 'answer', ?)`,
  );
  const message = db.prepare(
    "insert into messages values (?, 'sophia', ?, ?, 'sophia/main', null, 'get', ?, 'delivered', 'Oi', ?, null)",
  );
  db.exec(`
    insert into sandboxes values (0, 'default');
    insert into key_value values (0, 'sandbox:settings', '{"seed":"7","clock":{"mode":"real"},"testNumbers":false}');`);
  const rows = [
    `{"rules":"Rule 1 \\"slow\\" (use 1): wait 1ms","sent":{"octets":240,"of":240},"ms":31,"messages":[1],"findings":[{"text":"msg is not UTF-8 and was read as Latin-1","source":"RFC 3986 2.5"}]}`,
    `{"nearMiss":"nearest was rule 1 \\"slow\\"","sent":{"octets":240,"of":240},"ms":20}`,
    `{"sent":{"octets":240,"of":240},"ms":20}`,
    null,
    `{"rules":"Rule`,
  ];
  for (const [at, data] of rows.entries()) request.run(at + 1, data);
  const data = `"operation":"unitario","toWritten":"11999990001","from":"","kind":"sms","encoding":"gsm","parts":1,"acceptedAt":1000,"call":1`;
  message.run(1, "69a57bc000000", null, "5511999990001", `{${data},"rules":"Rule 2: report delivered twice"}`);
  message.run(2, "69a57bc000001", null, "5511999990001", `{${data}}`);
  db.close();
}

it("of version 5 names the message of a delivery pending flag by its id, and leaves other values", () => {
  const file = join(folder, "flag.db");
  fifthVersion(file);
  const db = new Database(file);
  db.exec(`insert into key_value values
    (0, 'phone:mensagem/main 5511999990001;', '2'), (0, 'phone:mensagem/main 5511999990009;', '77'),
    (0, 'phone:smpp-source mensagem/main 28149;', '1 1')`);
  db.close();
  const store = storeOn(file);
  expect(store.keyValue.all("default", "phone:").map(([, value]) => value)).toEqual(["69a57bc000001", "77", "1 1"]);
  store.close();
});

describe("a data file of version 5", () => {
  it("gives remote clients findings and sentences in the present form", async () => {
    const file = join(folder, "five.db");
    fifthVersion(file);
    await using emulator = await startEmulator({
      httpPort: 0,
      mensagemPort: 0,
      smppPort: 0,
      data: file,
      logLevel: "error",
    });
    const remote = await connectEmulator({ url: emulator.urls.http });
    const finding = "msg is not UTF-8 and was read as Latin-1";
    expect(await remote.request(1)).toMatchObject({
      rules: { english: 'Rule 1 "slow" (use 1): wait 1ms', portuguese: 'Rule 1 "slow" (use 1): wait 1ms' },
      findings: [{ code: "", params: {}, text: finding, portuguese: finding, source: "RFC 3986 2.5" }],
      messages: [1],
      ms: 31,
    });
    expect(await remote.request(2)).toMatchObject({ nearMiss: { english: 'nearest was rule 1 "slow"' }, findings: [] });
    const requests = await remote.requests();
    expect(requests.map(({ findings }) => findings.length)).toEqual([1, 0, 0, 0, 1]);
    expect(requests[4]?.findings[0]?.code).toBe("damaged");
    const rules = { english: "Rule 2: report delivered twice", portuguese: "Rule 2: report delivered twice" };
    expect((await remote.message(1))?.message.rules).toEqual(rules);
    expect((await remote.messages()).map((message) => message.rules)).toEqual([rules, undefined]);
  });

  it("leaves rows of the present form as they are", () => {
    const file = join(folder, "between.db");
    fifthVersion(file);
    const findings = [{ code: "latin1", params: { field: "msg" }, text: "en", portuguese: "pt", source: "x" }];
    const db = new Database(file);
    db.prepare("update requests set data = ? where seq = 1").run(
      JSON.stringify({ findings, rules: { en: "a", pt: "b" } }),
    );
    db.close();
    const store = storeOn(file);
    expect(store.journal.get(1)).toMatchObject({ findings, rules: { en: "a", pt: "b" } });
    store.close();
  });
});
