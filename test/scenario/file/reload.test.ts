import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { startEmulator } from "../../../src/client/start-emulator.ts";
import { allowed } from "../../support/endurance/amount.ts";

const folder = mkdtempSync(join(tmpdir(), "torpedo-reload-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("an edit of the scenario file takes effect while the emulator runs, and a bad one does not", async () => {
  const file = join(folder, "story.yaml");
  const scenarioWith = (code: string): string =>
    `scenario: t\nrules: [ { when: { provider: mensagem, operation: send }, then: [ answer: "${code}" ] } ]`;
  writeFileSync(file, scenarioWith("97"));
  await using emulator = await startEmulator({
    httpPort: 0,
    mensagemPort: 0,
    smppPort: 0,
    data: ":memory:",
    logLevel: "silent",
    scenario: file,
  });
  const send = async (): Promise<string> =>
    (await (await fetch(`${emulator.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`)).text()).slice(0, 2);
  const until = async (code: string): Promise<number> => {
    const began = performance.now();
    // Each call is a question to the emulator; the loop ends with the answer, or with the test's own time-out.
    while ((await send()) !== code) if (performance.now() - began > 20_000) break;
    return performance.now() - began;
  };
  expect(await send()).toBe("97");
  writeFileSync(file, scenarioWith("90"));
  expect(await until("90")).toBeLessThan(allowed(1_000));
  writeFileSync(file, scenarioWith("1234"));
  writeFileSync(join(folder, "other.yaml"), "");
  writeFileSync(file, scenarioWith("78"));
  expect(await until("78")).toBeLessThan(allowed(1_000));
  writeFileSync(file, "scenario: [");
  const before = performance.now();
  while (performance.now() - before < 700) expect(await send()).toBe("78");
  rmSync(file);
  expect(await send()).toBe("78");
});

test("an edit keeps the clock, unless the clock's own line changed", async () => {
  const file = join(folder, "clock.yaml");
  const scenarioWith = (title: string, start: string): string =>
    `scenario: ${title}\nclock: { manual: true, start: "${start}" }`;
  const [march, may] = ["2026-03-02T12:00:00.000Z", "2026-05-04T12:00:00.000Z"];
  writeFileSync(file, scenarioWith("one", march));
  await using emulator = await startEmulator({ data: ":memory:", logLevel: "silent", scenario: file });
  const edit = async (title: string, start: string) => {
    const edited = emulator.control.events({ sandbox: "default" });
    writeFileSync(file, scenarioWith(title, start));
    for await (const event of await edited) {
      if (event.kind === "scenario" && (await emulator.scenario.read())?.title === title) break;
    }
    return emulator.clock.read();
  };
  await emulator.clock.advance("48h");
  expect((await edit("two", march)).iso).toBe("2026-03-04T12:00:00.000Z");
  expect((await edit("three", may)).iso).toBe(may);
  await emulator.clock.set({ mode: "speeded", speed: 60 });
  expect((await edit("four", may)).mode).toBe("speeded");
});
