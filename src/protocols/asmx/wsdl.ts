// The service description that `?WSDL` gives, element for element as .NET 4 writes it (asmx.md section 8.1).

import { create } from "xmlbuilder2";
import type { XMLBuilder } from "xmlbuilder2/lib/interfaces.js";
import { isOnHttp, soapAction } from "./compile.ts";
import type { AsmxOperation, AsmxParameter, AsmxResultType, AsmxService } from "./service.ts";
import { NET_TYPES } from "./values.ts";

const WSDL = "http://schemas.xmlsoap.org/wsdl/";

type HttpVerb = "Get" | "Post";

/** `url` is the address of the service as the client asked for it. */
export function buildWsdl(service: AsmxService, url: string): string {
  const verbs: readonly HttpVerb[] = [
    ...(service.httpGet ? ["Get" as const] : []),
    ...(service.httpPost ? ["Post" as const] : []),
  ];
  const root = create({ version: "1.0", encoding: "utf-8" }).ele("wsdl:definitions", {
    "xmlns:tm": "http://microsoft.com/wsdl/mime/textMatching/",
    "xmlns:soapenc": "http://schemas.xmlsoap.org/soap/encoding/",
    "xmlns:mime": "http://schemas.xmlsoap.org/wsdl/mime/",
    "xmlns:tns": service.namespace,
    "xmlns:soap": "http://schemas.xmlsoap.org/wsdl/soap/",
    "xmlns:s": "http://www.w3.org/2001/XMLSchema",
    "xmlns:soap12": "http://schemas.xmlsoap.org/wsdl/soap12/",
    "xmlns:http": "http://schemas.xmlsoap.org/wsdl/http/",
    targetNamespace: service.namespace,
    "xmlns:wsdl": WSDL,
  });
  documentation(root, service.description);
  schema(root, service, verbs);
  messages(root, service, verbs);
  portTypes(root, service, verbs);
  soapBinding(root, service, "soap", "");
  soapBinding(root, service, "soap12", "12");
  for (const verb of verbs) httpBinding(root, service, verb);
  ports(root, service, verbs, url);
  const text = root.end({ prettyPrint: true, newline: "\r\n", spaceBeforeSlash: true });
  // .NET declares the prefix again on each documentation element; a serializer that knows namespaces leaves that out.
  return text.replaceAll("<wsdl:documentation>", `<wsdl:documentation xmlns:wsdl="${WSDL}">`);
}

function documentation(parent: XMLBuilder, text: string | undefined): void {
  if (text !== undefined && text !== "") parent.ele("wsdl:documentation").txt(text);
}

function schema(root: XMLBuilder, service: AsmxService, verbs: readonly HttpVerb[]): void {
  const schema = root
    .ele("wsdl:types")
    .ele("s:schema", { elementFormDefault: "qualified", targetNamespace: service.namespace });
  let hasArray = false;
  for (const operation of service.operations) {
    const incoming = operation.parameters.filter((parameter) => parameter.by !== "out");
    sequence(schema.ele("s:element", { name: operation.name }), incoming.map(parameterElement));
    const outgoing = operation.parameters
      .filter((parameter) => (parameter.by ?? "value") !== "value")
      .map(parameterElement);
    const result = operation.result === "void" ? [] : [resultElement(operation.name, operation.result)];
    sequence(schema.ele("s:element", { name: `${operation.name}Response` }), [...result, ...outgoing]);
    if (operation.result === "stringArray" && !hasArray) {
      hasArray = true;
      schema.ele("s:complexType", { name: "ArrayOfString" }).ele("s:sequence").ele("s:element", {
        minOccurs: "0",
        maxOccurs: "unbounded",
        name: "string",
        nillable: "true",
        type: "s:string",
      });
    }
  }
  if (verbs.length === 0) return;
  for (const type of httpResults(service)) {
    if (type === "stringArray")
      schema.ele("s:element", { name: "ArrayOfString", nillable: "true", type: "tns:ArrayOfString" });
    else if (type === "string") schema.ele("s:element", { name: "string", nillable: "true", type: "s:string" });
    else schema.ele("s:element", { name: NET_TYPES[type].xsd, type: `s:${NET_TYPES[type].xsd}` });
  }
}

/** Result types of the operations that the HTTP bindings have, each once, in order of appearance. */
function httpResults(service: AsmxService): ReadonlySet<Exclude<AsmxResultType, "void">> {
  const types = new Set<Exclude<AsmxResultType, "void">>();
  for (const operation of service.operations) {
    if (isOnHttp(operation) && operation.result !== "void") types.add(operation.result);
  }
  return types;
}

type Attributes = Readonly<Record<string, string>>;

function sequence(element: XMLBuilder, children: readonly Attributes[]): void {
  const complexType = element.ele("s:complexType");
  if (children.length === 0) return;
  const list = complexType.ele("s:sequence");
  for (const attributes of children) list.ele("s:element", attributes);
}

