// torpedo sweep: exit codes, verdicts of a small client, bounds, reports and mistakes. A few outcomes each: the whole is in
// test/e2e/endurance/sweep.test.ts.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sweepReport } from "../../src/checks/reports/report.ts";
import { planSweep } from "../../src/checks/sweep/plan.ts";
import { removeRuns } from "../../src/cli/sweep-folder.ts";
import { refuseStrayNames, unreachedNames } from "../../src/cli/sweep-names.ts";
import { providers } from "../../src/providers/index.ts";
import { run } from "../support/cli.ts";
import { later, scratch, undoAll } from "../support/sandboxed.ts";
import { launch } from "../support/torpedo-process.ts";

beforeEach(() => vi.stubEnv("GITHUB_STEP_SUMMARY", ""));
afterEach(async () => {
  vi.unstubAllEnvs();
  await undoAll();
});

/** A client that reads code 97, takes 0 for success, never ends after 94, and tells its caller about 90. */
const program = `
const { TORPEDO_MENSAGEM_URL: url, TORPEDO_MENSAGEM_USER: user, TORPEDO_REPORT_URL: report } = process.env;
(async () => {
  const answer = await (await fetch(url + "/sms/send?u=" + user + "&n=11999990001&m=Oi")).text();
  console.log(user, answer);
  if (answer.startsWith("97")) process.exit(1);
  if (answer.startsWith("94")) setInterval(() => {}, 1000);
  const body = JSON.stringify({ to: "11999990001", outcome: answer.startsWith("90") ? "blocked" : "sent" });
  await fetch(report, { method: "POST", body });
})();`;
const client = ["--", process.execPath, "-e", program];

async function swept(...words: readonly string[]) {
  const out = join(scratch(), "out");
  const ran = await run(["sweep", "--out", out, "--faults", "none", ...words]);
  const file = join(out, "report.json");
  const report = existsSync(file) ? sweepReport.parse(JSON.parse(readFileSync(file, "utf8"))) : null;
  const verdicts = Object.fromEntries(report?.results.map(({ outcome, verdict }) => [outcome.value, verdict]) ?? []);
  return { ...ran, out, report, verdicts, text: readFileSync(join(out, "summary.md"), "utf8") };
}

