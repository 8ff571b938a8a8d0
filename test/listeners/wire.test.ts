// The journal against a capture: what a recording proxy between client and emulator saw is what the journal shows, octet for
// octet, with credentials masked in both.

import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { LocalEmulator } from "../../src/client/sandbox.ts";
import { startEmulator } from "../../src/client/start-emulator.ts";
import type { Call, CallAddition } from "../../src/core/ports.ts";
import { providers } from "../../src/providers/index.ts";
import type { Provider } from "../../src/providers/provider.ts";
import { connectRaw, RawClient as SmppClient } from "../protocols/smpp/support/client.ts";
import { header, pdu } from "../protocols/smpp/support/octets.ts";
import { submitSmOctets } from "../providers/mensagem/smpp/support/pdus.ts";
import { bindOctets } from "../providers/mensagem/smpp/support/smsc.ts";
import { RawClient } from "../support/raw-http.ts";
import { type RecordingProxy, recordingProxy } from "../support/recording-proxy.ts";
import { emulate, later, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);
const secrets = ["DEMO-SOPHIA-TOKEN", "126b114c", "smpp9500"];

/** Octets with every credential masked, its length kept. */
function masked(octets: Buffer): string {
  return secrets.reduce(
    (text, secret) => text.replaceAll(secret, "*".repeat(secret.length)),
    octets.toString("latin1"),
  );
}

interface Result {
  readonly operation: string;
  readonly request: string;
  readonly response: string;
  readonly decided: string | null;
  readonly sent: unknown;
}

async function exchanges(emulator: LocalEmulator<string>): Promise<Result[]> {
  const octets = (raw: { readonly base64: string } | null | undefined): string =>
    raw === null || raw === undefined ? "" : Buffer.from(raw.base64, "base64").toString("latin1");
  const rows = await emulator.requests();
  return Promise.all(
    rows.map(async ({ seq, operation }) => {
      const { request, response, decided, sent } = await emulator.request(seq);
      const kept = decided === undefined ? null : octets(decided);
      return { operation, request: octets(request), response: octets(response), decided: kept, sent };
    }),
  );
}

async function start(
  of: "http" | "smpp",
  options: object = {},
  registry: readonly Provider[] = providers,
): Promise<[LocalEmulator<string>, RecordingProxy]> {
  const emulator = await startEmulator({ clock: "manual", logLevel: "silent", ...options }, registry);
  later(() => emulator.stop());
  const port = of === "http" ? new URL(emulator.urls.http).port : (emulator.urls.smpp.split(":").at(-1) ?? "");
  const proxy = await recordingProxy(Number(port));
  later(() => proxy.stop());
  return [emulator, proxy];
}

/** Milliseconds that a row takes at least, with the registry of `observed`. */
const slowMs = 3;

interface Observed {
  readonly registry: readonly Provider[];
  /** Milliseconds that were added to rows. */
  readonly measured: readonly (number | undefined)[];
  /** Additions of an answer that the row had. */
  readonly needless: readonly CallAddition[];
}

/** Returns providers over a slow journal, and what is added to its rows. */
function observed(): Observed {
  const measured: (number | undefined)[] = [];
  const needless: CallAddition[] = [];
  const planned = new Map<number, Call>();
  const [first, ...others] = providers;
  if (first === undefined) throw new Error("no provider");
  const open: Provider["open"] = (host, settings) => {
    const { journal } = host.store;
    const { add, amend } = journal;
    journal.add = (call) => {
      const end = performance.now() + slowMs + 1;
      while (performance.now() < end);
      const seq = add(call);
      planned.set(seq, call);
      return seq;
    };
    journal.amend = (seq, addition) => {
      const { answer, sent, ms } = addition;
      measured.push(ms);
      const row = planned.get(seq);
      if (row?.sent !== undefined && sent !== undefined && String(answer ?? row.answer) === String(row.answer)) {
        needless.push(addition);
      }
      amend(seq, addition);
    };
    return first.open(host, settings);
  };
  return { registry: [{ ...first, open }, ...others], measured, needless };
}

const unitario = (more = ""): string =>
  `GET /api/unitario.php?token=DEMO-SOPHIA-TOKEN&destino=11999990001&msg=Ol%E1${more} HTTP/1.1\r\nHost: sms.test\r\n\r\n`;
const soap =
  '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><MPG_Credits xmlns="http://www.mpgateway.com/"/></s:Body></s:Envelope>';
