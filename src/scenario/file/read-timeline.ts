// `timeline`: events on the sandbox's clock, independent of requests.

import { accountKey } from "../../core/account.ts";
import { normalise } from "../../core/address.ts";
import { isStatus } from "../../core/status.ts";
import type { MessageChoice, TimelineAction } from "../engine/steps.ts";
import type { TimelineItem } from "../engine/timeline.ts";
import { checkTurn } from "./check-turn.ts";
import { optional, providersOf, type ReadContext, reportImpossible, type Scope, scopeOf, textAt } from "./context.ts";
import type { Path } from "./document.ts";
import { suggest } from "./finding.ts";
import { optionalKey, readAccountName, readChange } from "./read-account.ts";
import { milliseconds } from "./read-fault.ts";
import { isVoiceWord, voiceStatus } from "./read-life.ts";
import { readAssignments, readSteps } from "./read-steps.ts";
import { readTemplate } from "./read-template.ts";
import type { ActionFile, ScenarioFile } from "./schema.ts";

type ChoiceFile = NonNullable<ActionFile["release"]>;
const verbs = ["account", "inbound", "set", "report", "release", "refuse", "outage", "reachable", "unbind"] as const;

export function readTimeline(context: ReadContext, file: NonNullable<ScenarioFile["timeline"]>): TimelineItem[] {
  return file.map((item, index) => {
    const path = ["timeline", index, "do"];
    const actions = Array.isArray(item.do)
      ? item.do.flatMap((action, place) => readAction(context, [...path, place], action))
      : readAction(context, path, item.do);
    const at = isInstant(item.at) ? { instant: Date.parse(item.at) } : { after: milliseconds(item.at) };
    return { number: index + 1, at, actions };
  });
}

function isInstant(at: string | 0): at is string {
  return typeof at === "string" && at.includes("T");
}

/** @param isEvent true of a rule on an event: texts may have placeholders */
export function readAction(context: ReadContext, path: Path, file: ActionFile, isEvent = false): TimelineAction[] {
  const given = verbs.filter((verb) => file[verb] !== undefined);
  const [verb] = given;
  if (verb === undefined || given.length > 1) {
    const problem =
      verb === undefined ? "the entry says nothing to do" : `the entry does ${given.join(" and ")} at once`;
    context.report(path, problem, `Write one of ${verbs.join(", ")} an entry`);
    return [];
  }
  const { account, inbound, set, report, release, refuse, outage, reachable, unbind } = file;
  if (account !== undefined) {
    const name = readAccountName(context, [...path, "account"], account);
    return [{ kind: "account", account: accountKey(name), change: readChange(context, path, name, file) }];
  }
  if (inbound !== undefined) return [readInbound(context, [...path, "inbound"], inbound, isEvent)];
  if (set !== undefined) return [{ kind: "set", set: readAssignments(context, [...path, "set"], set, "timeline") }];
  if (report !== undefined) return readReport(context, [...path, "report"], report, isEvent);
  if (release !== undefined)
    return [{ kind: "release", messages: readChoice(context, [...path, "release"], release, isEvent) }];
  if (refuse !== undefined)
    return [{ kind: "refuse", messages: readChoice(context, [...path, "refuse"], refuse, isEvent) }];
  if (outage !== undefined) return readOutage(context, [...path, "outage"], outage);
  if (reachable !== undefined) return readReachable(context, [...path, "reachable"], reachable, isEvent);
  const whose = unbind === null || unbind === true ? undefined : unbind?.account;
  return [{ kind: "unbind", ...optionalKey(context, [...path, "unbind", "account"], whose) }];
}

function readInbound(
  context: ReadContext,
  path: Path,
  file: NonNullable<ActionFile["inbound"]>,
  isEvent: boolean,
): TimelineAction {
  checkProvider(context, [...path, "provider"], file.provider);
  const account = optionalKey(context, [...path, "account"], file.account);
  const takes = context.vocabularies.find(({ provider }) => provider === file.provider)?.inbound !== false;
  if (!takes)
    reportImpossible(context, path, `phones do not write to ${file.provider}`, "Choose another provider", "provider");
  else if (account.account !== undefined && !account.account.startsWith(`${file.provider}/`)) {
    const remedy = `Write an account of ${file.provider}, or another provider`;
    context.report(path, `${account.account} is no account of ${file.provider}`, remedy, "account");
  }
  return {
    kind: "inbound",
    provider: file.provider,
    from: phoneAt(context, [...path, "from"], file.from, isEvent),
    text: valueAt(context, [...path, "text"], file.text, isEvent),
    ...account,
    ...optional("to", file.to === undefined ? undefined : valueAt(context, [...path, "to"], file.to, isEvent)),
  };
}

