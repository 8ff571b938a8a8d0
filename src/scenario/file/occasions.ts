// Kinds of requests, PDUs and events that rules are for: the facts that each brings and the steps that each takes. Check
// refuses a key that does nothing by these tables, and scenarios/README.md shows them.

import { type MessageFact, messageFacts, type ScenarioEvent } from "../../core/request-facts.ts";
import type { OperationVocabulary, Vocabulary } from "../../core/vocabulary.ts";
import { actionKinds, type StepKind } from "./step-kinds.ts";

/** Facts of a request, a PDU or an event; `message`: the id that the provider gives a message. */
export type Fact = MessageFact | "account" | "message" | "http" | "fields" | "session" | "status" | "receipt";

interface KindRow {
  /** In the table of the README. */
  readonly about: string;
  readonly facts: readonly Fact[];
  readonly steps: readonly StepKind[];
  /** True if `before: true` can stop it. */
  readonly stops: boolean;
}

const changes = ["set", "account", "oneOf"] as const;
const message = ["accept", "life", "reply", "callbacks"] as const;

export const occasionKinds = {
  send: {
    about: "an HTTP operation that sends",
    facts: ["account", "http", "fields", "message"],
    steps: ["answer", "response", "delay", "fault", ...message, ...changes],
    stops: true,
  },
  query: {
    about: "any other HTTP operation",
    facts: ["account", "http", "fields"],
    steps: ["answer", "response", "delay", "fault", ...changes],
    stops: true,
  },
  page: {
    about: "wsdl, disco, help, unknown",
    facts: ["http"],
    steps: ["response", "delay", "fault", ...changes],
    stops: true,
  },
  submit: {
    about: "submit_sm, submit_multi, data_sm",
    facts: ["account", "session", "fields", "message"],
    steps: ["answer", "pdu", "delay", "fault", ...message, "receiptsTo", "alert", ...changes],
    stops: true,
  },
  command: {
    about: "a bind, query_sm, cancel_sm, replace_sm",
    facts: ["account", "session", "fields"],
    steps: ["answer", "pdu", "delay", "fault", ...changes],
    stops: true,
  },
  session: {
    about: "enquire_link or unbind of the client",
    facts: ["account", "session"],
    steps: ["pdu", "delay", "fault", ...changes],
    stops: false,
  },
  own: {
    about: "a PDU of ours",
    facts: ["account"],
    steps: ["pdu", "delay", "fault", ...changes],
    stops: false,
  },
  warning: {
    about: "Aviso_Estoque_Minimo",
    facts: ["account", "message"],
    steps: ["answer", "accept", "life", ...changes],
    stops: false,
  },
  inbound: {
    about: "event: inbound",
    facts: ["account", "to", "from", "text", "id", "message"],
    steps: ["reply", "callbacks", ...changes, ...actionKinds],
    stops: false,
  },
  status: {
    about: "event: status",
    facts: ["account", "to", "from", "text", "id", "message", "status"],
    steps: ["life", "reply", "callbacks", ...changes, ...actionKinds],
    stops: false,
  },
  bound: {
    about: "event: bound, unbound, idle",
    facts: ["account", "session"],
    steps: [...changes, ...actionKinds],
    stops: false,
  },
} as const satisfies Readonly<Record<string, KindRow>>;
export type OccasionKind = keyof typeof occasionKinds;

/** An operation or an event of a provider that a rule is for. */
export interface Occasion {
  readonly kind: OccasionKind;
  /** The operation or the event. */
  readonly name: string;
  readonly vocabulary: Vocabulary;
  readonly operation?: OperationVocabulary;
  readonly facts: ReadonlySet<Fact>;
  readonly steps: ReadonlySet<StepKind>;
  readonly stops: boolean;
}

/** @param isOurs true of a PDU that leaves for the client */
export function occasionOf(vocabulary: Vocabulary, operation: OperationVocabulary, isOurs: boolean): Occasion {
  const kind = kindOf(operation, isOurs);
  const row: KindRow = occasionKinds[kind];
  const { messageFacts: own = messageFacts, ours, pduFields = [] } = operation;
  const bringsMessage = kind !== "page" && kind !== "session" && !(kind === "own" && ours === "also");
  const facts = new Set<Fact>([...row.facts, ...(bringsMessage ? own : [])]);
  if (kind === "own" && ours === "also") facts.add("session");
  if (kind === "own" && pduFields.some((field) => field.kind === "message")) facts.add("receipt").add("message");
  const steps = stepsOf(kind, vocabulary);
  return { kind, name: operation.name, vocabulary, operation, facts, steps, stops: row.stops };
}