describe("torpedo sweep", () => {
  it("says how a client handled each outcome, in every format", async () => {
    const words = ["--codes", "0,90,94,97", "--faults", "reset", "--timeout", "12s", "--jobs", "2"];
    const { code, stdout, stderr, report, verdicts, out, text } = await swept(...words, ...client);
    expect(verdicts).toEqual({ "0": "unnoticed", "90": "handled", "94": "hung", "97": "noticed", reset: "crashed" });
    expect([code, report?.outcome, report?.summary.handling]).toEqual([1, "failed", "40%"]);
    expect(stderr).toMatch(/^control {2}mensagem\/send 1 request; 1 message, exit 0 {2}/);
    expect(stdout).toMatch(/^mensagem\/send +✓1 +~1 +✗2 +✗1$/m);
    expect(stdout).toContain("handled 2 of 5 reached (5 planned).\nfailed: 3 outcomes are not handled.");
    const again =
      "npx torpedo-sms sweep --codes 0,90,94,97 --faults reset --jobs 2 --timeout 12s --only mensagem/send/0 -- ";
    expect(stdout).toContain(`unnoticed mensagem/send/0 (request 1)\n`);
    expect(stdout).toContain(again);
    expect(report?.results[0]).toMatchObject({
      id: "mensagem/send/0",
      channel: "http",
      at: { request: 1 },
      requests: { control: 1, run: 1 },
      messages: { control: 1, run: 0 },
      reported: ["sent"],
      exit: { code: 0, signal: null },
      outcome: { type: "code", kinds: ["temporary"], evidence: "documented" },
    });
    // The credential of the sandbox is masked in what is kept of the output.
    const kept = readFileSync(report?.results[0]?.output?.file ?? "", "utf8");
    expect(kept).toMatch(/^\*{8} 0;/);
    expect(text).toMatch(/^### Handling of provider outcomes: 40 % \(2 of 5\)/);
    const junit = readFileSync(join(out, "report.xml"), "utf8");
    expect(junit).toContain('<testsuite name="torpedo.sweep.mensagem.send" tests="5" failures="3"');
    expect(junit).toContain('<testcase classname="torpedo.sweep.mensagem.send" name="97 CREDITOS INSUFICIENTES"/>');
    const sarif = JSON.parse(readFileSync(join(out, "report.sarif"), "utf8"));
    expect(sarif.runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(["TS1", "TS4", "TS3"]);
    // The list knows the control run now.
    const { stdout: list } = await run(["sweep", "--list", "--out", out, "--faults", "none", "--codes", "97"]);
    expect(list).toMatch(
      /^mensagem\/send\/97 {2}credit: CREDITOS INSUFICIENTES\n1 outcome, 1 run and a control run.\nAbout \d+ s /,
    );
  });

  it("says all of it in Portuguese with --lang pt, and results of JSON in both languages", async () => {
    const baseline = join(scratch(), "baseline.yaml");
    writeFileSync(baseline, "accepted: [ { id: 'sweep/mensagem/send/97:unnoticed', because: era assim } ]\n");
    const handling = join(scratch(), "handling.yaml");
    writeFileSync(handling, "outcomes: { mensagem/send/90: { exit: 1, messages: 1, within: 1ms } }\n");
    const words = [
      "--lang",
      "pt",
      "--codes",
      "0,90,97",
      "--faults",
      "reset",
      "--baseline",
      baseline,
      "--max-runs",
      "3",
    ];
    const script = join(scratch(), "c.cjs");
    writeFileSync(script, program);
    const ran = await swept(...words, "--handling", handling, "--", process.execPath, script);
    const { stdout, stderr, report, out } = ran;
    const file = (name: string): string => readFileSync(join(out, name), "utf8");
    const all = [stdout, stderr, file("summary.md"), file("report.xml"), file("report.sarif")].join("\n");
    const own = all.replaceAll(/sweep\/\S+|"[a-zA-Z$]+":|<[^>]*>/g, "");
    const english =
      /\b(?:handled|\w*noticed|requests?|message|failed|left|Remedy|Repeat|Again|with|came|is|are|of|the)\b/g;
    expect(own.match(english)).toBeNull();
    expect(stderr).toMatch(/^controle {2}mensagem\/send 1 requisição; 1 mensagem, saída 0/);
    expect(stdout).toContain("despercebido mensagem/send/0 (requisição 1)\n");
    expect(stdout).toContain("tratados 1 de 3 alcançados (4 planejados).\nfalhou: 2 desfechos não foram tratados; ");
    expect(report?.results[1]).toMatchObject({
      why: expect.stringMatching(/^expected otherwise: exit must be 1, and is 0; messages must be 1, and are 0; /),
      portuguese: expect.stringMatching(/^o esperado era outro: exit deve ser 1, e é 0; messages deve ser 1, e é 0; /),
    });
    expect(report).toMatchObject({
      why: "2 desfechos não foram tratados; a linha de base tem 1 entrada vencida.",
      limits: ["--max-runs permite só 3 execuções: 1 desfecho de fora: mensagem/send/fault:reset."],
      baseline: { stale: [expect.stringContaining("sweep/mensagem/send/97:unnoticed")] },
    });
    const { stdout: list } = await run(["sweep", "--list", "--out", out, "--lang", "pt", "--codes", "97"]);
    expect(list).toMatch(/^mensagem\/send\/97 +crédito: CREDITOS INSUFICIENTES\n/);
    expect(list).toMatch(/^mensagem\/send\/fault:hang +incerto \(suposto\): processada, e nunca respondida$/m);
  });

  it("is byte-equal without timing", async () => {
    const words = ["--no-timing", "--codes", "0,97", ...client];
    const [first, second] = [await swept(...words), await swept(...words)];
    for (const name of ["report.json", "report.xml", "report.sarif", "summary.md"])
      expect(readFileSync(join(second.out, name), "utf8"), name).toBe(readFileSync(join(first.out, name), "utf8"));
    expect(readFileSync(join(first.out, "report.json"), "utf8")).not.toMatch(/gapsMs|"output"|"timing"|\d ms\b/);
  });

  it.each([
    [["-e", "0"], "it made no request: does it read TORPEDO_URL? Try --as-proxy or --env"],
    [["-e", "process.exit(7)"], "fails with everything well: it exited with 7"],
    [
      ["-e", 'fetch(process.env.TORPEDO_MENSAGEM_URL + "/sms/send?u=126b114c&n=11999990001&m=Oi")'],
      "1 request came without a credential of the sandbox",
    ],
  ])("has exit code 3 where nothing is proven: %j", async (args, why) => {
    const { code, report, text } = await swept("--", process.execPath, ...args);
    expect([code, report?.outcome]).toEqual([3, "inconclusive"]);
    expect(report?.why).toMatch(/^Nothing is proven: /);
    expect(report?.why).toContain(why);
    expect(text).toContain("**inconclusive**");
  });

  it("says each bound that is hit, in every format", async () => {
    const { code, report, text, out, stdout } = await swept("--codes", "90,97", "--max-runs", "1", ...client);
    const sentence = "The 1 run of --max-runs were used: 1 outcome left out: mensagem/send/97.";
    expect([code, report?.budget.cut]).toEqual([0, { by: "runs", left: ["mensagem/send/97"] }]);
    for (const visible of [stdout, report?.limits.join(), text.replaceAll("\\", "")])
      expect(visible).toContain(sentence);
    for (const name of ["report.xml", "report.sarif"])
      expect(readFileSync(join(out, name), "utf8")).toContain("1 outcome left out");
    const twice = await swept("--codes", "90", "--max-runs", "1", "--repeat", "2", ...client);
    expect(twice.report?.why).toBe("Nothing is proven: an outcome takes 2 runs (--repeat), and --max-runs allows 1.");
    const none = await swept("--codes", "90", "--time", "1ms", ...client);
    expect([none.code, none.report?.why]).toEqual([
      3,
      "Nothing is proven: the time was over before the first outcome.",
    ]);
  });

  it("takes expectations, skips and a baseline", async () => {
    const folder = scratch();
    const [handling, baseline] = [join(folder, "handling.yaml"), join(folder, "baseline.yaml")];
    writeFileSync(
      handling,
      "defaults: { number: { exit: 0, messages: 0, reported: blocked } }\noutcomes: { mensagem/send/97: { exit: 0 } }\nskip: [ { id: '*/94', because: it never comes } ]\n",
    );
    const words = ["--codes", "0,90,94,97", "--handling", handling];
    const first = await swept(...words, "--write-baseline", baseline, ...client);
    expect(first.verdicts).toEqual({ "0": "unnoticed", "90": "handled", "97": "unexpected" });
    expect(first.report?.results[2]?.why).toBe("expected otherwise: exit must be 0, and is 1");
    expect(first.report?.limits.join()).toContain("1 outcome skipped, because it never comes: mensagem/send/94.");
    const second = await swept(...words, "--baseline", baseline, "--no-texts", ...client);
    expect([second.code, second.report?.baseline.accepted]).toEqual([0, 2]);
    // A text of an SMS may be in the output.
    expect([first, second].map(({ report }) => report?.results[0]?.output?.tail === "")).toEqual([false, true]);
    writeFileSync(baseline, "accepted: [ { id: 'sweep/mensagem/send/90:unnoticed', because: was so } ]\n");
    const third = await swept("--codes", "90", "--baseline", baseline, ...client);
    expect([third.code, third.report?.baseline.stale]).toEqual([
      1,
      ["sweep/mensagem/send/90:unnoticed: passes now: take it out"],
    ]);
  });

  it("fails below --min-handled, and proves nothing below --min-reached", async () => {
    const few = await swept("--codes", "0,97", "--min-handled", "60%", "--fail-on", "never", ...client);
    expect([few.code, few.report?.why]).toEqual([1, "50% are handled, and --min-handled asks for 60%."]);
    const unreached = await swept("--codes", "97", "--at", "2", ...client);
    expect([unreached.code, unreached.verdicts]).toEqual([3, { "97": "notReached" }]);
    const required = await swept(
      "--codes",
      "97",
      "--at",
      "2",
      "--fail-on",
      "never",
      "--min-reached",
      "100%",
      ...client,
    );
    expect(required.report?.why).toBe("Nothing is proven: 0 outcomes of 1 were reached.");
  });

  it("calls differing verdicts flaky", async () => {
    const flag = join(scratch(), "ran");
    const text = `if (require("node:fs").existsSync(${JSON.stringify(flag)})) process.exitCode = 1;
      if (process.env.TORPEDO_OUTCOME) require("node:fs").writeFileSync(${JSON.stringify(flag)}, "");${program}`;
    const { report } = await swept("--codes", "0", "--repeat", "2", "--", process.execPath, "-e", text);
    expect(report?.results[0]).toMatchObject({
      verdict: "flaky",
      level: "warning",
      why: "unnoticed, noticed in 2 runs",
    });
  });

  it.each([
    [[], "COMMAND: is missing; write it behind two dashes, for example npx torpedo-sms sweep -- npm test."],
    [["--codes", "9x", ...client], '--codes: no swept operation (send) has the code, not "9x"'],
    [["--operation", "sned", ...client], '--operation: names no operation to sweep, not "sned"; write send.'],
    [["--at", "last", ...client], '--at: names no request, not "last"; write first, each, or the number of a request.'],
    [["--min-handled", "all", ...client], "--min-handled: must be a number of outcomes or a share of them"],
    [
      ["--min-handled", "2", ...client],
      '--min-handled: must be a share of the reached outcomes, not "2"; write it as 95%.',
    ],
    [
      ["--only", "mensagem/send/9x", ...client],
      '--only: names no outcome, not "mensagem/send/9x"; write mensagem/send/',
    ],
    [["--skip", "*/nothing", ...client], '--skip: names no outcome, not "*/nothing"'],
    [["--require", "mensagem/sned/*", ...client], '--require: names no outcome, not "mensagem/sned/*"'],
    [
      ["--list", "--operation", "send", "--codes", "97", "--faults", "none", "--only", "*/90"],
      "--only: */90 leaves no outcome; ",
    ],
    [["--jobs", "2", "--service", "x", "--ready", "http://127.0.0.1:1", ...client], "--jobs: must be 1 with --service"],
    [["--handling", "none.yaml", ...client], "none.yaml: the file of expectations does not exist"],
  ])("%j is a mistake", async (words, sentence) => {
    const { code, stderr } = await run(["sweep", "--out", join(scratch(), "out"), ...words]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(sentence) });
  });

  it("keeps a folder of runs that no sweep made", async () => {
    const out = scratch();
    mkdirSync(join(out, "runs"));
    writeFileSync(join(out, "runs", "notes.txt"), "mine");
    const { code, stderr } = await run(["sweep", "--out", out, ...client]);
    expect([code, readFileSync(join(out, "runs", "notes.txt"), "utf8")]).toEqual([2, "mine"]);
    expect(stderr).toContain("is there already, and no report of a sweep is beside it");
    writeFileSync(join(out, "report.json"), '{ "kind": "conduct" }');
    expect(() => removeRuns(out)).toThrow("no report of a sweep");
    writeFileSync(join(out, "report.json"), '{ "kind": "sweep" }');
    removeRuns(out);
    expect(existsSync(join(out, "runs"))).toBe(false);
  });

  it("makes no folder without a command", async () => {
    const home = process.cwd();
    later(() => process.chdir(home));
    process.chdir(scratch());
    expect(await run("sweep")).toMatchObject({ code: 2, stderr: expect.stringContaining("COMMAND: is missing") });
    expect(existsSync(".torpedo")).toBe(false);
  });

  it("reads the anchors of the config file", async () => {
    const config = join(scratch(), "torpedo.yaml");
    writeFileSync(config, 'anchors: { "mensagem/*": sms.ts:7 }');
    const { code, stderr } = await run(["sweep", "--list", "--config", config]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("mensagem/* has a place outside the repository")]);
  });

  it("says that --out is a file", async () => {
    const out = join(scratch(), "file");
    writeFileSync(out, "mine");
    const { code, stderr } = await run(["sweep", "--out", out, ...client]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("is a file, not a folder")]);
  });

  it.each([
    ["defaults: { credits: { exit: 0 } }", ":1:13 defaults.credits: is not known; write credit."],
    ["outcomes:\n  mensagem/send/61: { calls: 1 }", ":2:23 outcomes.mensagem/send/61.calls: is not known"],
    [
      "outcomes:\n  mensagem/send/062: { exit: 0 }",
      ':2:3: names no outcome, not "mensagem/send/062"; write mensagem/send/',
    ],
    ["defaults: { credit: { noFinding: [TC999] } }", ":1:35 defaults.credit.noFinding.0: must be a rule such as TC201"],
    ["defaults: { credit: { requests: 6..2 } }", "must be a range from a smaller number to a larger one"],
    ["defaults:\n  credit: {}", ":2:3 defaults.credit: must expect something, such as { exit: 0 }"],
    ["skip: [ { id: '*/nothing', because: x } ]", ":1:11: names no outcome"],
    ["outcomes:\n  mensagem/send/61: { output: /x }", "must be a regular expression such as /out of credit/i"],
    ["outcomes: {", ":1:12: not YAML"],
  ])("a file of expectations with %j is a mistake", async (text, sentence) => {
    const file = join(scratch(), "handling.yaml");
    writeFileSync(file, text);
    const { code, stderr } = await run(["sweep", "--list", "--handling", file]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(sentence) });
  });

  it("leaves the report so far at Ctrl-C", async () => {
    const out = join(scratch(), "out");
    const text = `${program} if (process.env.TORPEDO_OUTCOME?.endsWith("97")) { process.kill(process.ppid, "SIGINT"); setInterval(() => {}, 1000); }`;
    const words = ["sweep", "--out", out, "--codes", "90,97", "--faults", "none", "--", process.execPath, "-e", text];
    expect(await launch(words).finished).toMatchObject({ code: 130 });
    const report = sweepReport.parse(JSON.parse(readFileSync(join(out, "report.json"), "utf8")));
    expect(report.results.map(({ id }) => id)).toEqual(["mensagem/send/90"]);
    expect(report.limits).toEqual(["The sweep was interrupted: 1 outcome left out: mensagem/send/97."]);
  });

  it("has JSON Schemas, and that of expectations is shipped", async () => {
    const { stdout } = await run("schema handling");
    expect(readFileSync("schemas/handling.schema.json", "utf8")).toBe(stdout);
    expect(JSON.parse((await run("schema sweep")).stdout).properties.kind).toEqual({ type: "string", const: "sweep" });
  });
});

