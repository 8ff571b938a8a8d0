// Evidence for each provider's behaviour, as the control API gives it. The evidence never changes while an emulator runs.

import type { Callback } from "./callbacks.ts";
import type { Call } from "./calls.ts";
import { fields, list, readList, text } from "./read.ts";
import type { Remote } from "./remote.ts";

export interface Point {
  readonly point: string;
  readonly shows: readonly string[];
  /** `documented`, `observed` or `assumed`. */
  readonly evidence: string;
  readonly source: string;
  readonly reading: string;
}
export type Coverage = Readonly<Record<string, readonly Point[]>>;

const asked = new WeakMap<Remote, Promise<Coverage>>();

/** By provider; asked for once. */
export function getCoverage(remote: Remote): Promise<Coverage> {
  const known = asked.get(remote);
  if (known !== undefined) return known;
  const reading = read(remote);
  asked.set(remote, reading);
  reading.catch(() => asked.delete(remote));
  return reading;
}

async function read(remote: Remote): Promise<Coverage> {
  const providers = readList(await remote.get("/coverage"), "providers", (one) => {
    const points = list(fields(one)["points"], (point): Point => {
      const of = fields(point);
      return {
        point: text(of["point"]),
        shows: list(of["shows"], (where) => text(where)),
        evidence: text(of["evidence"]),
        source: text(of["source"]),
        reading: text(of["reading"]),
      };
    });
    return [text(fields(one)["provider"]), points] as const;
  });
  return Object.fromEntries(providers);
}

/** Where points show that concern a call, the narrowest first. */
export function whereOfCall({ operation, channel, meaning }: Call): readonly string[] {
  const coded = meaning === null ? [] : [`call/${operation}/${meaning.code}`];
  return [...coded, `call/${operation}`, `by/${channel}`, "call"];
}

export function whereOfStatus(status: string): readonly string[] {
  return [`status/${status}`, "status"];
}

/** @param again whether it was tried before */
export function whereOfCallback({ about, status, by }: Callback, again: boolean): readonly string[] {
  const kind = about === "inbound" ? "reply" : "report";
  return [...(again ? ["retry"] : []), `${kind}/${status}`, `${kind}/${by}`, kind];
}

/** The points that show in one of these places, in the order of the places. */
export function pointsAt(points: readonly Point[], where: readonly string[]): readonly Point[] {
  return [...new Set(where.flatMap((place) => points.filter(({ shows }) => shows.includes(place))))];
}