function kindOf({ page, channels, sends, outward, ours }: OperationVocabulary, isOurs: boolean): OccasionKind {
  if (page === true) return "page";
  if (isOurs) return "own";
  if (ours === "also") return "session";
  if (outward === true) return "warning";
  if (channels.includes("smpp")) return sends ? "submit" : "command";
  return sends ? "send" : "query";
}

/** The event at a provider; null: the provider has none. */
export function eventOccasion(vocabulary: Vocabulary, event: ScenarioEvent): Occasion | null {
  const kind = event === "inbound" || event === "status" ? event : "bound";
  if (kind === "bound" && vocabulary.smpp === undefined) return null;
  if (kind === "inbound" && vocabulary.inbound === false) return null;
  const row: KindRow = occasionKinds[kind];
  const steps = stepsOf(kind, vocabulary);
  return { kind, name: event, vocabulary, facts: new Set(row.facts), steps, stops: row.stops };
}

/** The steps of a kind without those that the provider cannot do. */
function stepsOf(kind: OccasionKind, vocabulary: Vocabulary): ReadonlySet<StepKind> {
  const own = new Set<StepKind>(occasionKinds[kind].steps);
  if (vocabulary.inbound === false) own.delete("reply");
  if (vocabulary.callbacks === false) own.delete("callbacks");
  if (kind === "send" && reportWays(kind, vocabulary).has("smpp")) own.add("receiptsTo");
  if (!reportWays(kind, vocabulary).has("smpp")) own.delete("receiptsTo");
  return own;
}

/** Ways by which the reports of messages of this kind go back. */
export function reportWays(kind: OccasionKind, { smpp, reports }: Vocabulary): ReadonlySet<"http" | "smpp"> {
  if (smpp === undefined) return new Set(["http"]);
  if (reports === "both" || kind === "inbound" || kind === "status") return new Set(["http", "smpp"]);
  return new Set([reports ?? (kind === "submit" ? "smpp" : "http")]);
}

/** Facts that a key of `when` asks for; absent: it holds for anything. */
export const factOfWhen = {
  status: "status",
  account: "account",
  to: "to",
  from: "from",
  text: "text",
  id: "id",
  operator: "to",
  headers: "http",
  method: "http",
  path: "http",
  remote: "http",
  fields: "fields",
  session: "session",
  segment: "segment",
} as const satisfies Readonly<Record<string, Fact>>;
export type FactKey = keyof typeof factOfWhen;

/** Facts that a key of `per` asks for. */
export const factOfPer = {
  to: "to",
  from: "from",
  account: "account",
  text: "text",
  session: "session",
  request: "many",
} as const satisfies Readonly<Record<string, Fact>>;

/** Facts that a placeholder asks for; absent: its place alone decides. */
export const factOfPlaceholder: Readonly<Record<string, Fact>> = {
  to: "to",
  from: "from",
  text: "text",
  id: "message",
  clientId: "id",
  host: "http",
  target: "http",
  submitted: "receipt",
  done: "receipt",
  stat: "receipt",
  err: "receipt",
  sub: "receipt",
  dlvrd: "receipt",
};

/** Keys by kind, as a table in Markdown. */
export function occasionTable(): string {
  const kinds = Object.values(occasionKinds);
  const rows = kinds.map(({ about, facts, steps, stops }) => {
    const wanted: readonly Fact[] = facts;
    const keys = Object.entries(factOfWhen).flatMap(([key, fact]) => (wanted.includes(fact) ? [key] : []));
    const words = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(" ");
    const own = steps.filter((step) => !changes.some((change) => change === step));
    return `| ${about} | ${words(keys)} | ${words([...own, ...(stops ? ["before"] : [])])} |`;
  });
  return ["| a rule for | keys of `when` | steps |", "| --- | --- | --- |", ...rows].join("\n");
}
