// Finds likely credentials in a request from which no provider read one: an unknown path, a body that is cut.

/** A request with more wrong credentials than this is masked whole. */
export const maxSecrets = 64;

const names = "u|h|p|token|credencial|identificacao|password";
const inPairs = new RegExp(`(?:^|[?&;=\\s"])(?:${names})"?(?:=|\r\n\r\n)([^&\\s]{1,400})`, "gi");
const inXml = new RegExp(`<(?:[\\w.-]{1,40}:)?(?:${names})\\b[^<>]{0,200}>(?:<!\\[CDATA\\[)?([^<]{1,400})`, "gi");
const inJson = new RegExp(`"(?:${names})"\\s{0,20}:\\s{0,20}"((?:[^"\\\\]|\\\\.){1,400})`, "gi");

/** Values that may be credentials, as they stand in a request; one more than `maxSecrets` at most. */
export function credentialsIn(text: string): string[] {
  const credentials = new Set<string>();
  for (const pattern of [inPairs, inXml, inJson]) {
    for (const match of text.matchAll(pattern)) {
      credentials.add((match[1] ?? "").replace(/\]\]>?$/, ""));
      if (credentials.size > maxSecrets) return [...credentials];
    }
  }
  return [...credentials];
}
