import { RealIds } from "./ids.ts";
import type { ConductModel, ModelRequest } from "./model.ts";

export interface UnknownId {
  readonly request: ModelRequest;
  readonly id: string;
  /** The real id that it is a bent form of; null: it is of no message. */
  readonly real: string | null;
}

/** Ids that clients asked for and that no message has, with the number of ids that can be judged. */
export function unknownIds({ requests, messages, lostMessages }: ConductModel): {
  readonly queries: number;
  readonly unknown: readonly UnknownId[];
} {
  const judged = lostMessages ? [] : requests.filter(isJudged);
  const queries = judged.reduce((sum, { ids }) => sum + (ids?.length ?? 0), 0);
  const inVain = judged.filter(({ isInVain }) => isInVain);
  if (inVain.length === 0) return { queries, unknown: [] };
  const real = new RealIds(messages.map(({ id }) => id));
  const unknown = inVain.flatMap((request) =>
    (request.ids ?? []).filter((id) => !real.has(id)).map((id): UnknownId => ({ request, id, real: real.bent(id) })),
  );
  return { queries, unknown };
}

/** True if the provider's own answer shows that it looked for the message: a refusal or a function out of date does not. */
function isJudged({ isDefault, isInVain, kinds }: ModelRequest): boolean {
  return isDefault && (isInVain || kinds.length === 0 || kinds.includes("success"));
}
