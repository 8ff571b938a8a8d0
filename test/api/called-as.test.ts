// Addresses of an emulator on every address of its machine can be called: about, samples, and a client far or near.

import { afterEach, expect, it } from "vitest";
import { connectEmulator } from "../../src/client/index.ts";
import { emulate, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

it.each([
  ["0.0.0.0", "127.0.0.1", "127.0.0.1"],
  ["0.0.0.0", "localhost", "127.0.0.1"],
  ["::", "[::1]", "[::1]"],
])("on %s, a caller of %s reads that name, and the process itself %s", async (host, name, own) => {
  const token = "of-the-test";
  const emulator = await emulate({}, { host: [host], token });
  const { port } = new URL(emulator.urls.http);
  const far = await connectEmulator({ url: `http://${name}:${port}`, token });
  const readers: [Pick<typeof far, "control" | "samples">, string][] = [
    [far, name],
    [emulator, own],
  ];
  for (const [reader, called] of readers) {
    const { listeners } = await reader.control.about();
    const samples = await reader.samples();
    for (const address of [...Object.values(listeners), ...samples.map(({ address }) => address)])
      expect(address.replace(/^https?:\/\//, "").startsWith(`${called}:`), address).toBe(true);
    const hosts = samples.map(({ example }) => (example.by === "http" ? new URL(example.url).hostname : example.host));
    for (const host of hosts) expect([called, called.replaceAll(/[[\]]/g, "")]).toContain(host);
    expect(hosts.length).toBeGreaterThan(3);
  }
  expect(new URL(far.urls.http).hostname).toBe(name);
  await far.stop();
});
