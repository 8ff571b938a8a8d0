// fsd=1 ("Envio prioritário somente para SMS Short"): such messages leave first among what is due at one instant.

import { afterEach, expect, it } from "vitest";
import { listen } from "../../support/control.ts";
import { emulate, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);

const noon = "2026-03-02 12:00:00";
const base = { u: "126b114c", d: noon };

it.each(["sent", "queued"])("SEND with fsd=1 and a short code is the first to be %s", async (status) => {
  const emulator = await emulate();
  const heard: string[] = [];
  await listen(emulator, {}, (event) => {
    if (event.kind === "status" && event.message.status === status) heard.push(event.message.text);
  });
  const sends: readonly [text: string, more: Readonly<Record<string, string>>][] = [
    ["a", {}],
    ["b", { f: "2" }],
    ["c", { f: "2", fsd: "1" }],
    ["d", { f: "4", fsd: "1" }],
    ["e", { f: "0", fsd: "1" }],
    ["f", { f: "2", fsd: "0" }],
  ];
  for (const [m, more] of sends) {
    const query = new URLSearchParams({ ...base, n: "11999990001", m, ...more });
    expect(await (await fetch(`${emulator.urls.mensagem}/sms/send?${query}`)).text()).toMatch(/^1;/);
  }
  await emulator.clock.advance("4h");
  expect(heard).toEqual(["c", "d", "a", "b", "e", "f"]);
  const priorities = (await emulator.messages()).map(({ text, priority = 0 }) => [text, priority]);
  expect(Object.fromEntries(priorities)).toEqual({ a: 0, b: 0, c: 3, d: 3, e: 0, f: 0 });
});

it("MULT too, in each layout", async () => {
  const emulator = await emulate();
  const heard: string[] = [];
  await listen(emulator, {}, (event) => {
    if (event.kind === "status" && event.message.status === "sent") heard.push(event.message.text);
  });
  const mult = (more: Readonly<Record<string, string>>) =>
    fetch(`${emulator.urls.mensagem}/sms/mult?${new URLSearchParams({ ...base, f: "2", ...more })}`);
  await mult({ n: "11999990001;11999990002", m: "late" });
  await mult({ n: "11999990003;11999990004", m: "first", fsd: "1" });
  await mult({ l: "1", c: "11999990005|second;11999990006|second", fsd: "1" });
  await emulator.clock.advance("4h");
  expect(heard).toEqual(["first", "first", "second", "second", "late", "late"]);
});
