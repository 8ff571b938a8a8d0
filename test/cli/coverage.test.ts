// `torpedo coverage` of a running emulator and of merged files, `run --coverage`, and the file that a stop writes.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { coverageReport } from "../../src/checks/reports/report.ts";
import type { Emulator } from "../../src/client/sandbox.ts";
import { startEmulator } from "../../src/client/start-emulator.ts";
import { run } from "../support/cli.ts";
import { scratch, sendSophia, undoAll } from "../support/sandboxed.ts";

afterEach(async () => {
  vi.unstubAllEnvs();
  await undoAll();
});

const text = `scenario: two ways
clock: manual
rules:
  - rule: to Rio
    when: { operation: unitario, to: 5521* }
    then: { life: undelivered }
  - rule: to São Paulo
    when: { operation: unitario, to: 5511* }
    then: [ { life: delivered }, { reply: SIM } ]
  - rule: nobody writes to Recife
    when: { to: 5581* }
    expect: never
timeline:
  - { at: 5h30m, do: { unbind: true } }
`;

/** Starts an emulator with the scenario, lets it serve some sends, and stops it. */
async function served(coverage: string, ...numbers: string[]): Promise<void> {
  vi.stubEnv("GITHUB_STEP_SUMMARY", "");
  const file = join(scratch(), "mine.yaml");
  writeFileSync(file, text);
  const emulator: Emulator = await startEmulator({ coverage, scenario: file });
  for (const destino of numbers) await sendSophia(emulator, { destino });
  await emulator.stop();
}

