// Ids in the requests of clients that ask for a message, by the providers' own names.

import type { CodeRow, OperationVocabulary } from "../../core/vocabulary.ts";
import type { JournalRequest } from "./journal.ts";
import { queriedId } from "./pdu.ts";

const pduQueries: ReadonlySet<string> = new Set(["query_sm", "cancel_sm", "replace_sm"]);
/** Results of those PDUs for a message_id that does not exist. */
const pduRefusals: ReadonlySet<string> = new Set(["ESME_RQUERYFAIL", "ESME_RINVMSGID", "ESME_RCANCELFAIL"]);

type Query = Pick<JournalRequest, "operation" | "channel" | "request" | "code" | "decidedBy">;

/** Ids that a request asks for; null: it is no such request. @param vocabulary of its operation */
export function queriedIds(
  { operation, channel, request }: Query,
  vocabulary: OperationVocabulary | undefined,
): readonly string[] | null {
  if (channel === "smpp") return pduQueries.has(operation) ? [queriedId(request)].filter((id) => id !== "") : null;
  if (vocabulary?.idQuery === undefined) return null;
  const written = parameter(request, vocabulary.idQuery.parameter);
  // Several ids stand between semicolons; one at the end may be bent.
  const ids = written.split(";").filter((id) => id !== "");
  return ids.length > 1 && written.endsWith(";") ? ids.map((id) => `${id};`) : ids.length === 1 ? [written] : ids;
}

/** True if the provider's own answer says that there is no such message. @param rows of the code */
export function isVainQuery(
  { channel, code, decidedBy }: Query,
  vocabulary: OperationVocabulary | undefined,
  rows: readonly CodeRow[],
): boolean {
  if (!decidedBy.startsWith("default")) return false;
  if (rows.some(({ reasons }) => reasons?.includes("unknown-message") === true)) return true;
  if (channel === "smpp") return pduRefusals.has(code);
  const { unknown = [] } = vocabulary?.idQuery ?? {};
  return code.split(",").some((part) => unknown.some((text) => part.startsWith(text)));
}

function parameter(request: string, name: string): string {
  const [head = "", ...rest] = request.split("\r\n\r\n");
  const body = rest.join("\r\n\r\n");
  const target = head.split(" ")[1] ?? "";
  const element = new RegExp(`<(?:\\w+:)?${name}[^>]*>([^<]*)<`).exec(body)?.[1];
  if (element !== undefined) return element;
  for (const query of [target.split("?")[1] ?? "", body]) {
    for (const [key, value] of new URLSearchParams(query)) if (key.toLowerCase() === name.toLowerCase()) return value;
  }
  return new RegExp(`"${name}"\\s*:\\s*"([^"]*)"`, "i").exec(body)?.[1] ?? "";
}

/** Real ids, to find the one that a bent id stands for. */
export class RealIds {
  readonly #exact: ReadonlySet<string>;
  /** By each plain form of an id. */
  readonly #byForm = new Map<string, string>();
  /** Plain ids in order, for those that begin alike. */
  readonly #sorted: readonly string[];

  constructor(ids: readonly string[]) {
    this.#exact = new Set(ids);
    for (const id of ids) for (const form of formsOf(id)) if (!this.#byForm.has(form)) this.#byForm.set(form, id);
    this.#sorted = ids.map(bareId).sort();
  }

  has(id: string): boolean {
    return this.#exact.has(id);
  }

  /**
   * The id that differs by its form alone: case, blanks, semicolons, zeros, hexadecimal or decimal, length. Null: there is
   * none.
   */
  bent(id: string): string | null {
    const bare = bareId(id);
    if (bare === "") return null;
    for (const form of formsOf(id)) {
      const real = this.#byForm.get(form);
      if (real !== undefined) return real;
    }
    if (bare.length < leastAlike) return null;
    const next = this.#sorted[this.#placeOf(bare)];
    if (next?.startsWith(bare) === true) return this.#byForm.get(next) ?? null;
    for (let length = bare.length - 1; length >= leastAlike; length--) {
      const real = this.#byForm.get(bare.slice(0, length));
      if (real !== undefined) return real;
    }
    return null;
  }

  /** Place of the first plain id that is not before this one. */
  #placeOf(bare: string): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] ?? "") < bare) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Characters that a cut id has at least. */
const leastAlike = 6;

/** Plain text of an id, and its value as a number in either notation. */
function formsOf(id: string): readonly string[] {
  const bare = bareId(id);
  return [
    bare,
    bare.replace(/^0+(?=.)/, ""),
    ...(/^[0-9a-f]{1,32}$/.test(bare) ? [`number ${BigInt(`0x${bare}`)}`] : []),
    ...(/^\d{1,40}$/.test(bare) ? [`number ${BigInt(bare)}`] : []),
  ];
}

function bareId(id: string): string {
  return id.replace(/[\s;"']/g, "").toLowerCase();
}
