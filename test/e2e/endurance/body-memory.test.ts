// Memory of a body that is cut into pieces of one octet: it costs what it is long, at every kind of path.

import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RawClient } from "../../support/raw-http.ts";
import { launch, privately, type Running } from "../../support/torpedo-process.ts";

const connections = 8;
const octets = 24 * 1024;
/** Two octets for each of a body, and a constant. A Buffer for each octet comes to 80 MB. */
const bound = 2 * connections * octets + 48 * 2 ** 20;

let run: Running;
let port = 0;
const whole = new Map<unknown, readonly string[]>();
beforeAll(async () => {
  run = launch(["start", "--json", "--clock", "manual", ...privately]);
  port = Number(new URL(JSON.parse((await run.line()) ?? "{}").http).port);
  for (const path of paths) whole.set(path, await answers(path, "whole"));
}, 60_000);
afterAll(() => run.kill());

/** Octets of memory that the process had at most during `work`, beyond those that it had before. */
async function growthOf(work: () => Promise<void>): Promise<number> {
  // 5 resets the kernel's record of the most memory, so that rows of earlier requests do not count here.
  writeFileSync(`/proc/${run.child.pid}/clear_refs`, "5");
  const before = peak();
  await work();
  return peak() - before;
}

function peak(): number {
  const status = readFileSync(`/proc/${run.child.pid}/status`, "utf8");
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}

const form = "application/x-www-form-urlencoded";
const parts = `multipart/form-data; boundary=b`;
const paths: readonly (readonly [path: string, type: string, body?: string])[] = [
  ["/Service.asmx", "text/xml; charset=utf-8"],
  ["/Service.asmx/MPG_Send_SMS", form],
  ["/wbsapi.asmx", "text/xml; charset=utf-8"],
  ["/sms/send", form],
  ["/api/unitario.php", form],
  ["/api/unitario.php", parts, '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'.repeat(octets / 52)],
  ["/api/envio.php", "application/json", "[".repeat(octets)],
  ["/torpedo/v1/sandboxes/default/inbound", "application/json"],
  ["/", "text/plain"],
  ["/nowhere", "text/plain"],
];

const cuts: Readonly<Record<string, (body: Buffer) => { head: string; bytes: Buffer }>> = {
  whole: (body) => ({ head: `Content-Length: ${body.length}`, bytes: body }),
  "in chunks of one octet": (body) => {
    const bytes = Buffer.alloc(6 * body.length + 5);
    for (const [index, octet] of body.entries()) {
      bytes.write("1\r\n", 6 * index);
      bytes.writeUInt8(octet, 6 * index + 3);
      bytes.write("\r\n", 6 * index + 4);
    }
    bytes.write("0\r\n\r\n", 6 * body.length);
    return { head: "Transfer-Encoding: chunked", bytes };
  },
};

async function answers([path, type, text]: (typeof paths)[number], cut: string): Promise<string[]> {
  const body = Buffer.from((text ?? "").padEnd(octets, "a=1&"));
  const { head, bytes } = cuts[cut]?.(body) ?? { head: "", bytes: body };
  const clients = await Promise.all(Array.from({ length: connections }, () => RawClient.open(port)));
  const request = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${type}\r\n${head}\r\n\r\n`;
  for (const client of clients) client.send(request).send(bytes);
  const all = await Promise.all(clients.map((client) => client.answer()));
  for (const client of clients) client.close();
  return all.map(({ status, body: answer }) => `${status} ${answer}`);
}

test("in chunks of one octet, at every kind of path", async () => {
  for (const path of paths) {
    const growth = await growthOf(async () => {
      expect(await answers(path, "in chunks of one octet")).toEqual(whole.get(path));
    });
    expect([path[0], growth]).toEqual([path[0], expect.toSatisfy((grown: number) => grown < bound)]);
  }
});

test("in segments of one octet, within a request line", async () => {
  const growth = await growthOf(async () => {
    const clients = await Promise.all(Array.from({ length: connections }, () => RawClient.open(port)));
    const line = `GET /nowhere?${"a".repeat(octets)}`;
    for (const client of clients) for (const octet of line) client.send(octet);
    for (const client of clients) client.send(" HTTP/1.1\r\nHost: x\r\n\r\n");
    for (const client of clients) expect((await client.answer()).status).toBe(404);
    for (const client of clients) client.close();
  });
  expect(growth).toBeLessThan(bound);
});
