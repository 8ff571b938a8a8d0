// The link that `torpedo start` prints carries the token. It is taken out of the address bar, so that nobody copies it
// along with a deep link, and kept for this tab alone.

const key = "torpedo-token";

/** The token of this tab, or null: the emulator asks for none. */
export function takeToken(): string | null {
  const address = new URL(location.href);
  const inHash = /^#token=([^&/?]+)$/.exec(address.hash)?.[1];
  const given = address.searchParams.get("token") ?? (inHash === undefined ? null : decodeURIComponent(inHash));
  if (given === null) return sessionStorage.getItem(key);
  sessionStorage.setItem(key, given);
  address.searchParams.delete("token");
  if (inHash !== undefined) address.hash = "";
  history.replaceState(null, "", address);
  return given;
}
