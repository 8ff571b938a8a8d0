// `torpedo diff`: what differs between two runs, entry by entry, whatever came in between.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { compareRuns } from "../../src/checks/diff/compare.ts";
import { readRun } from "../../src/checks/diff/run-entries.ts";
import type { Sandbox } from "../../src/client/sandbox.ts";
import { run } from "../support/cli.ts";
import { exported } from "../support/control.ts";
import { emulate, scratch, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

interface Sms {
  readonly text: string;
  readonly to?: string;
}

/** Sends by Mensagem and Sophia, with the credentials of the sandbox; asks for the status of the last. */
async function send(sandbox: Sandbox, texts: readonly Sms[]): Promise<void> {
  for (const { text, to = "11999990001" } of texts) {
    for (const { example } of await sandbox.samples()) {
      if (example.by !== "http" || example.method !== "GET") continue;
      await (await fetch(example.url.replace("11999990001", to).replace(/=Oi\b/, `=${text}`))).text();
    }
  }
}
async function sent(name: string, texts: readonly Sms[], options: Parameters<typeof emulate>[1] = {}): Promise<string> {
  const emulator = await emulate({}, options);
  const sandbox = await emulator.sandbox(name, {});
  await send(sandbox, texts);
  await sandbox.clock.advance("1h");
  return (await exported(sandbox, "jsonl")).toString();
}

const three = [{ text: "um" }, { text: "dois" }, { text: "tres" }];
const differences = (a: string, b: string, times = true) =>
  compareRuns(readRun(a, "a"), readRun(b, "b"), { times }).map(
    ({ kind, a: left, b: right, path }) => `${kind} ${left} ${right} ${path}`,
  );

describe("two runs", () => {
  it("are the same with other seeds, names and credentials: ids have no part in it", async () => {
    const a = await sent("a", three);
    const b = await sent("b", three, { seed: "other" });
    expect(a).not.toBe(b);
    expect(differences(a, b)).toEqual([]);
  });

  it.each<[what: string, texts: readonly Sms[], kinds: Readonly<Record<string, string>>]>([
    ["one more at the beginning", [{ text: "zero" }, ...three], { request: "null", message: "null" }],
    [
      "one more in the middle",
      [{ text: "um" }, { text: "mais" }, ...three.slice(1)],
      { request: "null", message: "null" },
    ],
    ["one less", three.slice(1), { request: "", message: "" }],
    [
      "another number",
      [...three.slice(0, 2), { text: "tres", to: "11999990002" }],
      { request: "request", message: "to" },
    ],
  ])("%s: that alone differs", async (_, texts, kinds) => {
    const all = differences(await sent("a", three), await sent("a", texts));
    const perKind = (kind: string) => all.filter((line) => line.startsWith(kind));
    expect(all.length).toBeGreaterThan(0);
    expect(perKind("request").length + perKind("message").length).toBe(all.length);
    expect(perKind("request").length).toBe(perKind("message").length);
    for (const [kind, part] of Object.entries(kinds))
      expect(perKind(kind).every((line) => line.includes(part))).toBe(true);
  });

  it("differ by the first field that does, or with instants left out by the next", () => {
    const message = { line: "message", seq: 1, id: "0123456789abcdef", provider: "p", to: "1", text: "Oi" };
    const steps = (at: number, status: string) => [
      { at: 1, status: "sent" },
      { at, status },
    ];
    const text = (at: number, status: string) => JSON.stringify({ ...message, steps: steps(at, status) });
    const [a, b] = [text(2, "delivered"), text(3, "expired")];
    expect(differences(a, b)).toEqual(["message 1 1 steps[1].at"]);
    expect(differences(a, b, false)).toEqual(["message 1 1 steps[1].status"]);
    expect(differences(a, text(3, "delivered"), false)).toEqual([]);
  });
});

describe("torpedo diff", () => {
  it("compares files and sandboxes: exit code 1 when they differ, with both values", async () => {
    const emulator = await emulate();
    const shop = await emulator.sandbox("shop");
    await send(shop, three);
    const trial = await shop.fork("trial");
    const file = join(scratch(), "shop.jsonl");
    writeFileSync(file, await exported(shop, "jsonl"));
    const flags = ["--url", emulator.urls.http];
    expect(await run(["diff", file, "trial", ...flags])).toMatchObject({ code: 0, stderr: "" });
    await trial.next({ operation: "send", answer: "97" });
    await send(trial, [{ text: "quatro" }]);
    await send(shop, [{ text: "quatro" }]);
    const text = await run(["diff", "shop", "trial", ...flags]);
    expect(text).toMatchObject({ code: 1, stderr: "" });
    expect(text.stdout).toMatchInlineSnapshot(`
      "request 7 (mensagem send): code
        shop: "1"
        trial: "97"
      message 7 (mensagem send 5511999990001): only in shop
      2 differences.
      "
    `);
    expect(await run(["diff", file, "nope.jsonl", ...flags])).toMatchObject({
      code: 2,
      stderr:
        "torpedo: nope.jsonl: is neither a file nor a sandbox; check the name; torpedo sandbox lists the sandboxes.\n",
    });
    const json = await run(["diff", "shop", "trial", "--json", ...flags]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      same: false,
      differences: [{ kind: "request", title: "mensagem send" }, {}],
    });
  });

  it.each([
    ["no JSON", "{", "is no line of JSON"],
    ["another line", '{"line":"session"}', "is no line of a canonical export"],
    ["real times", '{"line":"request","seq":1,"elapsedMs":5}', "without --times"],
  ])("says where a file is wrong: %s", async (_, line, sentence) => {
    const file = join(scratch(), "x.jsonl");
    writeFileSync(file, `\n${line}\n`);
    const { code, stderr } = await run(["diff", file, file]);
    expect(code).toBe(2);
    expect(stderr).toContain(`x.jsonl:2`);
    expect(stderr).toContain(sentence);
  });
});
