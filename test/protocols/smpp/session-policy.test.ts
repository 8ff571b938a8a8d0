// Settings of what a session does where other message centres differ.

import { expect, it } from "vitest";
import type { RawClient } from "./support/client.ts";
import { openListener, type TestChannel } from "./support/listener.ts";
import { bindTransceiver, header } from "./support/octets.ts";

async function bound(listener: TestChannel): Promise<RawClient> {
  const client = await listener.connect();
  client.send(bindTransceiver);
  await client.readPdu();
  return client;
}

it.each([
  ["wait", "stays"],
  ["close", "FIN"],
  ["unbind", "unbind"],
] as const)("onMissingEnquireLink: %s, also where the response has another number", async (policy, expected) => {
  for (const numbered of [false, true]) {
    await using listener = await openListener({ settings: { onMissingEnquireLink: policy } });
    const client = await bound(listener);
    listener.clock.advance(60_000);
    const enquiry = await client.readPdu();
    expect(enquiry.readUInt32BE(4)).toBe(0x15);
    if (numbered) {
      client.send(header(0x80000015, 0, 0x7777), header(0x15, 0, 9));
      expect((await client.readPdu()).readUInt32BE(12)).toBe(9);
    }
    listener.clock.advance(30_000);
    if (expected === "FIN") expect(await client.readToEnd()).toHaveLength(0);
    else if (expected === "unbind") expect((await client.readPdu()).readUInt32BE(4)).toBe(6);
    else {
      client.send(header(0x15, 0, 10));
      const next = await client.readPdu();
      expect([0x15, 0x80000015]).toContain(next.readUInt32BE(4));
    }
  }
});

it("an enquire_link that is answered ends nothing", async () => {
  await using listener = await openListener({ settings: { onMissingEnquireLink: "close" } });
  const client = await bound(listener);
  listener.clock.advance(60_000);
  const enquiry = await client.readPdu();
  client.send(header(0x80000015, 0, enquiry.readUInt32BE(12)), header(0x15, 0, 9));
  expect((await client.readPdu()).readUInt32BE(12)).toBe(9);
  listener.clock.advance(30_000);
  client.send(header(0x15, 0, 10));
  expect((await client.readPdu()).readUInt32BE(12)).toBe(10);
});

it.each(["ignore", "nack", "close"] as const)("onMalformedResponse: %s", async (policy) => {
  await using listener = await openListener({ settings: { onMalformedResponse: policy } });
  const client = await bound(listener);
  // An enquire_link_resp has no body.
  const malformed = Buffer.concat([header(0x80000015, 0, 7), Buffer.of(1)]);
  malformed.writeUInt32BE(17, 0);
  client.send(malformed, header(0x15, 0, 9));
  if (policy === "close") {
    expect(await client.readToEnd()).toHaveLength(0);
    expect(await listener.nextClosed()).toBe("malformed-response");
    return;
  }
  const first = await client.readPdu();
  if (policy === "ignore") expect(first.readUInt32BE(12)).toBe(9);
  else expect([first.readUInt32BE(4), first.readUInt32BE(12)]).toEqual([0x80000000, 7]);
});

it("tooManySessions: the status of a bind over the limit", async () => {
  await using listener = await openListener({
    settings: { tooManySessions: "ESME_RALYBND" },
    limits: { sessionsPerAccount: 1 },
  });
  await bound(listener);
  const second = await listener.connect();
  expect((await second.send(bindTransceiver).readPdu()).readUInt32BE(8)).toBe(5);
});
