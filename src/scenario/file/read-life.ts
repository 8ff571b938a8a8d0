// `life`: named, or status by status. Its times go forward, and it says only what the provider can report.

import type { LifeStep } from "../../core/message.ts";
import { isLifecycleName, namedLifecycles } from "../../core/named-lifecycles.ts";
import { isStatus, mayFollow, type Status, statuses } from "../../core/status.ts";
import type { Vocabulary } from "../../core/vocabulary.ts";
import type { Effects } from "../engine/steps.ts";
import { type ReadContext, reportImpossible, type Scope, textAt } from "./context.ts";
import type { Path } from "./document.ts";
import { suggest } from "./finding.ts";
import { milliseconds } from "./read-fault.ts";
import type { StepFile } from "./schema.ts";

type LifeFile = NonNullable<StepFile["life"]>;

export function readLife(context: ReadContext, path: Path, file: LifeFile, scope: Scope): Effects["life"] {
  if (typeof file === "string") {
    if (!isLifecycleName(file)) return undefined;
    const steps: readonly LifeStep[] = namedLifecycles[file];
    const last = steps.at(-1);
    if (last !== undefined) checkSayable(context, path, last.status, scope);
    return { name: file, steps };
  }
  const many = Array.isArray(file);
  const entries = (many ? file : [file]).flatMap((entry, index) =>
    entriesOf(context, many ? [...path, index] : [...path], entry, scope),
  );
  const steps: LifeStep[] = [];
  for (const { at, word, after, err } of entries) {
    const read = readStep(context, at, word, milliseconds(after), scope);
    if (read === null) continue;
    const step: LifeStep = err === undefined ? read : { ...read, err };
    const previous = steps.at(-1);
    checkOrder(context, at, word, step, previous);
    const isFree = previous !== undefined && !mayFollow(previous.status, step.status);
    steps.push(isFree ? { ...step, isFree } : step);
  }
  return { steps };
}

type LifeEntry = Extract<LifeFile, readonly unknown[]>[number];

/** Statuses with their times, in the order of the file, and the error that a single one shows. */
function entriesOf(
  context: ReadContext,
  at: Path,
  { err, ...times }: LifeEntry,
  scope: Scope,
): readonly { readonly at: Path; readonly word: string; readonly after: string | 0; readonly err?: string }[] {
  const statusTimes = Object.entries(times).map(([word, after]) => ({ at, word, after }));
  if (err === undefined) return statusTimes;
  const written = textAt(context, [...at, "err"], err);
  if (statusTimes.length !== 1)
    context.report(at, "err stands beside several statuses", "Write a list with one status each", "err");
  if (!/^[!-~]{1,4}$/.test(written)) context.report(at, `err is ${written}`, "Write 1 to 4 characters", "err");
  const shows = scope.spots.length === 0 || scope.spots.some(({ vocabulary }) => vocabulary.smpp !== undefined);
  if (!shows) context.report(at, "no report of the provider shows err", "Take it out", "err");
  return statusTimes.map((statusTime) => ({ ...statusTime, err: written }));
}

function readStep(context: ReadContext, path: Path, word: string, after: number, scope: Scope): LifeStep | null {
  if (isStatus(word)) {
    checkSayable(context, path, word, scope);
    return { status: word, after };
  }
  for (const { vocabulary } of scope.spots) {
    if (isVoiceWord(vocabulary, word)) return { status: voiceStatus(vocabulary, word), after, word };
  }
  // Where the rule can apply was wrong already; what a call of it could end in, nobody can say.
  if (scope.spots.length === 0 && word.includes(":")) return { status: "undelivered", after, word };
  const pattern = scope.spots.find(({ vocabulary }) => vocabulary.voiceWords !== undefined)?.vocabulary.voiceWords;
  const voice = pattern !== undefined && word.includes(":") ? `Write a voice call's end that fits ${pattern}` : null;
  context.report(path, `${word} is no status`, voice ?? suggest(word, statuses), word);
  return null;
}

export function isVoiceWord(vocabulary: Vocabulary, word: string): boolean {
  return vocabulary.voiceWords !== undefined && new RegExp(`^(?:${vocabulary.voiceWords})$`).test(word);
}

/** Meaning of a voice call's end: `ok` is delivered unless the provider says otherwise, the rest is not. */
export function voiceStatus(vocabulary: Vocabulary, word: string): Status {
  const [kind = ""] = word.split(":");
  return vocabulary.voiceEnds?.[kind] ?? (kind === "ok" ? "delivered" : "undelivered");
}

function checkSayable(context: ReadContext, path: Path, status: Status, scope: Scope): void {
  const meant = new Map(scope.spots.map(({ vocabulary }) => [vocabulary.provider, vocabulary]));
  if (meant.size === 0 || [...meant.values()].some(({ statuses: words }) => words[status] !== null)) return;
  const [vocabulary] = meant.values();
  const right = statuses.filter((status) => vocabulary !== undefined && vocabulary.statuses[status] !== null);
  reportImpossible(
    context,
    path,
    `${[...meant.keys()].join(" and ")} cannot report ${status}`,
    suggest(status, right),
    status,
  );
}

function checkOrder(
  context: ReadContext,
  path: Path,
  word: string,
  step: LifeStep,
  previous: LifeStep | undefined,
): void {
  const { status, after } = step;
  if (previous === undefined) {
    if ((status === "held" || status === "scheduled") && after > 0) {
      reportImpossible(
        context,
        path,
        `the life goes backwards: an accepted message is queued, it cannot become ${status} later`,
        `Write ${status}: 0s, so that it begins there`,
        word,
      );
    }
    return;
  }
  if (after < previous.after) {
    reportImpossible(
      context,
      path,
      `the life goes backwards: ${word} comes before ${previous.word ?? previous.status}`,
      "Times count from acceptance, so a later status has a time that is not smaller",
      word,
    );
  }
}
