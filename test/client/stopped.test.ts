// A stopped emulator refuses every call with a sentence.

import { expect, it } from "vitest";
import { startEmulator } from "../../src/index.ts";

it("says that it is stopped, to calls and to those that waited", async () => {
  const emulator = await startEmulator();
  const waiting = emulator.waitForMessage({}, "1m");
  const ended = expect(waiting).rejects.toThrow("waited, until the emulator stopped, for 1 of messages and saw 0");
  await emulator.stop();
  await ended;
  const sentence = "emulator: is stopped; start another one with startEmulator.";
  for (const call of [
    () => emulator.messages(),
    () => emulator.existing("default").clock.advance("1h"),
    () => emulator.sandbox("another"),
    () => emulator.control.about(),
  ]) {
    await expect(call()).rejects.toMatchObject({ name: "UsageError", message: sentence });
  }
  await emulator.stop();
});