function parameterElement(parameter: AsmxParameter): Attributes {
  const { name, type } = parameter;
  const isReference = type === "string";
  return {
    minOccurs: isReference ? "0" : "1",
    maxOccurs: "1",
    name,
    ...(parameter.nullable === true && !isReference ? { nillable: "true" } : {}),
    type: `s:${NET_TYPES[type].xsd}`,
  };
}

function resultElement(operation: string, type: Exclude<AsmxResultType, "void">): Attributes {
  const name = `${operation}Result`;
  if (type === "stringArray") return { minOccurs: "0", maxOccurs: "1", name, type: "tns:ArrayOfString" };
  return parameterElement({ name, type });
}

function messages(root: XMLBuilder, service: AsmxService, verbs: readonly HttpVerb[]): void {
  for (const { name } of service.operations) {
    root
      .ele("wsdl:message", { name: `${name}SoapIn` })
      .ele("wsdl:part", { name: "parameters", element: `tns:${name}` });
    root
      .ele("wsdl:message", { name: `${name}SoapOut` })
      .ele("wsdl:part", { name: "parameters", element: `tns:${name}Response` });
  }
  for (const verb of verbs) {
    for (const { name, parameters, result } of service.operations.filter(isOnHttp)) {
      const incoming = root.ele("wsdl:message", { name: `${name}Http${verb}In` });
      for (const parameter of parameters) incoming.ele("wsdl:part", { name: parameter.name, type: "s:string" });
      const outgoing = root.ele("wsdl:message", { name: `${name}Http${verb}Out` });
      if (result !== "void") outgoing.ele("wsdl:part", { name: "Body", element: `tns:${httpResultName(result)}` });
    }
  }
}

function httpResultName(result: Exclude<AsmxResultType, "void">): string {
  return result === "stringArray" ? "ArrayOfString" : NET_TYPES[result].xsd;
}

function portTypes(root: XMLBuilder, service: AsmxService, verbs: readonly HttpVerb[]): void {
  const portType = (kind: string, operations: readonly AsmxOperation[]): void => {
    const port = root.ele("wsdl:portType", { name: `${service.name}${kind}` });
    for (const { name, description } of operations) {
      const operation = port.ele("wsdl:operation", { name });
      documentation(operation, description);
      operation.ele("wsdl:input", { message: `tns:${name}${kind}In` });
      operation.ele("wsdl:output", { message: `tns:${name}${kind}Out` });
    }
  };
  portType("Soap", service.operations);
  for (const verb of verbs) portType(`Http${verb}`, service.operations.filter(isOnHttp));
}

function soapBinding(root: XMLBuilder, service: AsmxService, prefix: "soap" | "soap12", suffix: "" | "12"): void {
  const binding = root.ele("wsdl:binding", { name: `${service.name}Soap${suffix}`, type: `tns:${service.name}Soap` });
  binding.ele(`${prefix}:binding`, { transport: "http://schemas.xmlsoap.org/soap/http" });
  for (const { name } of service.operations) {
    const operation = binding.ele("wsdl:operation", { name });
    operation.ele(`${prefix}:operation`, { soapAction: soapAction(service, name), style: "document" });
    operation.ele("wsdl:input").ele(`${prefix}:body`, { use: "literal" });
    operation.ele("wsdl:output").ele(`${prefix}:body`, { use: "literal" });
  }
}

function httpBinding(root: XMLBuilder, service: AsmxService, verb: HttpVerb): void {
  const name = `${service.name}Http${verb}`;
  const binding = root.ele("wsdl:binding", { name, type: `tns:${name}` });
  binding.ele("http:binding", { verb: verb.toUpperCase() });
  for (const { name: operationName, result } of service.operations.filter(isOnHttp)) {
    const operation = binding.ele("wsdl:operation", { name: operationName });
    operation.ele("http:operation", { location: `/${operationName}` });
    const input = operation.ele("wsdl:input");
    if (verb === "Get") input.ele("http:urlEncoded");
    else input.ele("mime:content", { type: "application/x-www-form-urlencoded" });
    const output = operation.ele("wsdl:output");
    if (result !== "void") output.ele("mime:mimeXml", { part: "Body" });
  }
}

function ports(root: XMLBuilder, service: AsmxService, verbs: readonly HttpVerb[], url: string): void {
  const list = root.ele("wsdl:service", { name: service.name });
  documentation(list, service.description);
  const port = (kind: string, prefix: string): void => {
    const name = `${service.name}${kind}`;
    list.ele("wsdl:port", { name, binding: `tns:${name}` }).ele(`${prefix}:address`, { location: url });
  };
  port("Soap", "soap");
  port("Soap12", "soap12");
  for (const verb of verbs) port(`Http${verb}`, "http");
}
