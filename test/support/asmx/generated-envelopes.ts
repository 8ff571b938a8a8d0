// Requests around the edges of an envelope: whole ones, and ones with pieces put in, taken out, exchanged or cut off.

import type { SeededRandom } from "../../../src/core/seeded-random.ts";
import { SEND, SOAP11, SOAP12 } from "./soap-call.ts";

export interface GeneratedRequest {
  readonly contentType: string;
  readonly soapAction: string | null;
  readonly body: Buffer;
}

const contentTypes = [
  "text/xml; charset=utf-8",
  'text/xml; charset="UTF-8"',
  "text/xml",
  "text/xml; charset=iso-8859-1",
  "text/xml;charset=utf8",
  "text/xml ; charset=utf-8",
  "application/soap+xml; charset=utf-8",
  "application/soap+xml",
];

const characters =
  " |\n|\r\n|\r|\t|\0|\x01|\x0b|\u00a0|\ufeff|\u0085|\u2028|x|<|> |>|&|é|€|😀|'|\"|=|/|?|!|-|--|<!|<?|</".split("|");
const references =
  "&amp; &lt &lt; &nbsp; &#32; &#x20; &#10; &#xa; &#13; &#0; &#x1D; &#xD800; &#x1F600; &#1114112; &#; &#x; &#65 &; &#xZZ;".split(
    " ",
  );
const pieces = [
  "junk",
  ...["<!-- c -->", "<!---->", "<!-- -- -->", "<!-- c", "<!--->"],
  ...["<![CDATA[x]]>", "<![CDATA[]]>", "<![CDATA[ ]]>", "<![CDATA[x", "]]>"],
  ...["<?pi x?>", "<?pi?>", "<?xml version='1.0'?>", "<?XML x?>", "<?a:b x?>"],
  ...["<!DOCTYPE a>", "<!DOCTYPE a []>", "<!ELEMENT"],
  ...["<a/>", "<a>", "</a>", "</ a>", "< a>", "<p:a/>", "<a:/>", "<:a/>", "<a:b:c/>", "<1a/>", "<é/>"],
  ...["<a b='1'/>", "<a b='1' b='2'/>", "<a b=1/>", "<a b/>", "<a p:b='1'/>", "<a b='<'/>", "<a b='&amp;&lt;&#10;'/>"],
  ...["<a b='\n\t'/>", "<a\n b = '1'\n/>", '<a b="1\'"/>', "<a b='1'/", "<a b='1'c='2'/>"],
  ...[
    "<a xmlns=''/>",
    "<a xmlns:q=''/>",
    "<a xmlns:xml='u'/>",
    "<a xmlns:q='u' q:b='1'/>",
    "xmlns:s='u'",
    " xmlns:z='u'",
  ],
  ...["</s:Body>", "</s:Envelope>", "<s:Body>", "<s:Body/>", "<s:Header/>", "<s:Header>t</s:Header>", "<s:Envelope>"],
  ...["<m:Message>z</m:Message>", "<Message xmlns=''>n</Message>", "<Message/>", "<Mobile>1</Mobile>"],
];
const inserted = [...characters, ...references, ...pieces];

/** The request of this number. */
export function generatedRequest(random: SeededRandom, number: number): GeneratedRequest {
  let draws = 0;
  const draw = (): number => random.draw(`request ${number}, draw ${draws++}`);
  const below = (limit: number): number => Math.floor(draw() * limit);
  const pick = (list: readonly string[]): string => list[below(list.length)] ?? "";
  const contentType = pick(contentTypes);
  const soapAction = contentType.startsWith("application") || draw() < 0.4 ? null : SEND;
  const text = changed(envelopeParts(pick), below, pick);
  const body = Buffer.from(text, draw() < 0.9 ? "utf8" : "latin1");
  const mark = draw();
  if (mark < 0.03) return { contentType, soapAction, body: Buffer.from(`\ufeff${text}`, "utf16le") };
  return { contentType, soapAction, body: mark < 0.08 ? Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]) : body };
}

function envelopeParts(pick: (list: readonly string[]) => string): string[] {
  return [
    pick([
      '<?xml version="1.0" encoding="utf-8"?>',
      '<?xml version="1.0"?>',
      "",
      "<?xml version='1.0' standalone='yes'?>",
    ]),
    `<s:Envelope xmlns:s="${pick([SOAP11, SOAP11, SOAP11, SOAP12])}">`,
    pick(["", "", "<s:Header/>", '<s:Header><h xmlns="u"/></s:Header>']),
    "<s:Body>",
    pick(["", "\n"]),
    '<MPG_Send_SMS xmlns="http://www.mpgateway.com/">',
    "<Mobile>55</Mobile>",
    "<Message>",
    pick(["Olá", "a&amp;b", "a\r\nb", "  ", "<![CDATA[<x>]]>", "&#65;"]),
    pick(["</Message>", "</Message >", "</Message\n>"]),
    pick(["</MPG_Send_SMS>", "</MPG_Send_SMS\t>"]),
    pick(["", "\n  "]),
    "</s:Body>",
    "</s:Envelope>",
    pick(["", "\n"]),
  ];
}

/** Up to three changes; a cut is the last. */
function changed(parts: string[], below: (limit: number) => number, pick: (list: readonly string[]) => string): string {
  for (let changes = below(4); changes > 0; changes--) {
    const at = below(parts.length);
    const part = parts[at] ?? "";
    const inside = below(part.length + 1);
    const kind = below(8);
    if (kind < 3) parts.splice(at, 0, pick(inserted));
    else if (kind === 3) parts.splice(at, 1);
    else if (kind === 4) parts[at] = part.slice(0, inside) + pick(inserted) + part.slice(inside);
    else if (kind === 5) parts[at] = part.slice(0, inside) + part.slice(inside + 1);
    else if (kind === 6) parts.push(...parts.splice(at, 1));
    else return parts.join("").slice(0, below(parts.join("").length + 1));
  }
  return parts.join("");
}
