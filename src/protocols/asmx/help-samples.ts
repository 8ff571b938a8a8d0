// Sample requests and responses of an operation's help page: HTML, with the placeholders marked (asmx.md section 8.3).

import type { AsmxAddress } from "./address.ts";
import { soapAction } from "./compile.ts";
import { htmlEncode } from "./escape.ts";
import type { AsmxOperation, AsmxParameter, AsmxResultType, AsmxService } from "./service.ts";
import { ENVELOPE_NAMESPACES, type SoapVersion } from "./soap-answer.ts";
import { NET_TYPES } from "./values.ts";

/** HTML of both sides, ready for `<pre>`. */
export interface HelpSample {
  readonly title: "SOAP 1.1" | "SOAP 1.2" | "HTTP GET" | "HTTP POST";
  readonly request: string;
  readonly response: string;
}

const LENGTH = value("length");

function value(placeholder: string): string {
  return `<font class=value>${placeholder}</font>`;
}

function typeName(type: AsmxParameter["type"]): string {
  return value(NET_TYPES[type].xsd);
}

export function soapSample(
  service: AsmxService,
  operation: AsmxOperation,
  address: AsmxAddress,
  version: SoapVersion,
): HelpSample {
  const prefix = version === "1.1" ? "soap" : "soap12";
  const type = version === "1.1" ? "text/xml" : "application/soap+xml";
  const incoming = operation.parameters.filter((parameter) => parameter.by !== "out").map(parameterLine);
  const outgoing = operation.parameters.filter((parameter) => (parameter.by ?? "value") !== "value").map(parameterLine);
  const contentLines = [`Content-Type: ${type}; charset=utf-8`, `Content-Length: ${LENGTH}`];
  return {
    title: `SOAP ${version}`,
    request: lines([
      `POST ${htmlEncode(address.path)} HTTP/1.1`,
      `Host: ${htmlEncode(address.host)}`,
      ...contentLines,
      ...(version === "1.1" ? [`SOAPAction: "${htmlEncode(soapAction(service, operation.name))}"`] : []),
      "",
      ...envelope(service, prefix, version, operation.name, incoming),
    ]),
    response: lines([
      "HTTP/1.1 200 OK",
      ...contentLines,
      "",
      ...envelope(service, prefix, version, `${operation.name}Response`, [...resultLines(operation), ...outgoing]),
    ]),
  };
}

function envelope(
  service: AsmxService,
  prefix: string,
  version: SoapVersion,
  name: string,
  inside: readonly string[],
): readonly string[] {
  const xmlns = `xmlns="${htmlEncode(service.namespace)}"`;
  return [
    '&lt;?xml version="1.0" encoding="utf-8"?&gt;',
    `&lt;${prefix}:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:${prefix}="${ENVELOPE_NAMESPACES[version]}"&gt;`,
    `  &lt;${prefix}:Body&gt;`,
    ...(inside.length === 0
      ? [`    &lt;${name} ${xmlns} /&gt;`]
      : [`    &lt;${name} ${xmlns}&gt;`, ...inside.map((line) => `      ${line}`), `    &lt;/${name}&gt;`]),
    `  &lt;/${prefix}:Body&gt;`,
    `&lt;/${prefix}:Envelope&gt;`,
  ];
}

function parameterLine({ name, type }: AsmxParameter): string {
  return element(name, typeName(type));
}

function resultLines({ name, result }: AsmxOperation): readonly string[] {
  if (result === "void") return [];
  if (result !== "stringArray") return [element(`${name}Result`, typeName(result))];
  const item = `  ${element("string", value("string"))}`;
  return [`&lt;${name}Result&gt;`, item, item, `&lt;/${name}Result&gt;`];
}

function element(name: string, inside: string): string {
  return `&lt;${name}&gt;${inside}&lt;/${name}&gt;`;
}

export function getSample(service: AsmxService, operation: AsmxOperation, address: AsmxAddress): HelpSample {
  const query = fields(operation);
  return {
    title: "HTTP GET",
    request: lines([
      `GET ${htmlEncode(address.path)}/${operation.name}${query === "" ? "" : `?${query}`} HTTP/1.1`,
      `Host: ${htmlEncode(address.host)}`,
    ]),
    response: httpResponse(service, operation.result),
  };
}

export function postSample(service: AsmxService, operation: AsmxOperation, address: AsmxAddress): HelpSample {
  return {
    title: "HTTP POST",
    request: lines([
      `POST ${htmlEncode(address.path)}/${operation.name} HTTP/1.1`,
      `Host: ${htmlEncode(address.host)}`,
      "Content-Type: application/x-www-form-urlencoded",
      `Content-Length: ${LENGTH}`,
      "",
      fields(operation),
    ]),
    response: httpResponse(service, operation.result),
  };
}

function fields({ parameters }: AsmxOperation): string {
  return parameters.map(({ name }) => `<font class=key>${name}</font>=${value("string")}`).join("&amp;");
}

function httpResponse(service: AsmxService, result: AsmxResultType): string {
  const xmlns = `xmlns="${htmlEncode(service.namespace)}"`;
  if (result === "void") return lines(["HTTP/1.1 200 OK"]);
  const item = `  ${element("string", value("string"))}`;
  const body =
    result === "stringArray"
      ? [`&lt;ArrayOfString ${xmlns}&gt;`, item, item, "&lt;/ArrayOfString&gt;"]
      : [`&lt;${NET_TYPES[result].xsd} ${xmlns}&gt;${typeName(result)}&lt;/${NET_TYPES[result].xsd}&gt;`];
  return lines([
    "HTTP/1.1 200 OK",
    "Content-Type: text/xml; charset=utf-8",
    `Content-Length: ${LENGTH}`,
    "",
    '&lt;?xml version="1.0" encoding="utf-8"?&gt;',
    ...body,
  ]);
}

/** Windows line ends between. */
function lines(list: readonly string[]): string {
  return list.join("\r\n");
}
