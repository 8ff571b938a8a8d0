// The list of operations: what a GET without a query shows (asmx.md section 8.3).

import type { AsmxAddress } from "./address.ts";
import { escapeAttribute, htmlEncode } from "./escape.ts";
import { helpPage } from "./help-shell.ts";
import type { AsmxService } from "./service.ts";

const TEMPURI = "http://tempuri.org/";

export function listPage(service: AsmxService, address: AsmxAddress): string {
  const file = escapeAttribute(address.file);
  // Ordinal order: capitals first. Descriptions are raw on purpose: services put markup in them.
  const sorted = service.operations.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const items = sorted.flatMap(({ name, description }) => [
    "            <li>",
    `              <a href="${file}?op=${encodeURIComponent(name)}">${htmlEncode(name)}</a>`,
    ...(description === undefined ? [] : [`              <span><br>${description}</span>`]),
    "            </li>",
    "            <p>",
  ]);
  return helpPage(service, address, [
    "      <span>",
    ...(service.description === undefined ? [] : [`          <p class="intro">${service.description}</p>`]),
    `          <p class="intro">The following operations are supported.  For a formal definition, please review the <a href="${file}?WSDL">Service Description</a>. </p>`,
    "          <ul>",
    ...items,
    "          </ul>",
    "      </span>",
    ...(service.namespace === TEMPURI && service.tempuriAdvice !== false ? TEMPURI_ADVICE : []),
  ]);
}

const TEMPURI_ADVICE: readonly string[] = [
  "      <span>",
  "          <hr>",
  `          <h3>This web service is using ${TEMPURI} as its default namespace.</h3>`,
  "          <h3>Recommendation: Change the default namespace before the XML Web service is made public.</h3>",
  `          <p class="intro">A namespace of its own tells a service from all others. ${TEMPURI} is meant for services under development; a published one should use a permanent name, for example an address that its owner controls.</p>`,
  "      </span>",
];
