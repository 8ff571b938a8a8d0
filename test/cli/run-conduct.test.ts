// torpedo run --conduct: exit codes, reports, and what Ctrl-C leaves.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { conductReport } from "../../src/checks/reports/report.ts";
import { run } from "../support/cli.ts";
import { emulate, scratch, undoAll } from "../support/sandboxed.ts";
import { launch } from "../support/torpedo-process.ts";

beforeEach(() => vi.stubEnv("GITHUB_STEP_SUMMARY", ""));
afterEach(async () => {
  vi.unstubAllEnvs();
  await undoAll();
});

/** A client that sends these numbers by /sms/send, one after the other. */
const client = (...numbers: readonly string[]): string[] => {
  const text = `const { TORPEDO_MENSAGEM_URL, TORPEDO_MENSAGEM_USER } = process.env;
    (async () => { for (const to of ${JSON.stringify(numbers)})
      await fetch(TORPEDO_MENSAGEM_URL + "/sms/send?u=" + TORPEDO_MENSAGEM_USER + "&n=" + to + "&m=Oi").then((a) => a.text()); })();`;
  return ["--", process.execPath, "-e", text];
};
/** The number that answers 95, which asks never to be sent again. */
const refused = "11900000095";

async function conducted(...words: readonly string[]) {
  const out = join(scratch(), "out");
  const ran = await run(["run", "--conduct", "--out", out, ...words]);
  return { ...ran, report: conductReport.parse(JSON.parse(readFileSync(join(out, "report.json"), "utf8"))) };
}

