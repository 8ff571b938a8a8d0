// Findings about a request, in both languages. Bounded: a body can hold any number of unknown elements.

import { type Finding, findingsOf } from "../../core/findings.ts";

const MAX_FINDINGS = 20;
const MAX_TEXT = 400;

export const asmxFinding = findingsOf({
  "too-long": {
    en: "the body is longer than maxRequestLength ({kilobytes} KB)",
    pt: "o corpo passa de maxRequestLength ({kilobytes} KB)",
    source: "asmx.md 1",
  },
  "binding-off": {
    en: "{answer} The HTTP {method} binding is off, as on a stock server",
    pt: "{answer} O binding HTTP {method} está desligado, como num servidor recém-instalado",
    source: "asmx.md 2",
  },
  "content-encoding": {
    en: "Content-Encoding of a request is not decoded",
    pt: "Content-Encoding de uma requisição não é decodificado",
    source: "asmx.md 1",
  },
  "no-soapaction": {
    en: "SOAPAction header missing: routed by the body element",
    pt: "sem o cabeçalho SOAPAction: a operação veio do elemento de Body",
    source: "asmx.md 3",
  },
  "soap12-as-xml": {
    en: "SOAP 1.2 envelope sent as text/xml: accepted and answered as SOAP 1.2",
    pt: "envelope SOAP 1.2 enviado como text/xml: aceito e respondido como SOAP 1.2",
    source: "asmx.md 3",
  },
  "soapaction-ignored": {
    en: "application/soap+xml: the SOAPAction header is ignored",
    pt: "application/soap+xml: o cabeçalho SOAPAction é ignorado",
    source: "asmx.md 3",
  },
  "no-charset": {
    en: 'text/xml without charset: the body was read as ASCII and each non-ASCII byte became "?"',
    pt: 'text/xml sem charset: o corpo foi lido como ASCII e cada byte fora do ASCII virou "?"',
    source: "asmx.md 4",
  },
  "unknown-charset": {
    en: 'charset {charset} is unknown to .NET: the body was read as ASCII and each non-ASCII byte became "?"',
    pt: 'o .NET não conhece o charset {charset}: o corpo foi lido como ASCII e cada byte fora do ASCII virou "?"',
    source: "asmx.md 4",
  },
  "declared-charset": {
    en: "the XML declaration says {declared}, but the charset {charset} of Content-Type decides",
    pt: "a declaração XML diz {declared}, mas vale o charset {charset} de Content-Type",
    source: "asmx.md 4",
  },
  // The sentence is .NET's own.
  refused: { en: "{status}: {exception}", pt: "{status}: {exception}", source: "asmx.md 4" },
  "other-element": {
    en: "element {element} of Body was skipped: it is not the operation's request element",
    pt: "o elemento {element} de Body foi pulado: não é o elemento de requisição da operação",
    source: "asmx.md 5",
  },
  "empty-body": {
    en: "Body is empty: the method runs with every parameter missing",
    pt: "Body está vazio: o método roda sem parâmetro algum",
    source: "asmx.md 5",
  },
  "unknown-element": {
    en: "unknown element {element} was ignored",
    pt: "o elemento desconhecido {element} foi ignorado",
    source: "asmx.md 5",
  },
  "other-namespace": {
    en: "element {element} was ignored: it is not in the operation's namespace",
    pt: "o elemento {element} foi ignorado: não está no namespace da operação",
    source: "asmx.md 5",
  },
  "second-element": {
    en: "second element {element} was ignored",
    pt: "o segundo elemento {element} foi ignorado",
    source: "asmx.md 5",
  },
  "query-of-post": {
    en: "parameters in the query string of a POST are ignored",
    pt: "parâmetros na query string de um POST são ignorados",
    source: "asmx.md 7",
  },
});

export interface Findings {
  readonly list: readonly Finding[];
  add(finding: Finding): void;
}

export function createFindings(): Findings {
  const list: Finding[] = [];
  return {
    list,
    add(finding) {
      if (list.length >= MAX_FINDINGS) return;
      const params = Object.entries(finding.params).map(([name, value]) => [
        name,
        typeof value === "string" ? cut(value) : value,
      ]);
      const { text, portuguese } = finding;
      list.push({ ...finding, params: Object.fromEntries(params), text: cut(text), portuguese: cut(portuguese) });
    },
  };
}

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}
