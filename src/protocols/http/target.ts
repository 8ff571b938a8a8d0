// Request targets as servers read them (RFC 9112 3.2, RFC 3986 6.2.2): the host of a proxy form, no fragment, and a path
// without dot segments, empty segments and needless percent-encoding.

export interface RequestTarget {
  /** Host and port of the proxy form `http://host:port/a`; null in the other forms. */
  readonly authority: string | null;
  /** Path as sent, percent-encoded; `*` for the server itself. */
  readonly path: string;
  /** Text behind the first `?`, undecoded; empty when there is none. */
  readonly query: string;
}

/** Never throws. */
export function parseTarget(whole: string): RequestTarget {
  const mark = whole.indexOf("#");
  const target = mark < 0 ? whole : whole.slice(0, mark);
  const absolute = target.startsWith("/") ? null : /^[a-z][a-z0-9+.-]*:\/\/([^/?]*)/i.exec(target);
  const rest = absolute === null ? target : target.slice(absolute[0].length);
  const question = rest.indexOf("?");
  const path = question < 0 ? rest : rest.slice(0, question);
  return {
    authority: absolute === null ? null : (absolute[1] ?? "").replace(/^.*@/, ""),
    path: path === "" ? "/" : path,
    query: question < 0 ? "" : rest.slice(question + 1),
  };
}

/** True for most paths: nothing in them can be written shorter. */
const isNormal = /^(?!.*(?:\/\/|%|\/\.))/s;

/** The path that servers look for: `//a/%62/../c` is `/a/c`. A percent-encoded slash stays one. */
export function normalPath(path: string): string {
  if (isNormal.test(path) || !path.startsWith("/")) return path;
  const decoded = path.replace(/%(?:2[dDeE]|3\d|[46][1-9a-fA-F]|[57][0-9aA]|5[fF]|7[eE])/g, (encoded) =>
    String.fromCharCode(Number.parseInt(encoded.slice(1), 16)),
  );
  const segments: string[] = [];
  const all = decoded.split("/").slice(1);
  for (const [index, segment] of all.entries()) {
    const isLast = index === all.length - 1;
    if (segment === "..") segments.pop();
    else if (segment !== "." && (segment !== "" || isLast)) segments.push(segment);
    if (isLast && (segment === "." || segment === "..")) segments.push("");
  }
  return `/${segments.join("/")}`;
}