const requests = {
  unitario: unitario(),
  HEAD: unitario().replace("GET", "HEAD"),
  "HTTP/1.0": unitario().replace("HTTP/1.1", "HTTP/1.0"),
  "HTTP/1.0 that stays": unitario()
    .replace("HTTP/1.1", "HTTP/1.0")
    .replace("\r\n\r\n", "\r\nConnection: keep-alive\r\n\r\n"),
  "a last request": unitario().replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"),
  SOAP: `POST /Service.asmx HTTP/1.1\r\nHost: a\r\nContent-Type: text/xml\r\nContent-Length: ${soap.length}\r\n\r\n${soap}`,
  WSDL: "GET /Service.asmx?wsdl HTTP/1.1\r\nHost: www.mpgateway.com\r\n\r\n",
  "an unknown path": "GET /none HTTP/1.1\r\nHost: a\r\n\r\n",
} as const;

/** Sends a request through the proxy, and waits for what comes of it. */
async function query(proxy: RecordingProxy, octets: string): Promise<void> {
  const client = await RawClient.open(proxy.port);
  client.send(octets);
  client.socket.end();
  await new Promise((resolve) => client.socket.resume().once("close", resolve));
}

describe("HTTP", () => {
  it.each(Object.entries(requests))("%s", async (_name, octets) => {
    const [emulator, proxy] = await start("http");
    await query(proxy, octets);
    const [row] = await exchanges(emulator);
    expect(row?.response).toBe(masked(proxy.received()));
    expect(row?.request).toBe(masked(proxy.sent()));
    expect(row?.sent).toEqual({ octets: proxy.received().length, of: proxy.received().length });
    expect(row?.decided).toBeNull();
  });

  it("on a connection that stays open: rows have their answers at once, and their milliseconds later", async () => {
    const { registry, ...journal } = observed();
    const [emulator, proxy] = await start("http", {}, registry);
    const client = await RawClient.open(proxy.port);
    later(() => client.socket.destroy());
    const names = ["unitario", "SOAP", "WSDL", "an unknown path"] as const;
    for (const name of names) {
      client.send(requests[name]);
      await client.answer();
    }
    const rows = await exchanges(emulator);
    expect(rows.map(({ response }) => response).join("")).toBe(masked(proxy.received()));
    expect(rows.map(({ response, sent }) => [sent, response.includes("Connection: close")])).toEqual(
      rows.map(({ response: { length } }) => [{ octets: length, of: length }, false]),
    );
    // Node writes the Date, which a turn of the second changes.
    expect(journal.needless).toEqual([]);
    const listed = await emulator.requests();
    expect(listed.map(({ ms }) => ms)).toEqual(journal.measured);
    for (const { ms } of listed) expect(ms).toBeGreaterThanOrEqual(slowMs);
  });

  it("HEAD on a connection that stays open", async () => {
    const [emulator, proxy] = await start("http");
    const client = await RawClient.open(proxy.port);
    later(() => client.socket.destroy());
    client.send(requests.HEAD);
    await client.answer(true);
    const [row] = await exchanges(emulator);
    expect(row?.response).toBe(masked(proxy.received()));
    expect(row?.sent).toEqual({ octets: proxy.received().length, of: proxy.received().length });
  });

  const steps = {
    "lose-answer": { fault: "lose-answer" },
    hang: { fault: { hang: { for: "5ms" } } },
    reset: { fault: "reset" },
    close: { fault: "close" },
    "truncate after": { fault: { truncate: { after: 9 } } },
    "truncate after nothing": { fault: { truncate: { after: 0 } } },
    "truncate inside": { fault: { truncate: { inside: "mesageID" } } },
    drip: { fault: { drip: { bytes: 40, every: "1ms" } } },
    garbage: { fault: { garbage: { bytes: 33 } } },
    page: { response: { page: "nginx-502" } },
    status: { response: { status: 429, headers: { "Retry-After": "3" } } },
    "a body of its own": { response: { body: "Olá ${to}", charset: "iso-8859-1" } },
    bom: { response: { bom: true } },
    chunks: { response: { headers: { "Transfer-Encoding": "chunked" } } },
    "a wrong length": { response: { headers: { "Content-Length": "7" } } },
    "no header": { response: { headers: { "Content-Type": null } } },
    "a silent close": { response: { close: true } },
    204: { response: { status: 204 } },
    delay: { delay: "3ms" },
    refusal: { answer: "006" },
  } as const;

  it.each(Object.entries(steps))("with the step %s", async (name, step) => {
    const [emulator, proxy] = await start("http");
    const when = { operation: "unitario" };
    await emulator.scenario.put({ scenario: "wire", rules: [{ rule: "bent", when, then: [step] }] });
    await query(proxy, requests.unitario);
    const [row] = await exchanges(emulator);
    expect(row?.response).toBe(masked(proxy.received()));
    expect(row?.request).toBe(masked(proxy.sent()));
    expect(row?.sent).toMatchObject({ octets: proxy.received().length });
    const isBent = "fault" in step && name !== "drip";
    if (isBent) expect(row?.decided).toContain('"mesageID"');
    else expect(row?.decided).toBeNull();
  });

  it("says how much of an answer left, in HAR too", async () => {
    const [emulator, proxy] = await start("http");
    const rules = [{ rule: "cut", when: { operation: "unitario" }, then: [{ fault: { truncate: { after: 9 } } }] }];
    await emulator.scenario.put({ scenario: "wire", rules });
    await query(proxy, requests.unitario);
    const parts: Uint8Array[] = [];
    for await (const part of (await emulator.export("har")).parts) parts.push(part);
    const [entry] = JSON.parse(Buffer.concat(parts).toString()).log.entries;
    const octets = proxy.received().length;
    expect(entry.comment).toMatch(new RegExp(`Sent ${octets} of \\d+ bytes, then FIN$`));
    expect(entry.response.content.size).toBe(9);
    expect(entry.time).toBeGreaterThanOrEqual(0);
    const [row] = await emulator.requests();
    expect(row?.ms).toBeGreaterThanOrEqual(0);
    expect(row?.rules?.english).toContain("cut");
  });

  it("keeps the beginning of long octets, with their length and hash", async () => {
    const [emulator, proxy] = await start("http");
    const body = "x".repeat(300_000);
    const head = "POST /api/unitario.php HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    await query(proxy, `${head}Content-Length: ${body.length}\r\n\r\n${body}`);
    const [row] = await emulator.requests();
    const { createHash } = await import("node:crypto");
    expect(row?.longRequest).toEqual({ octets: 300_000, sha256: createHash("sha256").update(body).digest("hex") });
  });

  it("has no duration and no date in the canonical export", async () => {
    const lines: string[] = [];
    for (const _ of [1, 2]) {
      const [emulator, proxy] = await start("http");
      await query(proxy, requests.unitario);
      const parts: Uint8Array[] = [];
      for await (const part of (await emulator.export("jsonl")).parts) parts.push(part);
      lines.push(Buffer.concat(parts).toString());
    }
    expect(lines[1]).toBe(lines[0]);
    expect(lines[0]).toContain("Date: -");
  });
});