describe("torpedo run --conduct", () => {
  it("has exit code 0 where every assessed rule is kept", async () => {
    const { code, stderr, report } = await conducted(...client("11999990001"));
    expect([code, report.outcome]).toEqual([0, "passed"]);
    expect(stderr).toMatch(/conduct: 0 errors, \d+ warnings?, \d+ notes?; \d+ of \d+ rules assessed/);
    expect(report).toMatchObject({ kind: "conduct", command: [process.execPath, "-e", expect.anything()] });
    expect(report.emulator.scenario).toBeNull();
  });

  it("has exit code 1 where a rule is violated, and says how to repeat it", async () => {
    const { code, stderr, report } = await conducted(...client(refused, refused));
    expect([code, report.outcome]).toEqual([1, "failed"]);
    expect(report.results.find(({ id }) => id === "TC101")).toMatchObject({ verdict: "violated", level: "error" });
    expect(stderr).toContain("error TC101: ");
    expect(stderr).toContain("Again: npx torpedo-sms run --conduct --only TC101 -- ");
  });

  it("takes levels and thresholds of a file, and a choice of rules", async () => {
    const rules = join(scratch(), "conduct.yaml");
    writeFileSync(rules, "rules: { TC101: { severity: warning } }\n");
    const { code, report } = await conducted("--rules", rules, "--only", "TC1*", ...client(refused, refused));
    expect(code).toBe(0);
    expect(report.results.map(({ id }) => id.slice(0, 3))).toEqual(report.results.map(() => "TC1"));
    expect(report.results.find(({ id }) => id === "TC101")).toMatchObject({ verdict: "violated", level: "warning" });
  });

  it("writes Portuguese without texts and times, with the anchors of the config file", async () => {
    const folder = scratch();
    const [config, out] = [join(folder, "torpedo.yaml"), join(folder, "out")];
    writeFileSync(config, `anchors: { "mensagem/*": "${relative(folder, "src/cli/run.ts")}:40" }\n`);
    const words = ["run", "--conduct", "--lang", "pt", "--no-texts", "--no-timing", "--out", out];
    const twice = async () => {
      const more = ["--config", config, "--seed", "7"];
      const { code, stderr } = await run([...words, ...more, ...client("11900000061", "11900000061")]);
      expect(code).toBe(1);
      expect(stderr).toContain("erro TC205: enviou de novo uma mensagem retida");
      expect(stderr).toMatch(/falhou: TC\d+ foi violada\./);
      return ["report.json", "report.xml", "report.sarif", "summary.md"].map((name) =>
        readFileSync(join(out, name), "utf8"),
      );
    };
    const first = await twice();
    expect(await twice()).toEqual(first);
    expect(first.join()).not.toMatch(/"Oi"|gapsMs|"at":/);
    expect(first.slice(1).join()).not.toMatch(/sent again|Remedy/);
    const sarif = first[2] ?? "";
    expect(sarif).toContain('"uri": "src/cli/run.ts"');
    expect(sarif).toContain('"startLine": 40');
  });

  it("has the dialect of a running emulator", async () => {
    const emulator = await emulate({}, { providers: { sophia: { dlrCallbacks: "all" } } });
    const { report } = await conducted("--url", emulator.urls.http, ...client("11999990001"));
    expect(report.emulator.dialect).toEqual({ sophia: { dlrCallbacks: "all" } });
  });

  it("has exit code 3 where nothing is proven", async () => {
    const silent = await conducted("--", process.execPath, "-e", "0");
    expect([silent.code, silent.report.why]).toEqual([3, "Nothing is proven: no request came."]);
    const required = await conducted("--require", "TC201", ...client("11999990001"));
    expect([required.code, required.report.why]).toEqual([3, expect.stringContaining("about TC201")]);
  });

  it("has exit code 1 where the command fails", async () => {
    const { code, report } = await conducted("--", process.execPath, "-e", "process.exit(7)");
    expect([code, report.why]).toEqual([1, expect.stringMatching(/exited with 7\.$/)]);
  });

  it("says that the time was over", async () => {
    const { report } = await conducted("--timeout", "1s", "--", process.execPath, "-e", "setInterval(() => {}, 1000)");
    expect(report).toMatchObject({ outcome: "failed", budget: { time: "1 second", cut: { by: "time" } } });
    expect(report.limits.join()).toContain("The time of 1 second was over");
  });

  it.each([
    [["--junit", "x.xml"], "--junit: is of a check, and none was asked for; give --conduct too."],
    [["--conduct", "--fail-on", "all"], "error, warning, note or never"],
    [["--conduct", "--baseline", "none.yaml"], "none.yaml: the baseline does not exist"],
    [["--conduct", "--", "no-such-program"], "COMMAND: the program no-such-program cannot be found"],
    [["--conduct", "--only", "TC9*"], "--only: names no rule"],
    [["--conduct", "--skip", "TC9*"], "--skip: names no rule"],
    [["--conduct", "--require", "TC999"], "--require: names no rule"],
    [["--conduct", "--rules", "none.yaml"], "none.yaml"],
    [["--conduct", "--json", "/dev/null/report.json"], "/dev/null/report.json: cannot be written"],
    [["--conduct", "--out", "/proc/x"], "/proc/x/report.json: cannot be written"],
    [["--conduct", "--anchor", "TC1*=../../../etc/x"], "outside the repository"],
  ])("%j is a mistake", async (words, sentence) => {
    const all = words.includes("--") ? words : [...words, "--", "true"];
    const folder = join(scratch(), "out");
    const { code, stderr } = await run(["run", ...(words[0] === "--conduct" ? ["--out", folder] : []), ...all]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(sentence) });
  });

  it("finds a mistake before the command runs", async () => {
    const ran = join(scratch(), "ran");
    const rules = join(scratch(), "conduct.yaml");
    writeFileSync(rules, "rules: { TC101: { pause: 1s } }\n");
    const text = `require("node:fs").writeFileSync(${JSON.stringify(ran)}, "")`;
    const words = ["run", "--conduct", "--out", join(scratch(), "out"), "--rules", rules];
    const { code, stderr } = await run([...words, "--", process.execPath, "-e", text]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("rules.TC101.pause") });
    expect(existsSync(ran)).toBe(false);
  });

  it("has exit code 2 where the report cannot be written afterwards", async () => {
    const out = join(scratch(), "out");
    const text = `require("node:fs").mkdirSync(${JSON.stringify(join(out, "report.json"))})`;
    const { code, stderr } = await run(["run", "--conduct", "--out", out, "--", process.execPath, "-e", text]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("report.json: cannot be written") });
  });

  it("ends at Ctrl-C although the report cannot be written", async () => {
    const folder = scratch();
    const text = `require("node:fs").mkdirSync("out/report.json"); console.log("runs"); setInterval(() => {}, 1000);`;
    const words = ["run", "--conduct", "--out", "out", "--", process.execPath, "-e", text];
    const running = launch(words, { cwd: folder });
    await running.line();
    const { code, stderr } = await running.kill("SIGINT");
    expect({ code, stderr }).toEqual({ code: 130, stderr: expect.stringContaining("cannot be written") });
  });

  it("leaves the report so far at Ctrl-C", async () => {
    const folder = scratch();
    const text = `const { TORPEDO_MENSAGEM_URL: url, TORPEDO_MENSAGEM_USER: user } = process.env;
      fetch(url + "/sms/send?u=" + user + "&n=${refused}&m=Oi").then(() => console.log("sent")); setInterval(() => {}, 1000);`;
    const running = launch(["run", "--conduct", "--", process.execPath, "-e", text], { cwd: folder });
    await running.line();
    expect(await running.kill("SIGINT")).toMatchObject({ code: 130 });
    const file = join(folder, ".torpedo/conduct/report.json");
    expect(existsSync(file)).toBe(true);
    const report = conductReport.parse(JSON.parse(readFileSync(file, "utf8")));
    expect(report.why).toBe("the run was interrupted.");
    expect(report.results.find(({ id }) => id === "TC101")).toMatchObject({ verdict: "kept" });
  });
});
