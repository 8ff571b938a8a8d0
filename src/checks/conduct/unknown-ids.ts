import { RealIds } from "./ids.ts";
import type { ConductModel, ModelRequest } from "./model.ts";

export interface UnknownId {
  readonly request: ModelRequest;
  readonly id: string;
  /** The real id that it is a bent form of; null: it is of no message. */
  readonly real: string | null;
}

/** Ids that clients asked for and that no message has, with the number of all that were asked for. */
export function unknownIds({ requests, messages, lostMessages }: ConductModel): {
  readonly queries: number;
  readonly unknown: readonly UnknownId[];
} {
  const judged = lostMessages ? [] : requests.filter(({ isInVain }) => isInVain);
  const queries = requests.reduce((sum, { ids }) => sum + (ids?.length ?? 0), 0);
  if (judged.length === 0) return { queries, unknown: [] };
  const real = new RealIds(messages.map(({ id }) => id));
  const unknown = judged.flatMap((request) =>
    (request.ids ?? []).filter((id) => !real.has(id)).map((id): UnknownId => ({ request, id, real: real.bent(id) })),
  );
  return { queries, unknown };
}
