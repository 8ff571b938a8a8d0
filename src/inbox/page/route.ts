// Where the reader is, as the address bar says it: `#/default/messages/12?status=delivered`. Everything shown has one.

export const views = [
  "messages",
  "phones",
  "requests",
  "callbacks",
  "scenarios",
  "clock",
  "overview",
  "conduct",
  "accounts",
  "connect",
] as const;
export type View = (typeof views)[number];

export interface Place {
  readonly sandbox: string;
  readonly view: View;
  /** Item that the view shows: a number in the sandbox, a phone, a tab. */
  readonly item: string | null;
  /** Search and filters, by name; none is empty. */
  readonly filters: Readonly<Record<string, string>>;
}

const home: Place = { sandbox: "default", view: "messages", item: null, filters: {} };

/** The place that a hash names; what it leaves out, or what is no place, is where everybody begins. */
export function readPlace(hash: string): Place {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [sandbox, view, item] = path.split("/").map(decoded);
  const named = views.find((candidate) => candidate === view);
  const filters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) if (value !== "") filters[name] = value;
  return {
    sandbox: sandbox || home.sandbox,
    view: named ?? home.view,
    item: named === undefined || item === undefined || item === "" ? null : item,
    filters,
  };
}

export function hashOf(place: Place): string {
  const parts = [place.sandbox, place.view, ...(place.item === null ? [] : [place.item])];
  const given = Object.entries(place.filters).filter(([, value]) => value !== "");
  const query = given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
  return `#/${parts.map(encodeURIComponent).join("/")}${query}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
