// Where callbacks may go: http and https, to any host but those where machines in a cloud learn their own secrets, unless
// the account names its hosts. Looked at where an address is entered (accounts file, scenario, control API: `Sandboxes`
// asks here) and once more before each attempt; what a name stands for is looked at when it is called.

import { type Account, accountKey } from "./account.ts";
import { isGuarded } from "./outgoing-address.ts";
import { UsageError } from "./usage-error.ts";

/** @throws UsageError when an address of the account is none that callbacks may be sent to */
export function checkCallbacks(account: Account): void {
  const { allowedHosts } = account.callbacks;
  for (const which of ["dlr", "mo"] as const) {
    const address = account.callbacks[which];
    const reason = address === undefined ? null : addressRefusal(address, allowedHosts);
    if (reason === null) continue;
    throw new UsageError({
      where: `account ${accountKey(account)}: callbacks.${which}`,
      problem: `is refused: ${reason.replace(/\.$/, "")}`,
      remedy: "give an http or https address of a host that callbacks may go to",
    });
  }
}

/**
 * Null when callbacks may be sent to the address, else the reason, as one sentence.
 * @param allowedHosts names or addresses; `*.name` stands for every name under it, `name:port` for that port alone.
 * Without a list every host is allowed.
 */
export function addressRefusal(address: string, allowedHosts?: readonly string[]): string | null {
  const url = URL.parse(address);
  if (url === null) return `${quoted(address)} is no address: write it whole, for example http://127.0.0.1:4000/dlr.`;
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return `${quoted(address)} begins with ${url.protocol}: callbacks go to http: and https: addresses only.`;
  }
  if (url.username !== "" || url.password !== "") {
    return `The callback address on ${url.host} holds a user name or password: leave them out.`;
  }
  const name = url.hostname;
  if (allowedHosts === undefined) {
    if (!isGuarded(name)) return null;
    return `The host ${url.host} is link-local or keeps a cloud's secrets: name it in allowedHosts to call it.`;
  }
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  const bare = name.replace(/^\[|\]$/g, "");
  const hostNames = [name, bare, `${name}:${port}`];
  const allowed = allowedHosts.some((entry) => {
    const wanted = entry.toLowerCase();
    return hostNames.some((allowed) =>
      wanted.startsWith("*.") ? allowed.endsWith(wanted.slice(1)) : allowed === wanted,
    );
  });
  if (allowed) return null;
  return `The host ${url.host} is not among those that callbacks may go to (${allowedHosts.join(", ") || "none"}).`;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
