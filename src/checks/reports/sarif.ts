// Report as SARIF 2.1.0, as GitHub takes it: it refuses the whole file if one result has no place in the repository.

import { createHash } from "node:crypto";
import type { Language } from "../../core/sentences.ts";
import { say } from "./report-words.ts";
import type { JournalPlace, ReportedCheck, ReportedPlace, ReportedResult } from "./reported.ts";

/** Place in the repository that a result is shown at. */
export interface Anchor {
  /** Relative to the root of the repository, with slashes. */
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

const maxResults = 5_000;
const maxLocations = 100;
const address = "https://www.npmjs.com/package/torpedo-sms";

/**
 * @param anchorOf place of a finding, by its names, or as given: within the repository
 * @param journal its requests are related locations; null: the journal is in no file
 */
export function sarifOf(
  report: ReportedCheck,
  anchorOf: (subjects: readonly string[], place?: ReportedPlace) => Anchor,
  journal: JournalPlace | null = null,
): string {
  const { language = "en" } = report;
  const failures = report.findings.filter(({ state }) => state === "failed" || state === "tolerated");
  const results = failures.slice(0, maxResults);
  const rules = [...new Map(results.map((finding) => [ruleIdOf(finding), finding])).values()];
  const left = failures.length - results.length;
  const notes = [
    ...report.limits,
    ...(left > 0 ? [say("left-results", { count: left, max: maxResults })[language]] : []),
  ];
  const run = {
    tool: {
      driver: {
        name: "Torpedo",
        informationUri: address,
        semanticVersion: report.torpedo,
        rules: rules.map((finding) => ruleOf(report.kind, finding, language)),
      },
    },
    // GitHub takes the id up to its last slash for the category: a job may upload a file for each scenario.
    automationDetails: {
      id: ["torpedo", report.kind, ...(report.scenario === null ? [] : [report.scenario]), ""].join("/"),
    },
    originalUriBaseIds: { "%SRCROOT%": { description: { text: say("root")[language] } } },
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
    results: results.map((finding) => {
      const ruleIndex = rules.findIndex((rule) => ruleIdOf(rule) === ruleIdOf(finding));
      const result = resultOf(finding, anchorOf(finding.subjects, finding.place), language);
      return { ruleIndex, ...result, ...relatedOf(finding, journal, language) };
    }),
  };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleIdOf({ id, rule }: ReportedResult): string {
  return rule?.id ?? id;
}

function ruleOf(kind: string, finding: ReportedResult, language: Language) {
  const cure = say("remedy")[language];
  const { level } = finding;
  const { id, name, remedy } = finding.rule ?? finding;
  const lines = finding.rule === undefined ? finding.lines : [];
  const sentence = `${name.charAt(0).toUpperCase()}${name.slice(1)}.`;
  return {
    id,
    name: plain(name).replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: sentence },
    fullDescription: { text: `${sentence} ${cure}: ${remedy}` },
    help: {
      text: `${cure}: ${remedy}`,
      markdown: `**${cure}:** ${remedy}\n\n${lines.map((line) => `- ${line}`).join("\n")}`,
    },
    helpUri: `${address}#${kind}`,
    defaultConfiguration: { level },
    properties: { tags: ["sms", kind] },
  };
}

function resultOf(finding: ReportedResult, { file, line, column }: Anchor, language: Language) {
  const { id, name, level, remedy, place, subjects, rule } = finding;
  const lines = rule === undefined ? finding.lines : [`${id} ${name}`, ...finding.lines];
  // Neither accounts nor texts: the same habit with another account is the same alert.
  const own = place === undefined ? [id, "violated", file] : [id, "violated", file, ...subjects];
  const identity = rule === undefined ? own : [rule.id, id, file];
  const fingerprint = createHash("sha256").update(JSON.stringify(identity)).digest("hex");
  return {
    ruleId: ruleIdOf(finding),
    level,
    message: { text: [...lines, `${say("remedy")[language]}: ${remedy}`].join("\n") },
    locations: [{ physicalLocation: placeOf(file, line, column) }],
    partialFingerprints: { "torpedo/v1": fingerprint },
  };
}

/** Requests of a result, as lines of the exported journal. */
function relatedOf({ requests = [] }: ReportedResult, journal: JournalPlace | null, language: Language) {
  const places = (journal === null ? [] : requests.slice(0, maxLocations)).flatMap((request) => {
    const line = journal?.lineOf(request) ?? null;
    return journal === null || line === null ? [] : [{ request, place: placeOf(journal.file, line) }];
  });
  if (places.length === 0) return {};
  const relatedLocations = places.map(({ request, place }, index) => ({
    id: index + 1,
    message: { text: say("request", { list: request })[language] },
    physicalLocation: place,
  }));
  return { relatedLocations };
}

/** Letters without accents. */
function plain(name: string): string {
  return name.normalize("NFD").replace(/\p{M}/gu, "");
}

function placeOf(file: string, line: number, column?: number) {
  return {
    artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" },
    region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
  };
}
