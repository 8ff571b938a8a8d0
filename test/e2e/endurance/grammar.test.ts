// The grammar of the random requests knows every operation of every provider and of the control API, by each of its ways.

import { expect, it } from "vitest";
import { providers } from "../../../src/providers/index.ts";
import { chanceOf } from "../../support/endurance/chance.ts";
import { httpRequests } from "../../support/endurance/grammar.ts";
import {
  controlOperations,
  type HttpListenerName,
  httpListeners,
  type Way,
} from "../../support/endurance/grammar-listeners.ts";
import { bodies } from "../../support/endurance/grammar-samples.ts";
import { commandRows } from "../../support/endurance/smpp-oracle.ts";

const listeners = Object.keys(httpListeners) as HttpListenerName[];
const ways = listeners.flatMap((listener) => httpListeners[listener]);

it("knows every operation with all its fields, by each of its channels", () => {
  const lacking: string[] = [];
  for (const { id, vocabulary } of providers)
    for (const { name, channels, requestFields, outward } of vocabulary.operations) {
      // Outgoing operations and those that only the gateway sends are no requests.
      if (outward || requestFields.length + Number(name === "enquire_link") === 0) continue;
      for (const channel of channels) {
        const kind = channel === "get" ? "query" : channel;
        const there =
          channel === "smpp"
            ? commandRows.some((row) => row.name === name)
            : ways.some(({ operation, kinds }) => operation === name && kinds.some((item) => item === kind));
        if (!there) lacking.push(`${id}/${name} by ${channel}`);
      }
      const earlier = new Set(ways.flatMap((way) => (way.operation === name ? Object.keys(way.fields) : [])));
      if (channels.some((channel) => channel !== "smpp"))
        lacking.push(
          ...requestFields.filter((field) => !earlier.has(field)).map((field) => `${field} of ${id}/${name}`),
        );
    }
  expect(lacking).toEqual([]);
});

it("knows every operation of the control API, with bodies that are right", () => {
  expect(httpListeners.control.map(({ operation }) => operation)).toEqual(controlOperations.map(({ id }) => id));
  for (const { id, body } of controlOperations)
    for (const item of body === undefined ? [] : (bodies[id] ?? []))
      expect([id, body?.safeParse(item).success, item]).toEqual([id, true, item]);
});

it.each(listeners)("says all of it at %s, some of it unspoilt", (listener) => {
  const sentences = Array.from({ length: 4_000 }, (_, n) =>
    httpRequests(chanceOf(`${listener} ${n}`), listener).toString("latin1"),
  );
  const begun = ({ path, operation, wireName = operation, namespace, method }: Way, kind: string): string => {
    const asmx = (kind === "form" || kind === "query") && namespace !== undefined ? `${path}/${wireName}` : path;
    return `${kind === "query" ? "GET" : (method ?? "POST")} ${asmx}${kind === "query" ? "?" : " HTTP/1.1"}`;
  };
  const lacking = httpListeners[listener].flatMap((way) =>
    way.kinds.flatMap((kind) =>
      sentences.some((item) => item.startsWith(begun(way, kind))) ? [] : [begun(way, kind)],
    ),
  );
  expect(lacking).toEqual([]);
});
