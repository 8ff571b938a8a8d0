// The discovery document that `?disco` gives (asmx.md section 8.2).

import { create } from "xmlbuilder2";
import type { AsmxService } from "./service.ts";

const SOAP = "http://schemas.xmlsoap.org/disco/soap/";

export function buildDisco(service: AsmxService, url: string): string {
  const root = create({ version: "1.0", encoding: "utf-8" }).ele("discovery", {
    "xmlns:xsd": "http://www.w3.org/2001/XMLSchema",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    xmlns: "http://schemas.xmlsoap.org/disco/",
  });
  root.ele("contractRef", { ref: `${url}?wsdl`, docRef: url, xmlns: "http://schemas.xmlsoap.org/disco/scl/" });
  for (const [prefix, port] of [
    ["q1", "Soap"],
    ["q2", "Soap12"],
  ]) {
    root.ele("soap", {
      address: url,
      [`xmlns:${prefix}`]: service.namespace,
      binding: `${prefix}:${service.name}${port}`,
      xmlns: SOAP,
    });
  }
  return root.end({ prettyPrint: true, newline: "\r\n", spaceBeforeSlash: true });
}
