import { hasRead, type ModelRequest, type Send } from "./model.ts";

type SendsOfRequests = ReadonlyMap<ModelRequest, readonly Send[]>;

export function sendsOfRequests(sends: readonly Send[]): SendsOfRequests {
  return Map.groupBy(sends, ({ request }) => request);
}

/** Refusals of an account in a row, and the requests that left after the client had read one. */
export class Refusals {
  readonly #first: ModelRequest;
  readonly #sends: SendsOfRequests;
  readonly #inFlight: number;
  /** Latest refusal of each message. */
  readonly #latest = new Map<string, ModelRequest>();

  constructor(first: ModelRequest, sends: SendsOfRequests, inFlight: number) {
    this.#first = first;
    this.#sends = sends;
    this.#inFlight = inFlight;
    this.add(first);
  }

  add(refused: ModelRequest): void {
    for (const { key } of this.#sends.get(refused) ?? []) this.#latest.set(key, refused);
  }

  /** True if the client had read a refusal before the request: a message comes again after its answer. */
  isReadBy(request: ModelRequest): boolean {
    if (hasRead(this.#first, request, this.#inFlight)) return true;
    return (this.#sends.get(request) ?? []).some(({ key }) => {
      const refused = this.#latest.get(key);
      return refused !== undefined && hasRead(refused, request, 0);
    });
  }
}
