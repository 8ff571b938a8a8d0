// Every refusal of the control API has one shape, and reading changes nothing.

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createCounters } from "../../src/api/metrics.ts";
import type { Emulator } from "../../src/client/sandbox.ts";
import { createEvents } from "../../src/core/events.ts";
import { callApi, exported } from "../support/control.ts";
import { roundTrip } from "../support/raw-http.ts";
import { emulate, scratch, sendMensagem, sendSophia, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

const box = "/sandboxes/default";
const json = { "Content-Type": "application/json" };

interface Case {
  readonly status: number;
  readonly at: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}
const cases: Readonly<Record<string, Case>> = {
  "an unknown resource": { status: 404, at: "GET /nothing" },
  "the base itself": { status: 404, at: "GET " },
  "a sandbox that is not there": { status: 404, at: "GET /sandboxes/none" },
  "a message that is not there": { status: 404, at: `GET ${box}/messages/77` },
  "an account that is not there": { status: 404, at: `GET ${box}/accounts/sophia/none` },
  "another method": { status: 405, at: "PUT /sandboxes" },
  "a change by GET": { status: 405, at: `GET ${box}/reset` },
  "a change of health": { status: 405, at: "POST /health/live" },
  "no JSON": { status: 400, at: "POST /sandboxes", body: "{", headers: json },
  "bytes that are no UTF-8": { status: 400, at: "GET /sandboxes/%ff" },
  "another media type": {
    status: 415,
    at: "POST /sandboxes",
    body: "name=x",
    headers: { "Content-Type": "text/plain" },
  },
  "no media type": { status: 415, at: "POST /sandboxes", body: '{"name":"x"}' },
  "a body without what it needs": { status: 400, at: "POST /sandboxes", headers: json },
  "a body with more": { status: 400, at: "POST /sandboxes", body: '{"name":"x","nam":1}', headers: json },
  "a value of another type": {
    status: 400,
    at: `POST ${box}/wait`,
    body: '{"what":"messages","count":"1"}',
    headers: json,
  },
  "a list of another name": { status: 400, at: `POST ${box}/wait`, body: '{"what":"mesages"}', headers: json },
  "a number out of bounds": { status: 400, at: `GET ${box}/messages?limit=1001` },
  "an unknown query": { status: 400, at: `GET ${box}/messages?texto=x` },
  "a query given twice": { status: 400, at: `GET ${box}/messages?text=x&text=y` },
  "a query where none is": { status: 400, at: "GET /about?x=1" },
  "a time without end": {
    status: 400,
    at: `POST ${box}/wait`,
    body: '{"what":"messages","timeout":"11m"}',
    headers: json,
  },
  "a name that is taken": { status: 409, at: "POST /sandboxes", body: '{"name":"default"}', headers: json },
  "a clock that goes by itself": {
    status: 409,
    at: "POST /sandboxes/real/clock/advance",
    body: '{"by":1}',
    headers: json,
  },
  "a body without end": { status: 413, at: "POST /sandboxes", body: " ".repeat(5 * 1024 * 1024), headers: json },
};

async function send(emulator: Emulator, item: Case) {
  const [method = "", path = ""] = item.at.split(" ");
  const port = Number(new URL(emulator.urls.http).port);
  const body = item.body ?? "";
  const all = { Host: `127.0.0.1:${port}`, "Content-Length": String(Buffer.byteLength(body)), ...item.headers };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return roundTrip(port, `${method} /torpedo/v1${path} HTTP/1.1\r\n${head.join("")}\r\n${body}`);
}

describe("a refusal", () => {
  it("says what, where and what to do, whatever is wrong", async () => {
    const emulator = await emulate();
    await emulator.sandbox("real", { clock: "real" });
    for (const [name, item] of Object.entries(cases)) {
      const answer = await send(emulator, item);
      const headers = new Map(answer.headers.map(([header, value]) => [header.toLowerCase(), value]));
      expect([name, answer.status]).toEqual([name, item.status]);
      expect(headers.get("content-type"), name).toContain("application/json");
      const problem: Record<string, unknown> = JSON.parse(answer.body.toString());
      expect(problem["status"], name).toBe(item.status);
      for (const key of ["title", "where", "remedy"]) expect(problem[key], `${name}: ${key}`).toMatch(/\S/);
      expect(headers.has("allow"), name).toBe(item.status === 405);
    }
    // They were nobody's calls.
    expect(await emulator.requests()).toEqual([]);
    expect((await callApi(emulator, "GET /sandboxes")).body).toHaveLength(2);
  });

  it("HEAD is answered as GET is, without the body; a stream does not begin", async () => {
    const emulator = await emulate();
    for (const path of ["/health/live", "/health/ready", "/about", "/certificate", `${box}/export`, "/events"]) {
      const answer = await fetch(`${emulator.urls.http}/torpedo/v1${path}`, { method: "HEAD" });
      expect([path, answer.status, await answer.text()]).toEqual([path, 200, ""]);
    }
    const other = await fetch(`${emulator.urls.http}/torpedo/v1${box}/messages/1/report`, { method: "HEAD" });
    expect([other.status, other.headers.get("allow")]).toEqual([405, "POST"]);
  });
});

it("a certificate that cannot be kept is refused, to GET and to HEAD", async () => {
  const data = join(scratch(), "torpedo.db");
  mkdirSync(`${data}.authority.pem`);
  const emulator = await emulate({}, { data });
  for (const method of ["HEAD", "GET"])
    expect((await fetch(`${emulator.urls.http}/torpedo/v1/certificate`, { method })).status).toBe(500);
  rmSync(`${data}.authority.pem`, { recursive: true });
  expect((await callApi(emulator, "GET /health/ready")).status).toBe(200);
  const answer = await fetch(`${emulator.urls.http}/torpedo/v1/certificate`);
  expect(await answer.text()).toContain("BEGIN CERTIFICATE");
});

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

/** All that could change, as one text. */
async function state(emulator: Emulator): Promise<string> {
  const sandboxes = await emulator.control.sandboxes.list();
  const journals = await Promise.all(sandboxes.map(({ name }) => exported(emulator.existing(name), "jsonl")));
  return JSON.stringify([sandboxes, journals, await emulator.scenario.read()]);
}

describe("reading", () => {
  it("changes nothing: each GET twice, and GET where something would change", async () => {
    const accounts = { "sophia/main": { callbacks: { dlr: "http://127.0.0.1:9/dlr" } } };
    const emulator = await emulate(accounts, { tlsSelfSigned: "on", httpsPort: 0 });
    await emulator.scenario.put({
      scenario: "x",
      rules: [{ rule: "y", when: { to: "5521*" }, then: [{ answer: "no-credit" }] }],
    });
    await sendSophia(emulator);
    await sendMensagem(emulator);
    await emulator.sendInbound({ from: "11999990001", text: "SIM", provider: "mensagem" });
    const before = await state(emulator);
    const { paths } = (await callApi<Document>(emulator, "GET /openapi.json")).body;
    for (const [path, methods] of Object.entries(paths)) {
      const address = path
        .replace("{sandbox}", "default")
        .replace("{provider}", "sophia")
        .replace("{account}", "main")
        .replace(/\{\w+\}/, "1");
      for (let time = 0; time < 2; time++) {
        const cut = new AbortController();
        const answer = await fetch(`${emulator.urls.http}/torpedo/v1${address}`, { signal: cut.signal });
        expect([path, answer.status]).toEqual([path, "get" in methods ? 200 : 405]);
        if (path === "/events") cut.abort();
        else await answer.arrayBuffer();
      }
    }
    expect(await state(emulator)).toBe(before);
  });

  it("lists go page by page, from either end, and never give more than a thousand", async () => {
    const emulator = await emulate();
    for (let n = 0; n < 120; n++) await sendMensagem(emulator, { m: `number ${n}` });
    const seqs = async (query: string): Promise<number[]> =>
      (await callApi<{ seq: number }[]>(emulator, `GET ${box}/messages?${query}`)).body.map(({ seq }) => seq);
    const whole = Array.from({ length: 120 }, (_, index) => index + 1);
    expect(await seqs("")).toEqual(whole.slice(0, 100));
    expect(await seqs("after=100")).toEqual(whole.slice(100));
    expect(await seqs("newestFirst=true&limit=3")).toEqual([120, 119, 118]);
    expect(await seqs("newestFirst=true&limit=2&before=118")).toEqual([117, 116]);
    expect(await seqs("textContains=number+11&limit=1000")).toEqual([12, ...whole.slice(110)]);
    expect(await seqs("after=4000000000")).toEqual([]);
  });
});

describe("metrics", () => {
  it("are what Prometheus' text format allows, and grow with what happens", async () => {
    const emulator = await emulate();
    const read = async (): Promise<Map<string, number>> => {
      const answer = await fetch(`${emulator.urls.http}/torpedo/v1/metrics`);
      expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
      const text = await answer.text();
      expect(text.endsWith("\n")).toBe(true);
      const samples = new Map<string, number>();
      let family = "";
      for (const line of text.trimEnd().split("\n")) {
        const comment = /^# (HELP|TYPE) ([a-z_]+) \S/.exec(line);
        if (comment !== null) {
          family = comment[2] ?? "";
          continue;
        }
        const sample = /^([a-z_]+)((?:\{(?:[a-z_]+="(?:[^"\\\n]|\\.)*",?)+\})?) (\d+)$/.exec(line);
        expect(sample, line).not.toBeNull();
        expect(sample?.[1], line).toBe(family);
        const key = `${sample?.[1]}${sample?.[2]}`;
        expect(samples.has(key), line).toBe(false);
        samples.set(key, Number(sample?.[3]));
      }
      return samples;
    };
    await read();
    await sendSophia(emulator);
    await emulator.clock.advance("1h");
    const first = await read();
    expect(first.get('torpedo_messages_total{provider="sophia"}')).toBe(1);
    expect(first.get('torpedo_statuses_total{status="delivered"}')).toBe(1);
    expect(first.get('torpedo_requests_total{provider="sophia",code="200"}')).toBe(1);
    expect(first.get("torpedo_sandboxes")).toBe(1);
    await sendSophia(emulator);
    await emulator.sandbox("two", {});
    const second = await read();
    for (const [name, value] of first) expect(second.get(name), name).toBeGreaterThanOrEqual(value);
    expect(second.get("torpedo_sandboxes")).toBe(2);
  });

  it("have a bounded number of codes, and none that would break a line", () => {
    const events = createEvents();
    const counters = createCounters(events);
    const codes = [...Array.from({ length: 1_000 }, (_, n) => String(n)), 'a"}\nb 1', "7", "7"];
    for (const [seq, code] of codes.entries())
      events.emit({ kind: "call", sandbox: "default", seq, provider: "sophia", code });
    const requests = counters.get("torpedo_requests_total") ?? new Map();
    expect(requests.size).toBe(501);
    expect(requests.get('provider="sophia",code="7"')).toBe(3);
    expect(requests.get('provider="sophia",code="other"')).toBe(501);
  });
});
