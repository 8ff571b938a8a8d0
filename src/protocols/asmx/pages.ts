// GET without path info: WSDL, disco, help pages (asmx.md section 8). Made when first asked for and kept by address.

import type { HttpAnswer } from "../http/call.ts";
import type { AsmxAddress } from "./address.ts";
import { listPage } from "./help-list.ts";
import { operationPage } from "./help-operation.ts";
import { respond } from "./respond.ts";
import type { AsmxPage, AsmxService, AsmxSettings } from "./service.ts";
import { urlDecode } from "./url-decode.ts";

/** Addresses come from the Host header, so the cache is bounded. */
const MAX_CACHED = 50;

export interface Pages {
  answer(address: AsmxAddress, query: string): Promise<{ readonly answer: HttpAnswer; readonly page: AsmxPage }>;
}

export function createPages(service: AsmxService, settings: AsmxSettings): Pages {
  const cache = new Map<string, string>();
  const document = async (kind: "wsdl" | "disco", url: string): Promise<HttpAnswer> => {
    const key = `${kind} ${url}`;
    let text = cache.get(key);
    if (text === undefined) {
      // xmlbuilder2 is loaded with the first document: most runs never need one.
      if (kind === "wsdl") text = (await import("./wsdl.ts")).buildWsdl(service, url);
      else text = (await import("./disco.ts")).buildDisco(service, url);
      if (cache.size >= MAX_CACHED) cache.clear();
      cache.set(key, text);
    }
    return respond(settings, 200, "fresh", "text/xml; charset=utf-8", text);
  };
  const missingPage = (text: string): HttpAnswer =>
    respond(settings, 500, "fresh", "text/plain; charset=utf-8", `${text}\r\n`);
  const html = (text: string): HttpAnswer => respond(settings, 200, "fresh", "text/html; charset=utf-8", text);

  return {
    async answer(address, query) {
      const page = pageOf(query);
      switch (page.kind) {
        case "wsdl": {
          const text = "XML Web service description was not found.";
          const answer = page.id === null ? await document("wsdl", address.url) : missingPage(text);
          return { answer, page: "wsdl" };
        }
        case "disco":
          return { answer: await document("disco", address.url), page: "disco" };
        case "schema":
          return { answer: missingPage("Schema not found."), page: "wsdl" };
        case "operation":
          return { answer: html(operationPage(service, settings, address, page.name)), page: "help" };
        default:
          return { answer: html(listPage(service, address)), page: "help" };
      }
    },
  };
}

type RequestedPage =
  | { readonly kind: "wsdl"; readonly id: string | null }
  | { readonly kind: "disco" }
  | { readonly kind: "schema" }
  | { readonly kind: "operation"; readonly name: string }
  | { readonly kind: "list" };

/** `wsdl` and `disco` are parts without `=` (any case); `wsdl=` and `schema=` ask for a document that does not exist. */
function pageOf(query: string): RequestedPage {
  let page: RequestedPage = { kind: "list" };
  for (const part of query.split("&", 100)) {
    const equals = part.indexOf("=");
    const name = urlDecode(equals < 0 ? part : part.slice(0, equals), (bytes) => bytes.toString("utf8")).toLowerCase();
    const value = equals < 0 ? null : urlDecode(part.slice(equals + 1), (bytes) => bytes.toString("utf8"));
    if (name === "wsdl") return { kind: "wsdl", id: value };
    if (name === "disco" && value === null) return { kind: "disco" };
    if (name === "schema" && value !== null) return { kind: "schema" };
    if (name === "op" && value !== null && page.kind === "list") page = { kind: "operation", name: value };
  }
  return page;
}
