import type { Millis } from "../core/clock.ts";
import type { Call } from "../core/ports.ts";
import type { Handled } from "../providers/handled.ts";
import type { Mask } from "./mask.ts";

/** An answered request, for the log: without its text, its secrets masked. */
export interface RequestLine {
  readonly listener: string;
  readonly channel: string;
  readonly provider: string;
  /** The provider's own name; for an unknown path, the masked path. */
  readonly operation: string;
  /** Its recipient, accepted or refused, and the number of further ones: `5511999990001 +2`. `?`: it is no number. */
  readonly to?: string;
  readonly code: string;
  /** HTTP status, command_status, or `closed` where no answer came. */
  readonly status: number | string;
  /** From the request to its answer on the wire. */
  readonly ms: Millis;
}

/** Writes a line of the request log. */
export type RequestLog = (line: RequestLine) => void;

/** The facts of a line that are known once the provider has handled the request. */
export function loggedRequest(
  served: Handled<unknown>,
  mask: Mask,
): Pick<RequestLine, "channel" | "operation" | "to" | "code"> {
  const { channel, operation, code } = served;
  const to = recipientsOf(served);
  return { channel, operation: mask.text(operation), ...(to === "" ? {} : { to: mask.text(to) }), code };
}

/** The line of a request that the listener refused before any route. */
export function refusedLine({ listener, channel, provider, operation, code }: Call): RequestLine {
  return { listener, channel, provider, operation, code, status: Number(code), ms: 0 };
}

/** Longest number (E.164), in normal form. */
const number = /^\d{1,15}$/;

function recipientsOf({ messages, outcome }: Handled<unknown>): string {
  const { refused = [], moreRefused = 0 } = outcome ?? {};
  const first = messages[0] ?? refused[0];
  if (first === undefined) return "";
  const more = messages.length + refused.length + moreRefused - 1;
  // A refused recipient is as the client wrote it: a text or a body of any length.
  const to = number.test(first.to) ? first.to : "?";
  return more === 0 ? to : `${to} +${more}`;
}
