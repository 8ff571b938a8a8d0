// Report as JUnit XML. All text stands in the body of <failure>: GitLab shows neither its attributes nor properties.

import { create } from "xmlbuilder2";
import type { XMLBuilder } from "xmlbuilder2/lib/interfaces.js";
import type { Language } from "../../core/sentences.ts";
import { say } from "./report-words.ts";
import type { ReportedCheck, ReportedResult } from "./reported.ts";

export function junitOf(report: ReportedCheck): string {
  const { kind, findings, stale, why, failure, outcome, durationMs, limits, language = "en" } = report;
  const cases = findings.filter(({ state }) => state !== "off");
  const own = cases.filter(({ suite }) => suite === undefined);
  // Cases beside the results: of the baseline, the command, and a check that proves nothing.
  const further = [
    ...stale.map((entry) => [`baseline ${entry}`, "failure", say("stale-entry", { entry })[language]] as const),
    ...(failure === null ? [] : [["command", "failure", failure] as const]),
    ...(outcome === "inconclusive" ? [["proven", "error", why ?? ""] as const] : []),
  ];
  const time = durationMs === null ? {} : { time: (durationMs / 1000).toFixed(3) };
  const suites = create({ version: "1.0", encoding: "UTF-8" }).ele("testsuites", {
    name: `torpedo ${kind}`,
    ...countsOf(cases, further),
    ...time,
  });
  for (const file of new Set(cases.flatMap(({ suite }) => suite ?? []))) {
    const ofFile = cases.filter(({ suite }) => suite === file);
    const suite = suites.ele("testsuite", { name: valid(file), ...countsOf(ofFile) });
    for (const finding of ofFile)
      addCase(suite, finding.rule === undefined ? `torpedo.${kind} ${valid(file)}` : valid(file), {
        finding,
        language,
      });
  }
  if (own.length === cases.length || own.length + further.length + limits.length > 0) {
    const suite = suites.ele("testsuite", { name: `torpedo.${kind}`, ...countsOf(own, further), ...time });
    for (const finding of own) addCase(suite, `torpedo.${kind}`, { finding, language });
    for (const [name, element, text] of further)
      suite
        .ele("testcase", { classname: `torpedo.${kind}`, name: valid(name) })
        .ele(element)
        .txt(valid(text));
    if (limits.length > 0) suite.ele("system-out").txt(valid(limits.join("\n")));
  }
  return `${suites.end({ prettyPrint: true })}\n`;
}

interface WordedResult {
  readonly finding: ReportedResult;
  readonly language: Language;
}

type FurtherCase = readonly [name: string, element: "failure" | "error", text: string];

function countsOf(cases: readonly ReportedResult[], further: readonly FurtherCase[] = []) {
  const failed = cases.filter(({ state }) => state === "failed").length;
  return {
    tests: cases.length + further.length,
    failures: failed + further.filter(([, element]) => element === "failure").length,
    errors: further.filter(([, element]) => element === "error").length,
    skipped: cases.filter(({ state }) => state === "notAssessed").length,
  };
}

function addCase(suite: XMLBuilder, classname: string, { finding, language }: WordedResult): void {
  const name = finding.rule === undefined ? `${finding.id} ${finding.name}`.trim() : finding.name;
  const element = suite.ele("testcase", { classname, name: valid(name) });
  if (finding.state === "failed") element.ele("failure").txt(valid(textOf(finding, language)));
  else if (finding.state === "notAssessed") element.ele("skipped").txt(valid(textOf(finding, language)));
  else if (finding.state !== "passed") element.ele("system-out").txt(valid(textOf(finding, language)));
}

function textOf(result: ReportedResult, language: Language): string {
  const { state, level, lines, remedy, hint, rule, place } = result;
  if (state === "notAssessed" && (rule ?? place) !== undefined) return lines.join("\n");
  if (state === "notAssessed") return `${say("not-assessed")[language]}\n${say("provoke")[language]}: ${hint}`;
  const head = state === "accepted" ? `${say("accepted")[language]}: ${hint}` : say(level)[language];
  return [head, ...lines, `${say("remedy")[language]}: ${remedy}`].join("\n");
}

/** Text without the characters that XML 1.0 forbids. */
function valid(text: string): string {
  return text.toWellFormed().replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
}