describe("SMPP", () => {
  const bindAs = (version: string): Buffer =>
    pdu(`00000009 00000000 00000001 '126b114c' 00 'smpp9500' 00 'SMPP' 00 ${version} 01 01 00`);
  const settings = { enquireLinkMs: 0, inactivityMs: 0, refusedBindMs: 1 };

  async function open(proxy: RecordingProxy): Promise<SmppClient> {
    const client = await connectRaw(proxy.port);
    later(() => client.destroy());
    return client;
  }

  /** Both directions of the journal, in its order. */
  async function sides(
    emulator: LocalEmulator<string>,
    own: readonly string[] = ["deliver_sm"],
  ): Promise<{ client: string; emulator: string; rows: Result[] }> {
    const rows = await exchanges(emulator);
    const ours = (row: Result): boolean => own.includes(row.operation);
    return {
      client: rows.map((row) => (ours(row) ? row.response : row.request)).join(""),
      emulator: rows.map((row) => (ours(row) ? row.request : row.response)).join(""),
      rows,
    };
  }

  async function matches(emulator: LocalEmulator<string>, proxy: RecordingProxy): Promise<readonly Result[]> {
    const { rows, ...journal } = await sides(emulator);
    expect(journal.emulator).toBe(masked(proxy.received()));
    expect(journal.client).toBe(masked(proxy.sent()));
    return rows;
  }

  it.each([
    ["accepted", [bindAs("34")], "ESME_ROK"],
    ["accepted below 0x34", [bindAs("33")], "ESME_ROK"],
    ["with a wrong password", [bindOctets(9, "'wrong' 00")], "ESME_RINVPASWD"],
    ["of nobody", [bindOctets(9, "'smpp9500' 00", "'nobody' 00")], "ESME_RINVSYSID"],
    ["of a session that is bound", [bindAs("34"), bindAs("34")], "ESME_RALYBND"],
  ])("a bind %s", async (_what, sent, code) => {
    const [emulator, proxy] = await start("smpp", { smpp: settings });
    const client = await open(proxy);
    for (const octets of sent) {
      client.send(octets);
      await client.readPdu();
    }
    const all = (text: string): string => text.replaceAll("wrong", "*****").replaceAll("nobody", "******");
    const { rows, ...journal } = await sides(emulator);
    expect(journal.emulator).toBe(masked(proxy.received()));
    expect(journal.client).toBe(all(masked(proxy.sent())));
    expect(rows.at(-1)?.sent).toBeDefined();
    expect((await emulator.requests()).at(-1)?.code).toBe(code);
  });

  it("a bind over maxSessions: refused as it was sent", async () => {
    const [emulator, proxy] = await start("smpp", { smpp: { ...settings, sessionsPerAccount: 1 } });
    for (const _ of [1, 2]) {
      const client = await open(proxy);
      client.send(bindAs("34"));
      await client.readPdu();
    }
    await matches(emulator, proxy);
    const [first, second] = await emulator.requests();
    expect([first?.code, second?.code]).toEqual(["ESME_ROK", "ESME_RBINDFAIL"]);
    expect(second?.decidedBy).toBe("default: refused by the session");
  });

  it("submissions, queries, receipts, enquire_link and unbind", async () => {
    const [emulator, proxy] = await start("smpp", { smpp: settings });
    const client = await open(proxy);
    const requests = [
      bindAs("34"),
      submitSmOctets(),
      pdu(`00000003 00000000 00000008 'x' 00 01 01 '28149' 00`),
      header(0x15, 0, 9),
    ];
    for (const octets of requests) {
      client.send(octets);
      await client.readPdu();
    }
    const moved = emulator.clock.advance(60_000);
    client.send(header(0x80000005, 0, (await client.readPdu()).readUInt32BE(12)));
    await moved;
    client.send(header(6, 0, 10));
    await client.readPdu();
    const rows = await matches(emulator, proxy);
    expect(rows.map(({ operation }) => operation)).toContain("deliver_sm");
  });

  it("an answer that leaves as planned: its row has it at once, and its milliseconds later", async () => {
    const { registry, ...journal } = observed();
    const [emulator, proxy] = await start("smpp", { smpp: settings }, registry);
    const client = await open(proxy);
    for (const octets of [bindAs("34"), submitSmOctets({ registered: "00" })]) {
      client.send(octets);
      await client.readPdu();
    }
    await matches(emulator, proxy);
    expect(journal.needless).toEqual([]);
    const listed = await emulator.requests();
    expect(listed.map(({ ms }) => ms)).toEqual(journal.measured);
    for (const { ms } of listed) expect(ms).toBeGreaterThanOrEqual(slowMs);
  });

  const faults = [
    "lose-answer",
    { hang: { for: "5ms" } },
    "silence",
    "reset",
    "close",
    { truncate: { after: 17 } },
    { truncate: { inside: "message_id" } },
    { drip: { bytes: 9, every: "1ms" } },
    { garbage: { bytes: 21 } },
    "twice",
    "wrong-sequence",
    "bad-length",
    "unknown-command",
  ] as const;

  it.each(faults)("submit_sm with the fault %j", async (fault) => {
    const [emulator, proxy] = await start("smpp", { smpp: settings });
    const rules = [{ rule: "bent", when: { operation: "submit_sm" }, then: [{ fault }] }];
    await emulator.scenario.put({ scenario: "wire", rules });
    const client = await open(proxy);
    client.send(bindAs("34"));
    await client.readPdu();
    client.send(submitSmOctets({ registered: "00" }));
    client.socket.end();
    await client.readToEnd();
    const rows = await matches(emulator, proxy);
    const bent = JSON.stringify(fault);
    expect(rows[1]?.decided === null).toBe(bent.includes("drip"));
  });

  const bends = [
    ["a bind_resp", "bind_transceiver", { pdu: { tlvs: { sc_interface_version: null } } }],
    ["a bind_resp", "bind_transceiver", { fault: "twice" }],
    ["a submit_sm_resp", "submit_sm", { pdu: { status: "0x58" } }],
    ["a submit_sm_resp", "submit_sm", { answer: "97" }],
  ] as const;
  it.each(bends)("%s under %s: %j", async (_what, operation, step) => {
    const [emulator, proxy] = await start("smpp", { smpp: settings });
    await emulator.scenario.put({ scenario: "wire", rules: [{ rule: "bent", when: { operation }, then: [step] }] });
    const client = await open(proxy);
    const requests = [bindAs("34"), submitSmOctets({ registered: "00", sequence: 2 }), header(0x15, 0, 3)];
    for (const request of requests) {
      client.send(request);
      const sequence = request.readUInt32BE(12);
      while ((await client.readPdu()).readUInt32BE(12) !== sequence);
    }
    // Behind the enquire_link nothing is under way.
    await matches(emulator, proxy);
  });

  /** PDUs of ours, each caused once. */
  const own = ["deliver_sm", "alert_notification"] as const;
  const ownFaults = [
    { drip: { bytes: 9, every: "1ms" } },
    { garbage: { bytes: 21 } },
    { truncate: { after: 16 } },
    "twice",
    "wrong-sequence",
    "bad-length",
    "unknown-command",
    "reset",
    "close",
  ] as const;
  const data = pdu(
    "00000103 00000000 00000002 00 01 01 '28149' 00 01 01 '5511999990001' 00 00 00 00 0424 0002 'Oi' 0421 0001 01",
  );

  it.each(own.flatMap((operation) => ownFaults.map((fault) => [operation, fault] as const)))(
    "%s with the fault %j: the journal has what left, and names the rule",
    async (operation, fault) => {
      const [emulator, proxy] = await start("smpp", { smpp: settings });
      const rules = [
        { rule: "bent", when: { operation }, then: [{ fault }] },
        { rule: "away", when: { operation: "data_sm" }, then: [{ life: [{ undelivered: "1s" }] }] },
      ];
      await emulator.scenario.put({ scenario: "wire", rules });
      const client = await open(proxy);
      client.send(bindAs("34"));
      await client.readPdu();
      const phone = { from: "11999990001", text: "Oi", provider: "mensagem" } as const;
      if (operation === "deliver_sm") await emulator.sendInbound(phone);
      else {
        client.send(data);
        await client.readPdu();
        await emulator.clock.advance(2_000);
        await emulator.reachable(phone.from);
      }
      client.socket.end();
      await client.readToEnd();
      // A deliver_sm that nothing answers is recorded when its session is over.
      await expect.poll(async () => (await sides(emulator, own)).emulator).toBe(masked(proxy.received()));
      const row = (await emulator.requests()).findLast((request) => request.operation === operation);
      expect(row?.decidedBy).toContain('"bent"');
      expect(row?.sent?.octets === 0).toBe(fault === "reset" || fault === "close");
    },
  );

  it.each([...ownFaults])("outbind with the fault %j", async (fault) => {
    const esme = createServer({ allowHalfOpen: true }).listen(0, "127.0.0.1");
    await once(esme, "listening");
    later(() => esme.close());
    const address = esme.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const accounts = { "mensagem/main": { details: { smpp: { esme: `127.0.0.1:${port}` } } } };
    const emulator = await emulate(accounts, { smpp: settings });
    await emulator.scenario.put({
      scenario: "wire",
      rules: [{ rule: "bent", when: { operation: "outbind" }, then: [{ fault }] }],
    });
    const connected = once(esme, "connection");
    await emulator.sendInbound({ from: "11999990001", text: "Oi", provider: "mensagem" });
    const client = new SmppClient((await connected)[0]);
    later(() => client.destroy());
    client.socket.end();
    const octets = await client.readToEnd();
    const rows = (await emulator.requests()).filter((request) => request.operation === "outbind");
    const kept = await Promise.all(rows.map(async ({ seq }) => (await emulator.request(seq)).request));
    const visible = kept.map((raw) => Buffer.from(raw?.base64 ?? "", "base64").toString("latin1")).join("");
    const alike = (text: string): string => text.replaceAll("SMSC", "****");
    expect(alike(visible)).toBe(alike(masked(octets)));
    if (rows.length > 0) expect(rows[0]?.decidedBy).toContain('"bent"');
  });
});
