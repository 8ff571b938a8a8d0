// Addresses that can be called, for listeners on every address of the machine (`--host 0.0.0.0`).

const everyAddress = /^((?:https?:\/\/)?)(0\.0\.0\.0|\[::\]|::)(?=:\d+|$)/;

/**
 * Puts a name in place of 0.0.0.0 and [::].
 * @param address a URL, `host:port` or a host
 * @param name as it stands in a URL: IPv6 in brackets
 * @param name6 in place of [::]
 */
export function calledAddress(address: string, name: string, name6: string = name): string {
  return address.replace(
    everyAddress,
    (_, scheme: string, host: string) => scheme + (host === "0.0.0.0" ? name : name6),
  );
}
