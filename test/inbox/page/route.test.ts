import { describe, expect, it } from "vitest";
import { hashOf, type Place, readPlace, views } from "../../../src/inbox/page/route.ts";

describe("the address of a place", () => {
  const places: readonly Place[] = [
    { sandbox: "default", view: "messages", item: null, filters: {} },
    { sandbox: "ci-1.a_b", view: "requests", item: "12", filters: { code: "0%&=", request: "ção #?/" } },
    { sandbox: "default", view: "phones", item: "5511999990001", filters: {} },
    ...views.map((view): Place => ({ sandbox: "x", view, item: "a/b ?#", filters: {} })),
  ];
  it.each(places)("leads back: $view $item", (place) => {
    expect(readPlace(hashOf(place))).toEqual(place);
  });

  it.each(["", "#", "#/", "#/default/nothing/12", "#/%E0%A4%A"])("what is none is where all begins: %s", (hash) => {
    expect(readPlace(hash)).toMatchObject({ view: "messages", item: null, filters: {} });
  });

  it("leaves empty filters out", () => {
    expect(hashOf({ sandbox: "a", view: "requests", item: null, filters: { code: "", listener: "smpp" } })).toBe(
      "#/a/requests?listener=smpp",
    );
  });
});
