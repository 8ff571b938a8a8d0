// The two halves of a callback's address.

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
  // The URL class changes path and query (quotes, `..`) from what the provider wrote.
  const written = /^https?:\/\/[^/?#\\]*([^#]*)/i.exec(address)?.[1];
  const asWritten = written !== undefined && /^[!-~]*$/.test(written) && !written.includes("\\");
  const path = asWritten ? written : url.pathname + url.search;
  return { origin: url.origin, path: path.startsWith("/") ? path : `/${path}`, hostname: url.hostname };
}
