// `callbacks` of a step and of an account: how reports arrive, and the request that carries them.

import type { CallbackAddresses } from "../../core/account.ts";
import type { CallbackForm } from "../../core/callback-form.ts";
import { formMistakes } from "../../core/callback-form-check.ts";
import type { CallbackPlan } from "../../core/message.ts";
import type { TextTemplate } from "../../core/template.ts";
import { optional, type ReadContext, textAt } from "./context.ts";
import type { Path } from "./document.ts";
import { imperative, suggest } from "./finding.ts";
import { reportWays } from "./occasions.ts";
import { milliseconds } from "./read-fault.ts";
import { readTemplate, type TemplatePlace } from "./read-template.ts";
import type { StepFile } from "./schema.ts";

export type CallbacksFile = NonNullable<StepFile["callbacks"]>;

/** The plan of a step, or nothing where the file gives addresses. */
export function readCallbacks(context: ReadContext, at: Path, file: StepFile["callbacks"]): CallbackPlan | undefined {
  if (file === undefined || file.dlr !== undefined || file.mo !== undefined) return undefined;
  const path = [...at, "callbacks"];
  if (Object.keys(file).length === 0)
    context.report(path, "callbacks is empty", "Write { copies: 2 } or { order: reversed }");
  if (file.order === "interleaved" && file["before-answer"] === true) {
    const problem = "interleaved waits for all messages of the request, and before-answer for none";
    context.report(path, problem, "Take one of them out", "before-answer");
  }
  if (context.scope.occasions[0]?.operation === undefined) checkEvent(context, path, file);
  for (const key of formKeys) if (file[key] !== undefined) checkForm(context, path, key);
  const sending = context.scope.spots.filter(({ operation }) => operation.sends);
  checkNames(context, path, file, new Set(sending.map(({ vocabulary }) => vocabulary.provider)));
  return {
    ...optional("copies", file.copies),
    ...optional("order", file.order),
    ...optional("lose", file.lose),
    ...optional("delay", file.delay === undefined ? undefined : milliseconds(file.delay)),
    ...optional("beforeAnswer", file["before-answer"]),
    ...readForm(file),
    ...optional(
      "extra",
      readExtra(context, path, file, "reply", (template) => template),
    ),
  };
}

/** Reports keys that mean nothing for the single callback of an event. */
function checkEvent({ report, scope }: ReadContext, path: Path, file: CallbacksFile): void {
  const [event] = scope.occasions;
  if (event === undefined) return;
  for (const key of ["order", "before-answer"] as const) {
    if (file[key] === undefined) continue;
    const problem = `${key} cannot happen: the event ${event.name} has one callback, and the request is answered`;
    report(path, problem, "Write it in the rule of the request", key);
  }
}

/** Addresses of an account, and the form of its callbacks. */
export function readAddresses(
  context: ReadContext,
  path: Path,
  file: CallbacksFile,
  provider: string,
): CallbackAddresses {
  for (const key of planKeys) {
    if (file[key] === undefined) continue;
    const problem = `${key} is about the reports of a message, and the account beside it makes this a change of the account`;
    context.report(path, problem, "Write callbacks in a step of its own", key);
  }
  checkNames(context, path, file, new Set(provider === "" ? [] : [provider]));
  return {
    ...optional("dlr", file.dlr),
    ...optional("mo", file.mo),
    ...readForm(file),
    ...optional(
      "extra",
      readExtra(context, path, file, "account", (_, text) => text),
    ),
  };
}

const formKeys = ["charset", "method", "rename", "extra"] as const;
/** Keys that say how the reports of a message arrive. */
const planKeys = ["copies", "order", "lose", "delay", "before-answer"] as const;

/** Reports a change to requests over HTTP where all reports go over SMPP. */
function checkForm({ scope, report }: ReadContext, path: Path, key: (typeof formKeys)[number]): void {
  const { occasions } = scope;
  if (occasions.length === 0 || occasions.some(({ kind, vocabulary }) => reportWays(kind, vocabulary).has("http")))
    return;
  const problem = `${key} cannot happen: reports of ${occasions[0]?.name} go over SMPP`;
  report(path, problem, "Take it out, or write pdu for operation: deliver_sm", key);
}

/** @param toValue made of the template and of its text */
function readExtra<Value>(
  context: ReadContext,
  path: Path,
  { extra }: CallbacksFile,
  place: TemplatePlace,
  toValue: (template: TextTemplate, text: string) => Value,
): Record<string, Value> | undefined {
  if (extra === undefined) return undefined;
  const entries = Object.entries(extra).map(([name, value]) => {
    const at = [...path, "extra", name];
    const text = textAt(context, at, value);
    return [name, toValue(readTemplate(context, at, text, place), text)] as const;
  });
  return Object.fromEntries(entries);
}

function readForm({ charset, method, rename }: CallbacksFile): Omit<CallbackForm, "extra"> {
  return { ...optional("charset", charset), ...optional("method", method), ...optional("rename", rename) };
}

/** Reports wrong names of parameters. @param providers of the requests; empty: any */
function checkNames(
  { vocabularies, report }: ReadContext,
  path: Path,
  file: CallbacksFile,
  providers: ReadonlySet<string>,
): void {
  const meant = vocabularies.filter(({ provider }) => providers.size === 0 || providers.has(provider));
  const parameters = meant.flatMap(({ callbackParameters }) => callbackParameters ?? []);
  for (const { key, name, problem, remedy } of formMistakes(readNames(file), parameters, suggest))
    report([...path, key], problem, imperative(remedy), name);
}

function readNames({ rename, extra }: CallbacksFile): CallbackForm<unknown> {
  return { ...optional("rename", rename), ...optional("extra", extra) };
}
