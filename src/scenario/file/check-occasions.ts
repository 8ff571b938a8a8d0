// Keys that do nothing for what a rule is about: each is refused by the tables of kinds of requests, PDUs and events.

import { type ReadContext, reportImpossible, reportNever, type Scope } from "./context.ts";
import type { Path } from "./document.ts";
import { type Fact, type FactKey, factOfWhen, type Occasion, occasionKinds } from "./occasions.ts";
import type { WhenFile } from "./schema.ts";
import { actionKinds, type StepKind } from "./step-kinds.ts";

const whenKeys = Object.keys(factOfWhen).filter((key): key is FactKey => key in factOfWhen);

/** The scope without what lacks a key of `when`. Reports the key that nothing has. */
export function narrowed(context: ReadContext, path: Path, file: WhenFile, scope: Scope): Scope {
  let { occasions } = scope;
  for (const key of whenKeys) {
    if (file[key] === undefined) continue;
    const left = occasions.filter(({ facts }) => facts.has(factOfWhen[key]));
    if (left.length === 0 && occasions.length > 0) {
      const remedy = remedyFor((kind) => hasFact(kind, factOfWhen[key]));
      reportNever(context, path, `${subject(occasions)} no ${key}`, remedy, key);
      return scope;
    }
    occasions = left;
  }
  return withOccasions(scope, occasions);
}

/** The scope with these occasions alone. */
export function withOccasions(scope: Scope, occasions: readonly Occasion[]): Scope {
  if (occasions.every(({ operation }) => operation === undefined)) return { ...scope, occasions };
  const left = new Set(occasions.map(({ vocabulary, operation }) => `${vocabulary.provider} ${operation?.name}`));
  const spots = scope.spots.filter(({ vocabulary, operation }) => left.has(`${vocabulary.provider} ${operation.name}`));
  const channels = new Set(
    spots.flatMap(({ operation }) => operation.channels).filter((channel) => scope.channels.has(channel)),
  );
  return { ...scope, spots, channels, occasions };
}

/** True if something that the rule is for has the fact, or nothing is known of it. */
export function bringsFact({ occasions }: Scope, fact: Fact): boolean {
  return occasions.length === 0 || occasions.some(({ facts }) => facts.has(fact));
}

/** Reports a key that asks for a fact which nothing that the rule is for has. */
export function checkFact(context: ReadContext, path: Path, fact: Fact, what: string, key?: string): void {
  const { scope } = context;
  if (bringsFact(scope, fact)) return;
  const problem = `${what} cannot be known: ${subject(scope.occasions)} none`;
  const remedy = remedyFor((kind) => hasFact(kind, fact));
  reportImpossible(context, path, problem, remedy, key);
}

/** Reports `before: true` where nothing can be stopped. */
export function checkStops(context: ReadContext, path: Path, { occasions }: Scope): void {
  if (occasions.length === 0 || occasions.some(({ stops }) => stops)) return;
  const problem = `before has no effect: the provider does not process ${names(occasions)}`;
  reportImpossible(context, path, problem, "Take it out", "before");
}

/** Why a step does nothing for what the rule is for, and the remedy; null: it does something. */
export function uselessStep(
  kind: StepKind,
  { occasions }: Scope,
): { readonly problem: string; readonly remedy: string } | null {
  const [first] = occasions;
  if (first === undefined || occasions.some(({ steps }) => steps.has(kind))) return null;
  const remedy = remedyFor((occasion) => occasionKinds[occasion].steps.some((step) => step === kind));
  if (kind === "reply" && occasions.every(({ vocabulary }) => vocabulary.inbound === false))
    return {
      problem: `reply cannot happen: phones do not write to ${first.vocabulary.provider}`,
      remedy: "Take it out",
    };
  if (first.operation === undefined) return { problem: `the event ${first.name} has no ${kind}`, remedy };
  if (actionKinds.some((action) => action === kind))
    return { problem: `${kind} belongs to the timeline and to rules on events`, remedy };
  return { problem: `${kind} cannot happen: ${whyNot(kind, occasions, first)}`, remedy };
}

function whyNot(kind: StepKind, occasions: readonly Occasion[], { name, vocabulary: { provider } }: Occasion): string {
  const sending = occasions.filter(({ operation }) => operation?.sends === true);
  const isAll = (test: (occasion: Occasion) => boolean): boolean => sending.length > 0 && sending.every(test);
  if (["accept", "life", "reply", "callbacks", "receiptsTo", "alert"].includes(kind) && sending.length === 0)
    return `${name} sends no message`;
  if (kind === "callbacks" && isAll(({ vocabulary }) => vocabulary.callbacks === false))
    return `${provider} reports nothing`;
  const isSmpp = ({ operation }: Occasion): boolean => operation?.channels.includes("smpp") === true;
  const are = isMany(occasions) ? "are" : "is";
  if (kind === "response" && occasions.every(isSmpp)) return `${names(occasions)} ${are} of SMPP`;
  if (kind === "pdu" && !occasions.some(isSmpp)) return `${names(occasions)} ${are} of HTTP`;
  if (kind === "alert") return `${names(occasions)} ${are} of HTTP`;
  if (kind === "receiptsTo") return `reports of ${names(occasions)} do not go over SMPP`;
  return `${subject(occasions)} no ${kind}`;
}

function hasFact(kind: keyof typeof occasionKinds, fact: Fact): boolean {
  const facts: readonly Fact[] = occasionKinds[kind].facts;
  if (facts.includes(fact)) return true;
  if (fact === "many" || fact === "segment") return kind === "submit" || (kind === "send" && fact === "many");
  if (fact === "receipt") return kind === "own";
  return ["to", "from", "text", "id"].includes(fact) && (kind === "send" || kind === "submit");
}

type KindName = keyof typeof occasionKinds;
const kindNames = Object.keys(occasionKinds).filter((kind): kind is KindName => kind in occasionKinds);

function remedyFor(fits: (kind: KindName) => boolean): string {
  const right = kindNames.filter(fits).map((kind) => occasionKinds[kind].about);
  return right.length === 0 ? "Take it out" : `Take it out, or choose ${right.join("; ")}`;
}

/** `send has`, `unitario and envio have`, `the event bound has`. */
function subject(occasions: readonly Occasion[]): string {
  return `${names(occasions)} ${isMany(occasions) ? "have" : "has"}`;
}

function isMany(occasions: readonly Occasion[]): boolean {
  return new Set(occasions.map(({ name }) => name)).size > 1;
}

function names(occasions: readonly Occasion[]): string {
  const [first] = occasions;
  const all = [...new Set(occasions.map(({ name }) => name))];
  if (first?.operation === undefined) return `the event ${first?.name ?? ""}`;
  if (all.length <= 3) return all.join(" and ");
  return `${all.slice(0, 2).join(", ")} and ${all.length - 2} more`;
}
