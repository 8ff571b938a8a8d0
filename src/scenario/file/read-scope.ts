// Operations and events that a rule is for, by its `when`.

import { type Channel, channels } from "../../core/message.ts";
import { type ScenarioEvent, scenarioEvents } from "../../core/request-facts.ts";
import { narrowed } from "./check-occasions.ts";
import {
  channelsOf,
  listOf,
  occasionsOf,
  type ReadContext,
  reportNever,
  type Scope,
  type Spot,
  scopeOf,
  spotsOf,
  withoutOutward,
} from "./context.ts";
import type { Path } from "./document.ts";
import { suggest } from "./finding.ts";
import { eventOccasion } from "./occasions.ts";
import { smppFields, tagName } from "./read-session.ts";
import type { WhenFile } from "./schema.ts";

export function readScope(context: ReadContext, path: Path, file: WhenFile, providers: string[] | undefined): Scope {
  const wide = spotsOf(context.vocabularies, providers);
  let spots = inDirection(wide, file.direction);
  if (spots.length === 0 && wide.length > 0)
    reportNever(context, path, "nothing leaves for the client there", "Take direction out", "direction");
  if (file.operation !== undefined) {
    const operations = [...new Set(inDirection(wide, file.direction).map(({ operation }) => operation.name))];
    const names = listOf(file.operation);
    for (const name of names) {
      if (wide.length === 0 || operations.some((operation) => operation.toLowerCase() === name.toLowerCase())) continue;
      const whose = providers === undefined ? "of any provider" : `of ${providers.join(" or ")}`;
      const event = scenarioEvents.find((candidate) => candidate === name);
      const remedy = event === undefined ? suggest(name, operations) : `Write event: ${event} in place of operation`;
      context.report([...path, "operation"], `${name} is no operation ${whose}`, remedy);
    }
    const lower = names.map((name) => name.toLowerCase());
    spots = spots.filter(({ operation }) => lower.includes(operation.name.toLowerCase()));
  } else if (file.direction !== "out") spots = withoutOutward(spots);
  spots = reachable(spots, file);
  let possible = channelsOf(spots);
  if (file.channel !== undefined) {
    const meant = new Set<Channel>(listOf(file.channel));
    const before = possible;
    spots = spots.filter(({ operation }) => operation.channels.some((channel) => meant.has(channel)));
    possible = new Set([...before].filter((channel) => meant.has(channel)));
    if (before.size > 0 && possible.size === 0) {
      const right = channels.filter((channel) => before.has(channel)).join(", ");
      reportNever(context, [...path, "channel"], "no such request comes over this channel", `It can be ${right}`);
    }
  }
  const all = { spots, named: file.operation !== undefined, channels: possible };
  return narrowed(context, path, file, { ...all, occasions: occasionsOf(spots, file.direction) });
}

/** Scope of a rule on an event. */
export function readEventScope(
  context: ReadContext,
  path: Path,
  file: WhenFile,
  event: ScenarioEvent,
  providers?: string[],
): Scope {
  const wide = scopeOf(context.vocabularies, providers);
  const meant = new Set(wide.spots.map(({ vocabulary }) => vocabulary));
  const occasions = [...meant].flatMap((vocabulary) => eventOccasion(vocabulary, event) ?? []);
  if (occasions.length === 0 && meant.size > 0) {
    const why = `${providers?.join(" or ") ?? "no provider"} has no event ${event}`;
    reportNever(context, path, why, "Choose another provider, or another event", "event");
  }
  for (const key of ["direction", "operation", "channel"] as const) {
    if (file[key] !== undefined) context.report(path, `an event has no ${key}`, "Take it out", key);
  }
  return narrowed(context, path, file, { ...wide, occasions });
}

/** Operations of clients, or of PDUs that leave for them. */
function inDirection(spots: readonly Spot[], direction: WhenFile["direction"]): readonly Spot[] {
  if (direction === undefined) return spots;
  return spots.filter(({ operation }) =>
    direction === "out" ? operation.ours !== undefined : operation.ours !== "only",
  );
}

/** Operations of the rule's accounts that have its fields; all of them, where none has. */
function reachable(spots: readonly Spot[], file: WhenFile): readonly Spot[] {
  const fields = Object.keys(file.fields ?? {}).map((name) => name.toLowerCase());
  const providers =
    file.account === undefined ? [] : listOf(file.account).map((name) => String(name).split("/")[0] ?? "");
  const isAny = providers.length === 0 || providers.some((name) => !/^[\w-]+$/.test(name));
  const isAboutMessage = file.operation === undefined && (file.to !== undefined || file.text !== undefined);
  const matching = spots.filter(({ vocabulary, operation }) => {
    // Such a rule is about messages, although a cancel_sm may name a recipient too.
    const isMeant = !isAboutMessage || operation.sends || operation.outward === true;
    return (
      isMeant &&
      (isAny || providers.includes(vocabulary.provider)) &&
      // Most rules ask for no field: the names that each operation can have are not gathered for them.
      (fields.length === 0 || hasFields({ vocabulary, operation }, fields))
    );
  });
  return matching.length === 0 ? spots : matching;
}

/** @param fields in lower case */
function hasFields(spot: Spot, fields: readonly string[]): boolean {
  const own = spot.operation.requestFields.map((name) => name.toLowerCase());
  const more = smppFields([spot]);
  return fields.every(
    (name) => own.includes(name) || more.includes(name) || (more.length > 0 && tagName(name) !== undefined),
  );
}
