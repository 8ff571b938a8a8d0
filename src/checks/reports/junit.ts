// Report as JUnit XML. All text stands in the body of <failure>: GitLab shows neither its attributes nor properties.

import { create } from "xmlbuilder2";
import type { ReportedCheck, ReportedResult } from "./reported.ts";

export function junitOf({ kind, findings, stale, why, failure, outcome, durationMs, limits }: ReportedCheck): string {
  const cases = findings.filter(({ state }) => state !== "off");
  const ofCommand = failure === null ? [] : [failure];
  const failures = cases.filter(({ state }) => state === "failed").length + stale.length + ofCommand.length;
  const skipped = cases.filter(({ state }) => state === "notAssessed").length;
  const unproven = outcome === "inconclusive" ? 1 : 0;
  const counts = {
    tests: cases.length + stale.length + ofCommand.length + unproven,
    failures,
    errors: unproven,
    skipped,
    ...(durationMs === null ? {} : { time: (durationMs / 1000).toFixed(3) }),
  };
  const suites = create({ version: "1.0", encoding: "UTF-8" }).ele("testsuites", {
    name: `torpedo ${kind}`,
    ...counts,
  });
  const suite = suites.ele("testsuite", { name: `torpedo.${kind}`, ...counts });
  const testcase = (name: string) => suite.ele("testcase", { classname: `torpedo.${kind}`, name: valid(name) });
  for (const finding of cases) {
    const element = testcase(`${finding.id} ${finding.name}`);
    if (finding.state === "failed") element.ele("failure").txt(valid(textOf(finding)));
    else if (finding.state === "notAssessed") element.ele("skipped").txt(valid(textOf(finding)));
    else if (finding.state !== "passed") element.ele("system-out").txt(valid(textOf(finding)));
  }
  for (const entry of stale)
    testcase(`baseline ${entry}`)
      .ele("failure")
      .txt(valid(`Stale entry of the baseline: ${entry}`));
  for (const reason of ofCommand) testcase("command").ele("failure").txt(valid(reason));
  if (unproven > 0)
    testcase("proven")
      .ele("error")
      .txt(valid(why ?? ""));
  if (limits.length > 0) suite.ele("system-out").txt(valid(limits.join("\n")));
  return `${suites.end({ prettyPrint: true })}\n`;
}

function textOf({ state, level, lines, remedy, hint }: ReportedResult): string {
  if (state === "notAssessed") return `not assessed: nothing provoked it\nProvoke: ${hint}`;
  const head = state === "accepted" ? `accepted: ${hint}` : level;
  return [head, ...lines, `Remedy: ${remedy}`].join("\n");
}

/** Text without the characters that XML 1.0 forbids. */
function valid(text: string): string {
  return text.toWellFormed().replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
}
