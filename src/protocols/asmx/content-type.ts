// Content-Type as System.Web.Services takes it apart: by `;`, without the grammar of RFC 9110 (asmx.md section 4).

/** The type before the first `;` in lower case, blanks before the `;` included; empty when there is no header. */
export function baseType(contentType: string): string {
  const end = contentType.indexOf(";");
  return (end < 0 ? contentType : contentType.slice(0, end)).toLowerCase();
}

/** A parameter's value without quotes or blanks around it; null when it is not there. Names match in any case, by prefix as in .NET. */
export function parameterOf(contentType: string, name: string): string | null {
  const parts = contentType.split(";");
  for (let at = 1; at < parts.length; at++) {
    const part = (parts[at] ?? "").trimStart();
    if (part.slice(0, name.length).toLowerCase() !== name) continue;
    const equals = part.indexOf("=", name.length);
    if (equals >= 0) return trimQuotes(part.slice(equals + 1));
  }
  return null;
}

function trimQuotes(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && " '\"\t".includes(text.charAt(start))) start++;
  while (end > start && " '\"\t".includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}
