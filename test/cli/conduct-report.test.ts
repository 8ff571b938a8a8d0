// Files of a report of conduct: the folder, single files, the job's summary, the baseline, and places for SARIF.

import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, describe, expect, it, vi } from "vitest";
import { againWith } from "../../src/cli/again.ts";
import { anchorFinder, refuseStrayAnchors } from "../../src/cli/anchors.ts";
import { writeConductReport } from "../../src/cli/conduct-report.ts";
import { action, type Flags } from "../../src/cli/flags.ts";
import { addReportFlags, type ReportPlan, reportPlan } from "../../src/cli/report-plan.ts";
import { run } from "../support/cli.ts";
import { conductWith, facts, result, unassessed, violated } from "../support/conduct-results.ts";
import { scratch, undoAll } from "../support/sandboxed.ts";

afterEach(async () => {
  vi.unstubAllEnvs();
  await undoAll();
});

const all = conductWith(
  violated("TC101"),
  violated("TC204", { level: "warning" }),
  result("TC201"),
  unassessed("TC205"),
);
const timing = { startedAt: "2026-06-01T00:00:00.000Z", durationMs: 1_234 };

const again = againWith("run --conduct", {}, facts.command);

function report(flags: Flags, folder: string | null = null, conduct = all) {
  vi.stubEnv("GITHUB_STEP_SUMMARY", "");
  return writeConductReport(conduct, { ...facts, timing }, reportPlan(flags, folder), again);
}

describe("a report", () => {
  it("is in a folder in each format, in place of an earlier one", () => {
    const folder = join(scratch(), "a", "b");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "report.xml"), "old");
    writeFileSync(join(folder, "mine.txt"), "stays");
    const { code, text } = report({}, folder);
    expect(code).toBe(1);
    expect(readdirSync(folder).toSorted()).toEqual([
      "mine.txt",
      "report.json",
      "report.sarif",
      "report.xml",
      "summary.md",
    ]);
    expect(readFileSync(join(folder, "report.xml"), "utf8")).toContain("<testsuites");
    expect(text).toContain(
      "error TC101: retried a permanent refusal\n  3 times by mensagem/main; 2 credits too many\n",
    );
    expect(text).toContain("  Again: npx torpedo-sms run --conduct --only TC101 -- npm test\n");
    expect(text).toContain("conduct: 1 error, 1 warning, 0 notes; 3 of 4 rules assessed; 4 credits wasted\n");
    expect(text).toContain("failed: TC101 is violated.\n");
    expect(text).toContain(`Reports are in ${folder}.\n`);
  });

  it("is in single files, and in no folder unless one is asked for", () => {
    const folder = scratch();
    const files = {
      json: join(folder, "j"),
      junit: join(folder, "u"),
      sarif: join(folder, "s"),
      summary: join(folder, "m"),
    };
    report(files);
    expect(readdirSync(folder).toSorted()).toEqual(["j", "m", "s", "u"]);
    expect(JSON.parse(readFileSync(files.json, "utf8"))).toMatchObject({ kind: "conduct", format: 1, timing });
  });

  it("is byte for byte the same without times", () => {
    const folder = scratch();
    for (const name of ["a", "b"]) {
      const more = name === "a" ? timing : { ...timing, durationMs: 9 };
      const plan = reportPlan(
        { json: join(folder, name), junit: join(folder, `${name}.xml`), "no-timing": false },
        null,
      );
      writeConductReport(all, { ...facts, timing: more }, plan, again);
    }
    for (const end of ["", ".xml"])
      expect(readFileSync(join(folder, `a${end}`), "utf8")).toBe(readFileSync(join(folder, `b${end}`), "utf8"));
  });

  it("is appended to the summary of a job", () => {
    const file = join(scratch(), "summary");
    writeFileSync(file, "before\n");
    vi.stubEnv("GITHUB_STEP_SUMMARY", file);
    writeConductReport(all, facts, reportPlan({}, null), again);
    expect(readFileSync(file, "utf8")).toMatch(/^before\n### Conduct: 1 error, /);
  });

  it("has the results that --only and --skip leave", () => {
    expect(report({ only: ["TC2*"] }).report.results.map(({ id }) => id)).toEqual(["TC201", "TC204", "TC205"]);
    expect(report({ only: ["TC2*"], skip: ["TC204,TC205"] }).report.results.map(({ id }) => id)).toEqual(["TC201"]);
    expect(report({ skip: ["TC101"] }).code).toBe(0);
    expect(report({ only: ["tc1*"] })).toMatchObject({ code: 1, report: { results: [{ id: "TC101" }] } });
    expect(report({ skip: ["TC101"], require: ["TC205"] }).code).toBe(3);
    expect(report({ skip: ["TC101"], "fail-on": "warning" }).code).toBe(1);
  });

  it("is refused a file that cannot be written", () => {
    expect(() => report({ json: join(scratch(), "\0") })).toThrow("cannot be written");
  });
});