describe("torpedo coverage", () => {
  it("merges the files of several emulators by the text of the scenario", async () => {
    const [folder, empty] = [join(scratch(), "counts"), scratch()];
    await served(folder, "11999990001", "11999990001");
    await served(folder, "11999990001");
    expect(readdirSync(folder)).toHaveLength(2);
    const file = join(empty, "mine.yaml");
    writeFileSync(file, text);
    const json = join(empty, "r.json");
    const partly = await run(["coverage", "--merge", folder, "--file", file, "--json", json]);
    expect(partly).toEqual({
      code: 0,
      stderr: "",
      stdout: `${file}: two ways
  never  line 4 rule "to Rio": request 1 came nearest: to is 5511999990001, the rule asks for 5521*
  never  line 6 step life of rule "to Rio": the rule never matched
   note  line 5 key operation of rule "to Rio": operation never kept a request from it
     3×  line 7 rule "to São Paulo"
   note  line 8 key operation of rule "to São Paulo": operation never kept a request from it
   note  line 8 key to of rule "to São Paulo": to never kept a request from it
     0×  line 10 rule "nobody writes to Recife"
  never  line 14 timeline 5h30m: the clock went to 0ms
  rules 2/3, steps 2/3, turns 0/0, timeline 0/1, keys 1/4; 57.1 %
passed.
`,
    });
    const report = coverageReport.parse(JSON.parse(readFileSync(json, "utf8")));
    expect(report).toMatchObject({ summary: { percent: 57.1 }, results: [{ sandboxes: 2, requests: 3 }] });
    const merge = (...flags: string[]) => run(["coverage", "--merge", folder, ...flags]);
    expect((await merge("--fail-under", "50%")).code).toBe(0);
    expect(await merge("--fail-under", "60%")).toMatchObject({ code: 1, stdout: expect.stringContaining("57.1 % is") });
    expect((await merge("--fail-unused", "rules")).stdout).toContain("failed: 2 parts unused.");
    expect((await merge("--fail-unused", "steps")).stdout).toContain("failed: 3 parts unused.");
    const junit = join(empty, "r.xml");
    await merge("--fail-unused", "rules", "--junit", junit);
    expect(readFileSync(junit, "utf8")).toMatch(/tests="7" failures="2" errors="0" skipped="1"/);
    const summary = join(empty, "s.md");
    const inPortuguese = await merge("--lang", "pt", "--fail-under", "60%", "--junit", junit, "--summary", summary);
    expect(inPortuguese.stdout.split("\n").slice(1)).toEqual([
      '  nunca  linha 4 regra "to Rio": a requisição 1 chegou mais perto: to é 5511999990001, a regra pede 5521*',
      '  nunca  linha 6 passo life da regra "to Rio": a regra nunca casou',
      '   nota  linha 5 chave operation da regra "to Rio": operation nunca afastou dela uma requisição',
      '     3×  linha 7 regra "to São Paulo"',
      '   nota  linha 8 chave operation da regra "to São Paulo": operation nunca afastou dela uma requisição',
      '   nota  linha 8 chave to da regra "to São Paulo": to nunca afastou dela uma requisição',
      '     0×  linha 10 regra "nobody writes to Recife"',
      "  nunca  linha 14 linha do tempo 5h30m: o relógio foi até 0ms",
      "  regras 2/3, passos 2/3, vezes 0/0, linha do tempo 0/1, chaves 1/4; 57.1 %",
      "falhou: 57.1 % é menos que 60 %.",
      "",
    ]);
    expect(readFileSync(summary, "utf8")).toMatch(/^### Cobertura: regras 2\/3.*\n\n\*\*falhou\*\*: 57.1 % é menos/);
    expect(readFileSync(junit, "utf8")).toContain('sem uso: passo life da regra "to Rio": a regra nunca casou');
    await served(folder, "81999990001");
    expect(await merge()).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('failed: rule "nobody writes to Recife" should match no request.'),
    });
    expect((await merge("--lang", "pt")).stdout).toContain(
      'falhou: nenhuma requisição deveria casar com regra "nobody writes to Recife".',
    );
  });

  it("proves nothing without counts or requests, and refuses other files", async () => {
    const folder = scratch();
    expect(await run(["coverage", "--merge", folder])).toMatchObject({ code: 3 });
    await served(folder);
    expect(await run(["coverage", "--merge", folder])).toMatchObject({
      code: 3,
      stdout: expect.stringContaining("inconclusive: Nothing is proven: no request came.\n"),
    });
    const other = join(folder, "other.json");
    writeFileSync(other, "{}");
    expect(await run(["coverage", "--merge", other])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(other),
    });
    expect((await run(["coverage", "--merge", folder, "--all"])).code).toBe(2);
    expect((await run(["coverage", "--fail-under", "lots"])).code).toBe(2);
  });

  it("fails for a file that no sandbox had, and proves nothing by a scenario of accounts alone", async () => {
    const [folder, other] = [join(scratch(), "counts"), join(scratch(), "x.yaml")];
    await served(folder, "11999990001");
    writeFileSync(other, text.replace("two ways", "three ways"));
    const junit = join(scratch(), "r.xml");
    const { code, stdout } = await run(["coverage", "--merge", folder, "--file", other, "--junit", junit]);
    expect([code, stdout]).toEqual([1, expect.stringContaining(`failed: no sandbox had ${other}.\n`)]);
    expect(readFileSync(junit, "utf8")).toContain("no sandbox had this scenario");
    const counts = join(scratch(), "accounts.json");
    const accounts = {
      file: "a.yaml",
      hash: "1",
      title: "a",
      sandboxes: 1,
      requests: 1,
      rules: [],
      timeline: [],
      accounts: [
        { account: "sophia/main", line: 3, requests: 1 },
        { account: "mensagem/main", line: 4, requests: 0 },
      ],
    };
    writeFileSync(counts, JSON.stringify({ kind: "scenario-coverage", format: 1, scenarios: [accounts] }));
    expect(await run(["coverage", "--merge", counts, "--fail-under", "100%"])).toMatchObject({
      code: 3,
      stdout: `a.yaml: a
   note  line 4 account mensagem/main: no request used it
  rules 0/0, steps 0/0, turns 0/0, timeline 0/0, keys 0/0; 100 %
inconclusive: Nothing is proven: there is no rule and no entry.
`,
    });
  });

  it("reads a running emulator, one sandbox or all", async () => {
    vi.stubEnv("GITHUB_STEP_SUMMARY", "");
    const file = join(scratch(), "mine.yaml");
    writeFileSync(file, text);
    await using emulator = await startEmulator({ scenario: file });
    const url = ["--url", emulator.urls.http];
    await sendSophia(emulator, { destino: "21999990001" });
    expect((await run(["coverage", ...url])).stdout).toContain("     1×  line 4 rule");
    await emulator.sandbox("removed", { scenario: { text } });
    await emulator.existing("removed").remove();
    // `torpedo verify scenario` looks at the rules that should match nothing.
    const verify = () => run(["verify", "scenario", ...url]);
    expect(await verify()).toMatchObject({ code: 0, stdout: "As expected: no rule with expect: never matched.\n" });
    for (const _ of [1, 2]) await sendSophia(emulator, { destino: "81999990001" });
    expect(await verify()).toMatchObject({
      code: 1,
      stderr: 'torpedo: rule 3 "nobody writes to Recife" should match no request, and matched 2 times; requests 2, 3\n',
    });
    expect(await emulator.verify({ what: "scenario" })).toMatchObject({ ok: false, count: 2 });
    // The same file, put again, begins anew.
    await emulator.scenario.put(text);
    expect(await emulator.verify({ what: "scenario" })).toEqual({ ok: true, count: 0, failure: null });
    await sendSophia(emulator, { destino: "81999990001" });
    expect((await emulator.verify({ what: "scenario" })).failure).toMatch(/matched 1 time; request 4$/);
    await emulator.reset();
    expect(await emulator.verify({ what: "scenario" })).toEqual({ ok: true, count: 0, failure: null });
    const empty = await emulator.sandbox("empty");
    expect(await empty.verify({ what: "scenario" })).toMatchObject({ ok: false, failure: "no scenario is active" });
    await empty.remove();
    const json = join(scratch(), "all.json");
    await run(["coverage", "--all", "--json", json, ...url]);
    expect(coverageReport.parse(JSON.parse(readFileSync(json, "utf8"))).results).toMatchObject([{ sandboxes: 2 }]);
    // A title keeps no secret.
    await emulator.scenario.put(text.replace("nobody writes to Recife", "nobody writes with DEMO-SOPHIA-TOKEN"));
    for (let sent = 0; sent < 12; sent++) await sendSophia(emulator, { destino: "81999990001" });
    expect((await emulator.verify({ what: "scenario" })).failure).toMatch(
      /^rule 3 "nobody writes with \*+" should match no request, and matched 12 times; requests 1, 2, 3, 4, 5, 6, 7, 8, 9, 10…$/,
    );
    const never =
      "{ rule: no phone writes, when: { event: inbound }, expect: never, then: [ { callbacks: { copies: 2 } } ] }";
    await emulator.scenario.put(`scenario: events\nclock: manual\nrules: [ ${never} ]`);
    for (const _ of [1, 2]) await emulator.sendInbound({ from: "11999990001", text: "Oi" });
    expect((await emulator.verify({ what: "scenario" })).failure).toMatch(/matched 2 times; PDUs and events: inbound$/);
  });
});

