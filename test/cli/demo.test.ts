// `torpedo start --demo`: there is something to see at once, and all of it was sent.

import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { connectEmulator } from "../../src/index.ts";
import { run, startHere } from "../support/cli.ts";
import { later, scratch, undoAll } from "../support/sandboxed.ts";
import { privately } from "../support/torpedo-process.ts";

afterEach(undoAll);

it("has ten messages, a refused one, an inbound message and a late report", async () => {
  const { stdout, stop } = await startHere([...privately, "--demo", "--clock", "manual", "--json"]);
  later(stop);
  const emulator = await connectEmulator({ url: JSON.parse(stdout).http });
  expect(await emulator.messages()).toHaveLength(10);
  const refused = await emulator.requests({ problems: true });
  expect(refused).toMatchObject([{ text: "numero errado", purpose: "send" }]);
  expect(await emulator.inboundMessages()).toMatchObject([{ text: "Obrigada! Pode deixar com o porteiro?" }]);
  expect(new Set((await emulator.requests()).map(({ provider }) => provider)).size).toBe(3);
  await emulator.clock.advance("10s");
  const [late] = await emulator.messages({ to: "11900017600" });
  expect(late?.status).toBe("delivered");
  const [waiting] = await emulator.callbacks({ ref: late?.seq ?? 0, about: "report", state: "waiting" });
  expect((waiting?.at ?? 0) - (late?.statusAt ?? 0)).toBeGreaterThan(60_000);
  await emulator.clock.advance("10m");
  expect(await emulator.callbacks({ ref: late?.seq ?? 0, about: "report", state: "waiting" })).toEqual([]);
  // The receiver answered every report and the reply of the phone.
  expect(await emulator.callbacks({ state: "given-up" })).toEqual([]);
});

it("keeps nothing, though a variable names a data file", async () => {
  const ports = privately.filter((word) => !/^(?:--data|:memory:)$/.test(word));
  vi.stubEnv("TORPEDO_DATA", join(scratch(), "kept.db"));
  later(() => vi.unstubAllEnvs());
  const { stdout, stop } = await startHere([...ports, "--demo", "--clock", "manual"]);
  later(stop);
  expect(stdout).toContain("in memory: nothing is kept");
});

it("is refused with a data file, whose accounts it would change", async () => {
  const { code, stderr } = await run(["start", ...privately, "--demo", "--data", "kept.db"]);
  expect([code, stderr]).toEqual([2, "torpedo: --demo: is for an emulator that keeps nothing; leave out --data.\n"]);
});
