// Evidence for the providers' behaviour, as the control API gives it. The evidence never changes while an emulator runs.

import type { CallbackView } from "../../../api/schema/callback.ts";
import type { CoverageView } from "../../../api/schema/emulator.ts";
import type { RequestView } from "../../../api/schema/request.ts";
import type { Remote } from "./remote.ts";

export type Point = CoverageView["points"][number];
export type CoveredCode = CoverageView["codes"][number];

const coverages = new WeakMap<Remote, Promise<readonly CoverageView[]>>();

/** Coverage of every provider; read once. */
export function getCoverage(remote: Remote): Promise<readonly CoverageView[]> {
  const earlier = coverages.get(remote);
  if (earlier !== undefined) return earlier;
  const loading = remote.call("GET /coverage");
  coverages.set(remote, loading);
  loading.catch(() => coverages.delete(remote));
  return loading;
}

/** Code of an operation; a range of codes holds each code between. */
export function findCode(
  coverage: readonly CoverageView[],
  { provider, operation, code }: { readonly provider: string; readonly operation: string; readonly code: string },
): CoveredCode | undefined {
  const codes = coverage.find((covered) => covered.provider === provider)?.codes ?? [];
  return codes.find((row) => row.operation === operation && matches(row.code, code));
}

function matches(row: string, code: string): boolean {
  if (row === code) return true;
  const [, from = "", until = ""] = /^(\d+)-(\d+)$/.exec(row) ?? [];
  return /^\d+$/.test(code) && code.length === from.length && from <= code && code <= until;
}

/** Where points show that concern a request, the narrowest first. */
export function whereOfRequest({ operation, channel, meaning }: RequestView): readonly string[] {
  const coded = meaning === undefined ? [] : [`call/${operation}/${meaning.code}`];
  return [...coded, `call/${operation}`, `by/${channel}`, "call"];
}

export function whereOfStatus(status: string): readonly string[] {
  return [`status/${status}`, "status"];
}

/** @param again true if an attempt was made before */
export function whereOfCallback({ about, status, by }: CallbackView, again: boolean): readonly string[] {
  const kind = about === "inbound" ? "reply" : "report";
  return [...(again ? ["retry"] : []), `${kind}/${status ?? ""}`, `${kind}/${by}`, kind];
}

/** The points that show in one of these places, in the order of the places. */
export function pointsAt(points: readonly Point[], where: readonly string[]): readonly Point[] {
  return [...new Set(where.flatMap((place) => points.filter(({ shows }) => shows.includes(place))))];
}