describe("a baseline", () => {
  it("is written once, accepts what failed, and fails when an entry passes", () => {
    const file = join(scratch(), "b.yaml");
    const first = report({ "write-baseline": file });
    expect(first.code).toBe(1);
    expect(first.text).toContain(`${file} accepts 1 result; write the reason of each.\n`);
    expect(readFileSync(file, "utf8")).toContain('- id: "TC101"\n    because: ""\n');
    expect(report({ baseline: file }).code).toBe(0);
    const mended = report({ baseline: file }, null, conductWith(result("TC101")));
    expect([mended.code, mended.text]).toEqual([
      1,
      expect.stringContaining("baseline: TC101: passes now: take it out\n"),
    ]);
    expect(() => report({ "write-baseline": file })).toThrow("exists already; edit the file, or take it away first");
  });

  it("judges the entries that --only and --skip leave", () => {
    const file = join(scratch(), "b.yaml");
    writeFileSync(file, "accepted: [{ id: TC101, because: x }, { id: TC201, because: y }]");
    const stale = (flags: Flags) => report({ baseline: file, ...flags }).report.baseline.stale;
    expect(stale({})).toEqual(["TC201: passes now: take it out"]);
    expect(stale({ only: ["TC1*"] })).toEqual([]);
    expect(stale({ skip: ["TC201"] })).toEqual([]);
    expect(stale({ only: ["tc2*"] })).toEqual(["TC201: passes now: take it out"]);
  });

  it("that does not exist is a mistake", () => {
    expect(() => report({ baseline: join(scratch(), "none.yaml") })).toThrow("the baseline does not exist");
  });
});

describe("the place of a result", () => {
  function checkout(files: Readonly<Record<string, string>>): string {
    const folder = scratch();
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, name, ".."), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    execFileSync("git", ["init", "-q", folder]);
    execFileSync("git", ["-C", folder, "add", "-A"]);
    return folder;
  }
  const project = {
    "app/package.json": "{}",
    "app/stories/lost.yaml": "scenario: lost",
    "app/src/sms.js": "\n// torpedo: mensagem/main\nsend();\n// torpedo: TC108\n",
  };

  it.each<[string, string[], Parameters<typeof anchorFinder>[1], { file: string; line: number }]>([
    [
      "a flag",
      ["TC101", "mensagem"],
      { given: [["mensagem", { file: "src/a.js", line: 7 }]], files: [] },
      { file: "app/src/a.js", line: 7 },
    ],
    ["a comment", ["TC101", "mensagem/main"], { given: [], files: [] }, { file: "app/src/sms.js", line: 2 }],
    [
      "a comment with the rule",
      ["TC108", "mensagem/main"],
      { given: [], files: [] },
      { file: "app/src/sms.js", line: 4 },
    ],
    [
      "the scenario",
      ["TC101", "sophia"],
      { given: [], files: ["stories/lost.yaml", "package.json"] },
      { file: "app/stories/lost.yaml", line: 1 },
    ],
    [
      "no scenario of the package",
      ["TC101"],
      { given: [], files: ["answer-lost", null] },
      { file: "app/package.json", line: 1 },
    ],
  ])("is %s", (_, subjects, choice, place) => {
    expect(anchorFinder(join(checkout(project), "app"), choice)(subjects)).toEqual(place);
  });

  it.each(["../../etc/x", "/etc/x", "../package.json/../../x"])("is not %s", (file) => {
    const folder = join(checkout(project), "app");
    expect(() => refuseStrayAnchors(folder, [["TC1*", { file, line: 1 }]])).toThrow(
      "--anchor: TC1* has a place outside the repository",
    );
  });

  it("may be beside the folder of the command, with a name that begins with dots", () => {
    const folder = join(checkout(project), "app");
    const given = [["TC1*", { file: "../..sms.js", line: 2 }]] as const;
    refuseStrayAnchors(folder, given);
    expect(anchorFinder(folder, { given, files: [] })(["TC101"])).toEqual({ file: "..sms.js", line: 2 });
  });

  it("is a file of the folder without git", () => {
    const folder = scratch();
    writeFileSync(join(folder, "pom.xml"), "");
    expect(anchorFinder(folder, { given: [], files: [] })(["TC101"])).toEqual({ file: "pom.xml", line: 1 });
  });
});

