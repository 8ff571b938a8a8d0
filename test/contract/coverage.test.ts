// Each point of a provider's coverage says where it shows, in words that lead to calls, statuses and news: the inbox puts
// the evidence beside them.

import { describe, expect, it } from "vitest";
import { channels } from "../../src/core/message.ts";
import { statuses } from "../../src/core/status.ts";
import { rowOf } from "../../src/core/vocabulary.ts";
import { registry } from "../support/registry.ts";

describe.each(registry)("$title", ({ coverage, vocabulary }) => {
  it("shows each point somewhere that there is", () => {
    for (const { point, shows } of coverage) {
      expect([point, shows.length]).not.toEqual([point, 0]);
      for (const where of shows) expect([point, where, isThere(where)]).toEqual([point, where, true]);
    }
  });

  function isThere(where: string): boolean {
    const [kind, what, code] = where.split("/");
    if (what === undefined) return true;
    if (kind === "by") return ["page", ...channels].includes(what);
    if (kind !== "call") return ["http", "smpp", ...statuses].includes(what);
    const operation = vocabulary.operations.find(({ name }) => name === what);
    return operation !== undefined && (code === undefined || rowOf(operation, code)?.code === code);
  }

  it.each(vocabulary.operations)("has evidence for $name", ({ name, channels: ways }) => {
    const fits = new Set<string>(["call", `call/${name}`, ...ways.map((way) => `by/${way}`)]);
    expect(coverage.filter(({ shows }) => shows.some((where) => fits.has(where)))).not.toEqual([]);
  });
});
