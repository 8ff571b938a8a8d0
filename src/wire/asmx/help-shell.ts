// The frame of both help pages (asmx.md section 8.3): two line ends first, one style block, no closing div.

import type { AsmxAddress } from "./address.ts";
import { escapeAttribute, htmlEncode } from "./escape.ts";
import type { AsmxService } from "./service.ts";

const FONT = "font-family: Verdana, Arial, sans-serif";
const RULES: readonly string[] = [
  "BODY { color: #000000; background-color: white; font-family: Verdana, Arial, sans-serif; margin-left: 0px; margin-top: 0px; }",
  "#content { margin-left: 30px; font-size: .70em; padding-bottom: 2em; }",
  "A:link { color: #336699; font-weight: bold; text-decoration: underline; }",
  "A:visited { color: #6699cc; font-weight: bold; text-decoration: underline; }",
  "A:active { color: #336699; font-weight: bold; text-decoration: underline; }",
  "A:hover { color: #cc3300; font-weight: bold; text-decoration: underline; }",
  `P { color: #000000; margin-top: 0px; margin-bottom: 12px; ${FONT}; }`,
  "pre { background-color: #e5e5cc; padding: 5px; font-family: monospace; font-size: small; margin-top: -5px; border: 1px #f0f0e0 solid; }",
  `td { color: #000000; ${FONT}; font-size: .7em; }`,
  "h2 { font-size: 1.5em; font-weight: bold; margin-top: 25px; margin-bottom: 10px; border-top: 1px solid #003366; margin-left: -15px; color: #003366; }",
  "h3 { font-size: 1.1em; color: #000000; margin-left: -15px; margin-top: 10px; margin-bottom: 10px; }",
  "ul { margin-top: 10px; margin-left: 20px; }",
  "ol { margin-top: 10px; margin-left: 20px; }",
  "li { margin-top: 10px; color: #000000; }",
  "font.value { color: darkblue; font: bold; }",
  "font.key { color: darkgreen; font: bold; }",
  "font.error { color: darkred; font: bold; }",
  ".heading1 { color: #ffffff; font-size: 26px; font-weight: normal; background-color: #003366; margin: 0px 0px 0px -30px; padding: 10px 0px 3px 15px; }",
  ".button { background-color: #dcdcdc; font-size: 1em; border: 1px solid #cccccc; }",
  ".frmheader { color: #000000; background: #dcdcdc; font-size: .7em; font-weight: normal; border-bottom: 1px solid #dcdcdc; padding: 2px 0px; }",
  ".frmtext { font-size: .7em; margin: 8px 0px 0px 0px; }",
  ".frmInput { font-size: 1em; }",
];

/** A page with this inside; lines end as on Windows. */
export function helpPage(service: AsmxService, address: AsmxAddress, inside: readonly string[]): string {
  const title = htmlEncode(service.name);
  return [
    "",
    "",
    "<html>",
    "",
    "  <head>",
    `    <link rel="alternate" type="text/xml" href="${escapeAttribute(address.path)}?disco" />`,
    "",
    '    <style type="text/css">',
    ...RULES.map((rule) => `      ${rule}`),
    "    </style>",
    "",
    "    <title>",
    `\t${title} Web Service`,
    "</title>",
    "  </head>",
    "",
    "  <body>",
    '    <div id="content">',
    `      <p class="heading1">${title}</p><br>`,
    "",
    ...inside,
    "  </body>",
    "</html>",
    "",
  ].join("\r\n");
}