it("torpedo schema prints the schema of scenarios, and of reports of conduct", async () => {
  const { code, stdout } = await run("schema conduct");
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { title: "Torpedo's report of conduct", type: "object" }]);
  for (const kind of ["check", "coverage", "sweep"]) {
    const { properties } = JSON.parse((await run(`schema ${kind}`)).stdout);
    expect(properties.kind).toEqual({ type: "string", const: kind });
  }
  expect(JSON.parse((await run("schema")).stdout)).toHaveProperty("properties");
  expect(await run("schema sweeps")).toMatchObject({ code: 2, stderr: expect.stringContaining("scenario") });
});

it.each<[Flags, string[], string]>([
  [{}, [], "npx torpedo-sms x --only TC101"],
  [
    { conduct: true, out: "o", only: ["TC1*"], baseline: "b.yaml", token: "s3cret" },
    [],
    "npx torpedo-sms x --only TC101",
  ],
  [
    { scenario: "bad day.yaml", clock: "manual", rules: "c.yaml", env: ["A={http}", "B=x"], "as-proxy": true },
    ["npm", "test", "--", "it's", "a b", "$HOME"],
    "npx torpedo-sms x --scenario 'bad day.yaml' --clock manual --rules c.yaml --env 'A={http}' --env B=\"$B\" --as-proxy --only TC101 -- npm test -- 'it'\\''s' 'a b' '$HOME'",
  ],
  [
    { env: ["KEY=s3cret", "U=http://me:pw@{http}/?key=1"] },
    [],
    'npx torpedo-sms x --env KEY="$KEY" --env U="$U" --only TC101',
  ],
  [
    { callback: ["dlr=http://me:pw@127.0.0.1:9/dlr?token=s3cret", "mo=http://127.0.0.1:9/mo"] },
    [],
    "npx torpedo-sms x --callback dlr=http://127.0.0.1:9/dlr --callback mo=http://127.0.0.1:9/mo --only TC101",
  ],
])("%j with %j is repeated with all that matters, in quotes", (flags, words, line) => {
  expect(againWith("x", flags, words)("TC101")).toBe(line);
});

it.each<[string[], Partial<ReportPlan>]>([
  [[], { isTimed: true, failOn: "error", only: [], required: [], out: null }],
  [["--no-timing"], { isTimed: false }],
  [["--fail-on", "never", "--out", "x"], { failOn: "never", out: "x" }],
  [
    ["--require", "TC201,TC108", "--require", "TC1*", "--skip", "TC2*"],
    { required: ["TC201", "TC108", "TC1*"], skip: ["TC2*"] },
  ],
  [
    ["--anchor", "TC1*=src/a.ts:40", "--anchor", "mensagem=b.ts"],
    {
      anchors: [
        ["TC1*", { file: "src/a.ts", line: 40 }],
        ["mensagem", { file: "b.ts", line: 1 }],
      ],
    },
  ],
])("the flags %j are a plan", async (words, plan) => {
  const command = addReportFlags(new Command());
  const plans: ReportPlan[] = [];
  const run: Parameters<typeof action>[1] = async (work) => void (await work({} as never));
  action(command, run, async (_, flags) => plans.push(reportPlan(flags, null)));
  await command.parseAsync(words, { from: "user" });
  expect(plans).toEqual([expect.objectContaining(plan)]);
});
