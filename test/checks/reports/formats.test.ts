// JUnit as a reader gets it, SARIF as GitHub's rules want it, Markdown within its bound.

import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { XMLParser } from "fast-xml-parser";
import { afterEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { conductReportOf, reportedOf } from "../../../src/checks/reports/conduct.ts";
import { junitOf } from "../../../src/checks/reports/junit.ts";
import { sarifOf } from "../../../src/checks/reports/sarif.ts";
import { summaryOf } from "../../../src/checks/reports/summary.ts";
import { reportText } from "../../../src/checks/reports/text.ts";
import type { Bilingual } from "../../../src/core/sentences.ts";
import { conductWith, demands, facts, result, unassessed, violated } from "../../support/conduct-results.ts";
import { scratch, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);

const baseline = {
  file: "b.yaml",
  accepted: [
    { id: "TC102", because: "ADR 12" },
    { id: "TC103", because: "old" },
  ],
};
const mixed = [
  violated("TC101"),
  violated("TC102"),
  result("TC103"),
  violated("TC104", {
    level: "warning",
    examples: [{ text: "bell \u0007 ]]>", portuguese: "", requests: [], messages: [], callbacks: [], at: 0 }],
  }),
  unassessed("TC108"),
  result("TC409", { verdict: "off" }),
];
function findings(results = mixed, more: Partial<typeof facts> = {}, accepted: typeof baseline | null = baseline) {
  const run = { ...facts, ...more };
  const wanted = { ...demands, baseline: accepted };
  return reportedOf(conductReportOf(conductWith(...results), run, wanted), { ...wanted, failure: run.failure });
}
function inPortuguese(...results: ReturnType<typeof result>[]) {
  const wanted = { ...demands, language: "pt" } as const;
  return reportedOf(conductReportOf(conductWith(...results), facts, wanted), { ...wanted, failure: null });
}
const anchor = () => ({ file: "src/sms/mensagem client.ts", line: 40 });

const parsed = z.object({
  testsuites: z.looseObject({
    testsuite: z.looseObject({ testcase: z.array(z.looseObject({ "@name": z.string() })) }),
  }),
});

describe("JUnit", () => {
  const reader = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    isArray: (name) => name === "testcase",
  });
  const casesOf = (text: string) => parsed.parse(reader.parse(text, true)).testsuites.testsuite.testcase;

  it("has a case for each rule, with all text in the body of failure", () => {
    const cases = casesOf(junitOf(findings()));
    expect(cases.map((item) => item["@name"].slice(0, 14))).toEqual([
      "TC101 retried ",
      "TC102 retried ",
      "TC103 retried ",
      "TC104 retried ",
      "TC108 retried ",
      "baseline TC103",
    ]);
    expect(cases[0]?.["failure"]).toContain(
      '"Olá" &amp; &lt;b&gt; to 5511999990001 after 97 (requests 4, 5; pause 11 ms)'
        .replaceAll("&amp;", "&")
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">"),
    );
    expect(cases[0]?.["failure"]).toContain("Remedy: send it again only after a change");
    expect(cases[1]).toMatchObject({ "system-out": expect.stringContaining("accepted: ADR 12") });
    expect(Object.keys(cases[2] ?? {})).toEqual(["@name", "@classname"]);
    expect(cases[3]?.["system-out"]).toContain("bell \ufffd ]]>");
    expect(cases[4]?.["skipped"]).toContain("torpedo run --conduct");
    expect(cases[5]?.["failure"]).toContain("passes now: take it out");
  });

  it("counts its cases", () => {
    expect(junitOf(findings())).toContain('tests="6" failures="2" errors="0" skipped="1"');
    const silent = junitOf(findings([unassessed("TC101")], { requests: 0 }, null));
    expect(silent).toContain('tests="2" failures="0" errors="1" skipped="1"');
    expect(casesOf(silent).at(-1)).toMatchObject({
      "@name": "proven",
      error: "Nothing is proven: no request came.",
    });
  });

  it("has a case for the command that failed", () => {
    const text = junitOf(
      findings([result("TC101")], { failure: { en: "npm exited with 1", pt: "npm terminou com 1" } }, null),
    );
    expect(text).toContain('tests="2" failures="1" errors="0" skipped="0"');
    expect(casesOf(text).at(-1)).toMatchObject({ "@name": "command", failure: "npm exited with 1" });
  });
});

const multitool = join(import.meta.dirname, "../../../node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool");

