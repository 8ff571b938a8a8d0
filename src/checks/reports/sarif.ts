// Report as SARIF 2.1.0, as GitHub takes it: it refuses the whole file if one result has no place in the repository.

import { createHash } from "node:crypto";
import type { ReportedCheck, ReportedPlace, ReportedResult } from "./reported.ts";

/** Place in the repository that a result is shown at. */
export interface Anchor {
  /** Relative to the root of the repository, with slashes. */
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

const mostResults = 5_000;
const address = "https://www.npmjs.com/package/torpedo-sms";

/** @param anchorOf place of a finding, by its names, or as given: within the repository */
export function sarifOf(
  report: ReportedCheck,
  anchorOf: (subjects: readonly string[], place?: ReportedPlace) => Anchor,
): string {
  const found = report.findings.filter(({ state }) => state === "failed" || state === "tolerated");
  const shown = found.slice(0, mostResults);
  const rules = [...new Map(shown.map((finding) => [ruleIdOf(finding), finding])).values()];
  const left = found.length - shown.length;
  const notes = [...report.limits, ...(left > 0 ? [`${left} results are left out: a file holds ${mostResults}.`] : [])];
  const run = {
    tool: {
      driver: {
        name: "Torpedo",
        informationUri: address,
        semanticVersion: report.torpedo,
        rules: rules.map((finding) => ruleOf(report.kind, finding)),
      },
    },
    // GitHub takes the id up to its last slash for the category: a job may upload a file for each scenario.
    automationDetails: {
      id: ["torpedo", report.kind, ...(report.scenario === null ? [] : [report.scenario]), ""].join("/"),
    },
    originalUriBaseIds: { "%SRCROOT%": { description: { text: "Root of the repository." } } },
    columnKind: "utf16CodeUnits",
    invocations: [
      {
        executionSuccessful: report.outcome !== "inconclusive" && report.failure === null,
        toolExecutionNotifications: [
          ...(report.failure === null ? [] : [{ level: "error", message: { text: `${report.failure}.` } }]),
          ...notes.map((text) => ({ level: "warning", message: { text } })),
        ],
      },
    ],
    results: shown.map((finding) => {
      const ruleIndex = rules.findIndex((rule) => ruleIdOf(rule) === ruleIdOf(finding));
      return resultOf(finding, ruleIndex, anchorOf(finding.subjects, finding.place));
    }),
  };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleIdOf({ id, rule }: ReportedResult): string {
  return rule?.id ?? id;
}

function ruleOf(kind: string, finding: ReportedResult) {
  const { level } = finding;
  const { id, name, remedy } = finding.rule ?? finding;
  const lines = finding.rule === undefined ? finding.lines : [];
  const sentence = `${name.charAt(0).toUpperCase()}${name.slice(1)}.`;
  return {
    id,
    name: name.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: sentence },
    fullDescription: { text: `${sentence} Remedy: ${remedy}` },
    help: {
      text: `Remedy: ${remedy}`,
      markdown: `**Remedy:** ${remedy}\n\n${lines.map((line) => `- ${line}`).join("\n")}`,
    },
    helpUri: `${address}#${kind}`,
    defaultConfiguration: { level },
    properties: { tags: ["sms", kind] },
  };
}

function resultOf(finding: ReportedResult, ruleIndex: number, { file, line, column }: Anchor) {
  const { id, name, level, remedy, place, subjects, rule } = finding;
  const lines = rule === undefined ? finding.lines : [`${id} ${name}`, ...finding.lines];
  // Neither accounts nor texts: the same habit with another account is the same alert.
  const own = place === undefined ? [id, "violated", file] : [id, "violated", file, ...subjects];
  const identity = rule === undefined ? own : [rule.id, id, file];
  const fingerprint = createHash("sha256").update(JSON.stringify(identity)).digest("hex");
  const physicalLocation = {
    artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" },
    region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
  };
  return {
    ruleId: ruleIdOf(finding),
    ruleIndex,
    level,
    message: { text: [...lines, `Remedy: ${remedy}`].join("\n") },
    locations: [{ physicalLocation }],
    partialFingerprints: { "torpedo/v1": fingerprint },
  };
}
