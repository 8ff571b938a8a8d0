// Where callbacks may go, and the two halves of such an address.

/** An address split as HTTP sends it. */
export interface Target {
  /** For example `http://127.0.0.1:4000`. */
  readonly origin: string;
  /** Path and query exactly as they were written, as far as HTTP can carry them. */
  readonly path: string;
  readonly hostname: string;
}

/** Null when the text is no absolute http or https address. */
export function parseAddress(address: string): Target | null {
  const url = URL.parse(address);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) return null;
  // What the URL class makes of path and query (encoding of quotes, `..`) is not what the provider wrote.
  const written = /^https?:\/\/[^/?#\\]*([^#]*)/i.exec(address)?.[1];
  const asWritten = written !== undefined && /^[!-~]*$/.test(written) && !written.includes("\\");
  const path = asWritten ? written : url.pathname + url.search;
  return { origin: url.origin, path: path.startsWith("/") ? path : `/${path}`, hostname: url.hostname };
}

/**
 * Null when callbacks may be sent to the address, else the reason, as one sentence.
 * @param allowedHosts names or addresses; `*.name` stands for every name under it, `name:port` for that port alone.
 * Without a list every host is allowed.
 */
export function checkAddress(address: string, allowedHosts?: readonly string[]): string | null {
  const url = URL.parse(address);
  if (url === null) return `${quoted(address)} is no address: write it whole, for example http://127.0.0.1:4000/dlr.`;
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return `${quoted(address)} begins with ${url.protocol}: callbacks go to http: and https: addresses only.`;
  }
  if (url.username !== "" || url.password !== "") {
    return `The callback address on ${url.host} holds a user name or password: leave them out.`;
  }
  if (allowedHosts === undefined) return null;
  const name = url.hostname;
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  const bare = name.replace(/^\[|\]$/g, "");
  const spellings = [name, bare, `${name}:${port}`];
  const allowed = allowedHosts.some((entry) => {
    const wanted = entry.toLowerCase();
    return spellings.some((one) => (wanted.startsWith("*.") ? one.endsWith(wanted.slice(1)) : one === wanted));
  });
  if (allowed) return null;
  return `The host ${url.host} is not among those that callbacks may go to (${allowedHosts.join(", ") || "none"}).`;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