/** A text of the file; in a rule on an event its placeholders are checked. */
function valueAt(context: ReadContext, path: Path, value: string | number | boolean, isEvent: boolean): string {
  const written = textAt(context, path, value);
  if (isEvent) readTemplate(context, path, written, "reply");
  return written;
}

/** A phone in normal form, or a text with placeholders. */
function phoneAt(context: ReadContext, path: Path, value: string | number | boolean, isEvent: boolean): string {
  const written = valueAt(context, path, value, isEvent);
  return isEvent && written.includes("${") ? written : normalise(written);
}

function readReachable(
  context: ReadContext,
  path: Path,
  file: NonNullable<ActionFile["reachable"]>,
  isEvent: boolean,
): TimelineAction[] {
  const phone = phoneAt(context, path, file, isEvent);
  if (/^\d+$|\$\{/.test(phone)) return [{ kind: "reachable", phone }];
  context.report(path, `${file} is no phone number`, 'Write one, such as "11999990001"');
  return [];
}

function readReport(
  context: ReadContext,
  path: Path,
  file: NonNullable<ActionFile["report"]>,
  isEvent: boolean,
): TimelineAction[] {
  const messages = readChoice(context, path, file, isEvent);
  const { status } = file;
  const scope = scopeOf(context.vocabularies, file.provider === undefined ? undefined : [file.provider]);
  const vocabularies = [...new Set(scope.spots.map(({ vocabulary }) => vocabulary))];
  if (isStatus(status)) {
    if (vocabularies.length > 0 && vocabularies.every(({ statuses }) => statuses[status] === null)) {
      reportImpossible(
        context,
        [...path, "status"],
        `${file.provider ?? "no provider"} cannot report ${status}`,
        "Choose a status that it can report",
      );
    }
    return [{ kind: "report", messages, status }];
  }
  const speaker = vocabularies.find((vocabulary) => isVoiceWord(vocabulary, status));
  if (speaker !== undefined) return [{ kind: "report", messages, status: voiceStatus(speaker, status), word: status }];
  context.report(
    [...path, "status"],
    `${status} is no end of a voice call`,
    "Write a status, or a word such as machine:200",
  );
  return [];
}

function readOutage(outer: ReadContext, path: Path, file: NonNullable<ActionFile["outage"]>): TimelineAction[] {
  checkProvider(outer, [...path, "provider"], file.provider);
  const scope: Scope = { ...scopeOf(outer.vocabularies, [file.provider]), isOutage: true };
  const context: ReadContext = { ...outer, scope };
  const { provider, for: time, ...steps } = file;
  if (Object.keys(steps).length === 0) {
    context.report(path, "the outage does not say what a client meets", "Write answer, response, pdu or fault");
    return [];
  }
  const turn = readSteps(context, path, steps, scope);
  checkTurn(context, path, turn, scope, { goesOn: false, before: true });
  return [{ kind: "outage", provider, forMs: milliseconds(time), effects: turn.effects }];
}

function readChoice(context: ReadContext, path: Path, file: ChoiceFile, isEvent: boolean): MessageChoice {
  if (file.provider !== undefined) checkProvider(context, [...path, "provider"], file.provider);
  const account = optionalKey(context, [...path, "account"], file.account);
  const text = (key: "id" | "clientId"): string | undefined => {
    const value = file[key];
    return value === undefined ? undefined : valueAt(context, [...path, key], value, isEvent);
  };
  return {
    ...optional("provider", file.provider),
    ...account,
    ...optional("to", file.to === undefined ? undefined : phoneAt(context, [...path, "to"], file.to, isEvent)),
    ...optional("id", text("id")),
    ...optional("clientId", text("clientId")),
  };
}

function checkProvider(context: ReadContext, path: Path, provider: string): void {
  const providers = providersOf(context);
  if (!providers.includes(provider))
    context.report(path, `there is no provider ${provider}`, suggest(provider, providers));
}