const planned = planSweep(
  providers.map(({ vocabulary }) => vocabulary),
  {
    operations: [{ provider: "mensagem", operation: "send" }],
    codes: ["90", "97"],
    faults: "none",
    lifecycles: "none",
  },
);

it.each([
  [["mensagem/send/97"], []],
  [["mensagem/send/*"], ["mensagem/send/90"]],
  [["mensagem/send/94"], ["mensagem/send/94"]],
  [["*/97", "*/stat/*"], ["*/stat/*"]],
])("%j requires %j further", (required, missing) => {
  expect(unreachedNames(required, planned, new Set(["mensagem/send/97"]))).toEqual(missing);
});

it.each([
  ["sweep/mensagem/send/97:unnoticed", true],
  ["sweep/mensagem/send/9x:unnoticed", false],
  ["sweep/mensagem/send/97:ignored", false],
  ["mensagem/send/97:unnoticed", false],
])("a baseline with %j fits: %s", (id, fits) => {
  const baseline = { file: "b.yaml", accepted: [{ id, because: "x" }] };
  const check = () =>
    refuseStrayNames(
      providers.map(({ vocabulary }) => vocabulary),
      { only: [], skip: [], required: [], baseline },
    );
  if (fits) expect(check).not.toThrow();
  else expect(check).toThrow(/^b\.yaml: names no outcome/);
});