describe("torpedo run --coverage", () => {
  it("reports the run's scenario beside its command", async () => {
    vi.stubEnv("GITHUB_STEP_SUMMARY", "");
    const folder = scratch();
    const file = join(folder, "mine.yaml");
    writeFileSync(file, text);
    const send =
      "fetch(`${process.env.TORPEDO_URL}/api/unitario.php?token=${process.env.TORPEDO_SOPHIA_TOKEN}&destino=11999990001&msg=Oi`)";
    const args = ["run", "--coverage", "--scenario", file, "--out", join(folder, "out"), "--", "node", "-e", send];
    const done = await run(args);
    expect([done.code, done.stderr]).toEqual([0, expect.stringContaining("     1×  line 7 rule")]);
    expect(done.stderr).toContain(`${file}: two ways`);
    const reported = (name: string) => readFileSync(join(folder, "out", name), "utf8");
    expect(reported("report.xml")).toContain(`<testsuite name="${file}"`);
    expect(reported("report.json")).toContain(JSON.stringify(file));
    expect(readdirSync(join(folder, "out"))).toContain("report.sarif");
    const toRecife = send.replace("destino=11", "destino=81");
    const plain = await run(["run", "--scenario", file, "--", "node", "-e", toRecife]);
    expect(plain).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(
        'requests matched rules with expect: never: "nobody writes to Recife"; the run fails',
      ),
    });
    const strict = await run(["run", "--coverage", "--fail-under", "90", ...args.slice(2)]);
    expect(strict).toMatchObject({ code: 1, stderr: expect.stringContaining("is under 90 %") });
  });
});
