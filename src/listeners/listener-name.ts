/** Name of a listener in the journal and the log: `https` for requests over TLS, within a tunnel too. */
export function listenerName(scheme: "http" | "https", own: string): string {
  return scheme === "https" ? "https" : own;
}
