// Escaping of what we write by template: XML text and attributes as XmlTextWriter does it, HTML as HttpUtility does.

const TEXT = /[&<>\x00-\x08\x0B\x0C\x0E-\x1F]/;
const TEXT_ALL = new RegExp(TEXT, "g");

/** Text of an element: `&`, `<` and `>`; control characters become references as in .NET; all else stays, CR LF too. */
export function escapeText(text: string): string {
  return TEXT.test(text) ? text.replace(TEXT_ALL, textReference) : text;
}

function textReference(char: string): string {
  if (char === "&") return "&amp;";
  if (char === "<") return "&lt;";
  if (char === ">") return "&gt;";
  return `&#x${char.charCodeAt(0).toString(16).toUpperCase()};`;
}

/** Value of an attribute in double quotes. */
export function escapeAttribute(text: string): string {
  const escaped = escapeText(text);
  if (!/["\t\n\r]/.test(escaped)) return escaped;
  return escaped
    .replaceAll('"', "&quot;")
    .replace(/[\t\n\r]/g, (char) => `&#x${char.charCodeAt(0).toString(16).toUpperCase()};`);
}

/** HttpUtility.HtmlEncode: the five of markup, and U+00A0 to U+00FF as numbers. */
export function htmlEncode(text: string): string {
  return text.replace(/[&<>"'\u00A0-\u00FF]/g, (char) => {
    if (char === "&") return "&amp;";
    if (char === "<") return "&lt;";
    if (char === ">") return "&gt;";
    if (char === '"') return "&quot;";
    return `&#${char.charCodeAt(0)};`;
  });
}
