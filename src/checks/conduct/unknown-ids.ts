import { isBent } from "./ids.ts";
import type { ConductModel, ModelRequest } from "./model.ts";

export interface UnknownId {
  readonly request: ModelRequest;
  readonly id: string;
  /** The real id that it is a bent form of; null: it is of no message. */
  readonly real: string | null;
}

/** Unknown ids that are compared with all real ones. */
const mostCompared = 100;

/** Ids that clients asked for and that no message has, with the number of all that were asked for. */
export function unknownIds({ requests, messages, lostMessages }: ConductModel): {
  readonly queries: number;
  readonly unknown: readonly UnknownId[];
} {
  const known = new Set(messages.map(({ id }) => id));
  const unknown: UnknownId[] = [];
  let queries = 0;
  for (const request of requests) {
    if (request.ids === null) continue;
    queries += request.ids.length;
    if (lostMessages || !wasNotFound(request)) continue;
    for (const id of request.ids) {
      if (known.has(id)) continue;
      const real = unknown.length < mostCompared ? messages.find((message) => isBent(id, message.id)) : undefined;
      unknown.push({ request, id, real: real?.id ?? null });
    }
  }
  return { queries, unknown };
}

/** True if the provider's own answer says that there is no such message. */
function wasNotFound({ isDefault, reasons, code, provider, operation }: ModelRequest): boolean {
  if (!isDefault) return false;
  if (provider === "sophia" && operation === "dlr") return code === "-";
  return (
    reasons.includes("unknown-message") ||
    code.split(",").some((one) => /^(?:INVALIDO|NAO|ESME_RQUERYFAIL|ESME_RINVMSGID|ESME_RCANCELFAIL)/.test(one))
  );
}
