// Addresses that no outgoing connection goes to unless an account names them, as they are written and as names resolve.

import { afterEach, describe, expect, it, test } from "vitest";
import { httpRequest } from "../../src/cli/http-request.ts";
import { addressRefusal } from "../../src/core/callback-address.ts";
import { guardedLookUp, isGuarded, type LookUp } from "../../src/core/outgoing-address.ts";
import { createClient } from "../../src/protocols/http/client.ts";
import { callOut } from "../../src/protocols/smpp/call-out.ts";
import { startCatcher } from "../support/catcher.ts";
import { realClock } from "../support/host-clock.ts";
import { later, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

const guarded = [
  ["link-local of IPv4", "169.254.169.254"],
  ["its first", "169.254.0.0"],
  ["its last", "169.254.255.255"],
  ["metadata of Alibaba Cloud", "100.100.100.200"],
  ["link-local of IPv6", "fe80::1"],
  ["with a zone", "fe80::1%eth0"],
  ["the end of its range", "febf:ffff::1"],
  ["in capitals", "FE80::A9FE:A9FE"],
  ["metadata of AWS", "fd00:ec2::254"],
  ["written in full", "fd00:0ec2:0000:0000:0000:0000:0000:0254"],
  ["metadata of Google Cloud", "fd20:ce::254"],
  ["IPv4-mapped", "::ffff:169.254.169.254"],
  ["IPv4-mapped in hexadecimal", "::ffff:a9fe:a9fe"],
  ["IPv4-mapped in full", "0:0:0:0:0:ffff:a9fe:1"],
  ["IPv4-mapped metadata", "::ffff:100.100.100.200"],
  ["IPv4-compatible", "::169.254.169.254"],
  ["IPv4-translated", "::ffff:0:169.254.169.254"],
  ["NAT64", "64:ff9b::169.254.169.254"],
  ["NAT64 in hexadecimal", "64:ff9b::a9fe:a9fe"],
  ["NAT64 of metadata", "64:ff9b::6464:64c8"],
  ["NAT64 within a network", "64:ff9b:1::a9fe:a9fe"],
  ["6to4", "2002:a9fe:a9fe::"],
  ["6to4 with a host", "2002:a9fe:a9fe::1"],
  ["6to4 of metadata", "2002:6464:64c8:1::5"],
  ["Teredo", "2001:0:4136:e378:8000:63bf:5601:5601"],
] as const;
const open = [
  "127.0.0.1",
  "10.0.0.1",
  "169.253.255.255",
  "169.255.0.0",
  "100.100.100.201",
  "192.168.1.1",
  "::1",
  "::",
  "fd00:ec2::253",
  "fec0::1",
  "fe00::1",
  "::ffff:127.0.0.1",
  "64:ff9b::7f00:1",
  "2002:7f00:1::",
  "2001:db8::a9fe:a9fe",
  "1::a9fe:a9fe:1",
  "localhost",
  "fe80.example.com",
];

describe("an address in figures", () => {
  test.each(guarded)("%s, %s, is guarded, also in a callback's address", (_name, address) => {
    expect(isGuarded(address)).toBe(true);
    const host = address.includes(":") ? `[${address.replace(/%.*/, "")}]` : address;
    expect(addressRefusal(`http://${host}/dlr`)).toContain("link-local");
    expect(addressRefusal(`http://${host}/dlr`, [new URL(`http://${host}`).hostname])).toBeNull();
  });

  test.each(open)("%s is not", (address) => expect(isGuarded(address)).toBe(false));
});

/** Resolves every name to these addresses. */
function resolving(...addresses: readonly string[]): ReturnType<typeof guardedLookUp> {
  const lookUp: LookUp = (_hostname, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  return guardedLookUp(lookUp);
}

type Connecting = (port: number, lookup: ReturnType<typeof guardedLookUp>) => Promise<unknown>;
const connections: readonly (readonly [string, Connecting])[] = [
  [
    "a callback",
    async (port, lookup) => {
      const client = createClient(realClock, { lookup });
      later(() => client.stop());
      const sent = await client.send({ url: `http://receiver.example:${port}/`, timeoutMs: 60_000 });
      if ("error" in sent) throw new Error(sent.error);
    },
  ],
  [
    "an outbind",
    async (port, lookup) => {
      const target = { host: "esme.example", port, systemId: "SMSC", password: "ours" };
      (await callOut(target, { clock: realClock, patienceMs: 5_000, lookup })).destroy();
    },
  ],
  ["torpedo doctor", (port, lookup) => httpRequest(`http://receiver.example:${port}/`, { timeoutMs: 60_000, lookup })],
];

describe.each(connections)("%s to a name", (_name, connect) => {
  it.each(guarded)("that stands for %s, %s, is not made", async (_kind, address) => {
    await expect(connect(9, resolving(address))).rejects.toThrow("may not be called");
  });

  it("goes to the addresses of it that are not guarded", async () => {
    const catcher = await startCatcher();
    later(() => catcher.stop());
    await connect(catcher.port, resolving("169.254.169.254", "127.0.0.1", "fe80::1"));
  });

  it("fails with the resolver", async () => {
    const lookup = guardedLookUp((_hostname, _options, done) =>
      done(Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" }), []),
    );
    await expect(connect(9, lookup)).rejects.toThrow(/ENOTFOUND|cannot be resolved/);
  });
});