describe("SARIF", () => {
  // A machine of CI without the program fails: nothing else would notice.
  it.runIf(existsSync(multitool) || process.env["CI"] === "true")(
    "keeps the rules of SARIF and of GitHub's code scanning",
    { timeout: 120_000 },
    () => {
      const folder = scratch();
      const [file, log] = [join(folder, "report.sarif"), join(folder, "log.sarif")];
      writeFileSync(file, sarifOf(findings(), anchor, { file: "journal.jsonl", lineOf: (request) => request }));
      // Scripts of packages are not run at installation: the program is not executable yet.
      chmodSync(multitool, 0o755);
      const args = ["validate", file, "--rule-kind", "Sarif;Gh", "--output", log, "--log", "ForceOverwrite"];
      execFileSync(multitool, args, { env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" } });
      const schema = z.object({
        runs: z.array(
          z.looseObject({ results: z.array(z.looseObject({ ruleId: z.string(), level: z.string().optional() })) }),
        ),
      });
      const result = schema
        .parse(JSON.parse(readFileSync(log, "utf8").replace(/^\ufeff/, "")))
        .runs.flatMap(({ results }) => results);
      expect(result.filter(({ level }) => level === "error" || level === undefined)).toEqual([]);
    },
  );

  it("has the violated rules alone, each with a place and a fingerprint that no line or text changes", () => {
    const fingerprints = (text: string) =>
      [...text.matchAll(/"torpedo\/v1": "([0-9a-f]{64})"/g)].map(([, hash]) => hash);
    const text = sarifOf(findings(), anchor);
    expect([...text.matchAll(/"ruleId": "(\w+)"/g)].map(([, id]) => id)).toEqual(["TC101", "TC104"]);
    expect(text).toContain('"uri": "src/sms/mensagem%20client.ts"');
    const changed = mixed.map((item) => ({ ...item, occurrences: 9, examples: [] }));
    expect(fingerprints(sarifOf(findings(changed), () => ({ file: "src/sms/mensagem client.ts", line: 41 })))).toEqual(
      fingerprints(text),
    );
    expect(fingerprints(sarifOf(findings(), () => ({ file: "b.ts", line: 40 })))).not.toEqual(fingerprints(text));
  });

  it("has the same fingerprint for another account, and another id of the run for another scenario", () => {
    const hashes = (accounts: string[]) =>
      sarifOf(findings([violated("TC101", { accounts })], {}, null), anchor).match(/"torpedo\/v1": "\w+"/)?.[0];
    expect(hashes(["sophia/main", "mensagem/other"])).toBe(hashes(["mensagem/main"]));
    const idOf = (scenario: string | null) =>
      /"automationDetails": {\s*"id": "([^"]*)"/.exec(
        sarifOf(findings(mixed, { emulator: { dialect: {}, scenario } }), anchor),
      )?.[1];
    expect([idOf("answer-lost"), idOf("bad-day"), idOf(null)]).toEqual([
      "torpedo/conduct/answer-lost/",
      "torpedo/conduct/bad-day/",
      "torpedo/conduct/",
    ]);
  });

  it("says that the command failed", () => {
    const runs = z.object({ runs: z.array(z.looseObject({ invocations: z.array(z.unknown()) })) });
    const invocation = (failure: Bilingual | null) =>
      runs.parse(JSON.parse(sarifOf(findings([result("TC101")], { failure }, null), anchor))).runs[0]?.invocations[0];
    expect(invocation({ en: "npm exited with 1", pt: "npm terminou com 1" })).toEqual({
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: "error", message: { text: "npm exited with 1." } }],
    });
    expect(invocation(null)).toEqual({ executionSuccessful: true, toolExecutionNotifications: [] });
  });

  it("has at most 5,000 results and says so", () => {
    const many = Array.from({ length: 5_003 }, (_, at) => violated(`TC${10_000 + at}`, { examples: [] }));
    const text = sarifOf(findings(many), anchor);
    expect(text.match(/"ruleId"/g)).toHaveLength(5_000);
    expect(text).toContain("3 results are left out: a file holds 5000.");
  });
});

describe("the summary", () => {
  it("has its headline, a row for each violated rule, and details", () => {
    const text = summaryOf(findings());
    expect(text).toMatch(/^### Conduct: 1 error, 1 warning, 0 notes; 4 of 6 rules assessed; 6 credits wasted\n/);
    expect(text).toContain("**failed**: TC101 is violated; the baseline has 1 stale entry.");
    expect(text).toContain("| ❌ error | TC101 retried a permanent refusal | 3 | send it again only after a change |");
    expect(text).toContain("- TC103: passes now: take it out");
    expect(text).toContain('- "Olá" &amp; &lt;b> to 5511999990001');
    expect(text).toContain("- TC102 retried a permanent refusal: ADR 12");
    expect(text).not.toMatch(/^#{1,2} /m);
  });

  it("stays under 900 KiB and says that parts are left out", () => {
    const example = { text: "é".repeat(4_000), portuguese: "", requests: [], messages: [], callbacks: [], at: 0 };
    const many = Array.from({ length: 300 }, (_, at) => violated(`TC${1_000 + at}`, { examples: [example] }));
    const text = summaryOf(findings(many));
    expect(Buffer.byteLength(text)).toBeLessThan(901 * 1024);
    expect(text).toMatch(/\d+ parts are left out: a summary holds 900 KiB\.\n$/);
  });
});

it("every format is in Portuguese", () => {
  const check = inPortuguese(violated("TC101"), unassessed("TC108"));
  const texts = [junitOf(check), sarifOf(check, anchor), summaryOf(check), reportText(check, () => "torpedo run")];
  for (const text of texts) {
    expect(text).toMatch(/repetiu uma recusa permanente/i);
    expect(text).toMatch(/Correção/);
    expect(text).not.toMatch(/Remedy|retried|Provoke|assessed:/);
  }
  expect(check.headline).toBe("1 erro, 0 avisos, 0 notas; 1 de 2 regras avaliadas; 2 créditos desperdiçados");
  expect(check.why).toBe("TC101 foi violada.");
  expect(check.findings[0]?.lines).toEqual([
    "3 vezes por mensagem/main; 2 créditos a mais",
    '"Olá" & <b> para 5511999990001 após 97 (requisições 4, 5; pausa 11 ms)',
  ]);
});

it("SARIF names the requests in the exported journal", () => {
  const journal = { file: "out/journal.jsonl", lineOf: (request: number) => (request === 4 ? 12 : null) };
  const log = JSON.parse(sarifOf(findings([violated("TC101")], {}, null), anchor, journal));
  expect(log.runs[0].results[0].relatedLocations).toEqual([
    {
      id: 1,
      message: { text: "request 4" },
      physicalLocation: {
        artifactLocation: { uri: "out/journal.jsonl", uriBaseId: "%SRCROOT%" },
        region: { startLine: 12 },
      },
    },
  ]);
  expect(sarifOf(findings([violated("TC101")], {}, null), anchor)).not.toContain("relatedLocations");
});
