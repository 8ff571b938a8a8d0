// The frame of both help pages (asmx.md section 8.3): two line ends first, one style block, no closing div.

import type { AsmxAddress } from "./address.ts";
import { escapeAttribute, htmlEncode } from "./escape.ts";
import type { AsmxService } from "./service.ts";

// As many rules as a real page has, for the class names its markup uses; the look is our own.
const RULES: readonly string[] = [
  "body { margin: 0; background: #fbfbf8; color: #1d2733; font: 14px/1.45 'Segoe UI', Tahoma, sans-serif; }",
  "#content { max-width: 62em; padding: 0 2em 3em; }",
  "a:link { color: #0b5c8a; }",
  "a:visited { color: #5b4b8a; }",
  "a:active { color: #08405f; }",
  "a:hover { text-decoration: none; }",
  "p { margin: 0 0 .8em; }",
  "pre { overflow: auto; padding: .8em 1em; border-left: 3px solid #c9d3dc; background: #f0f2ee; font: 13px/1.4 Consolas, monospace; }",
  "td { padding: .2em .8em .2em 0; vertical-align: top; }",
  "h2 { margin: 1.6em 0 .4em; font-size: 1.35em; }",
  "h3 { margin: 1.4em 0 .4em; font-size: 1.05em; }",
  "ul { padding-left: 1.2em; }",
  "ol { padding-left: 1.6em; }",
  "li { margin: .5em 0; }",
  "font.value { color: #14508c; }",
  "font.key { color: #2f6b35; }",
  "font.error { color: #a02020; }",
  ".heading1 { margin: 0 -1.45em 0; padding: .5em 1.45em; background: #26435c; color: #fff; font-size: 1.4em; }",
  ".button { padding: .2em .9em; }",
  ".frmheader { background: #e6eae4; text-align: left; }",
  ".frmtext { padding-right: 1em; }",
  ".frmInput { width: 24em; }",
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
