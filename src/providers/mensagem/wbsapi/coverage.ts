import type { Coverage } from "../../provider.ts";

const silent = "the document does not show it";

/** Behaviour of /wbsapi.asmx, and the evidence for it. */
export const wbsapiCoverage: readonly Coverage[] = [
  {
    point: "/wbsapi.asmx with five methods, help pages and form POST",
    shows: ["by/soap11", "by/soap12", "by/form", "by/page"],
    evidence: "documented",
    source: "API – WEBSERVICE",
  },
  {
    point: "namespace of the web service",
    shows: ["by/soap11", "by/soap12"],
    evidence: "assumed",
    source: silent,
    dialectOption: "wbsapiNamespace",
  },
  {
    point: "its parameters are long, dateTime, int, unsignedLong and string",
    shows: ["by/soap11", "by/soap12"],
    evidence: "assumed",
    source: "API – WEBSERVICE, column Tipo: numeric (11), date time, integer, ulong, string",
    dialectOption: "wbsapiTypes",
  },
  {
    point: "its optional parameters may be left out or empty over the form binding too",
    shows: ["by/form"],
    evidence: "documented",
    source: "API – WEBSERVICE, Parâmetro opcional; ASP.NET refuses them with these types",
    dialectOption: "wbsapiForm",
  },
  {
    point: "an IdExterno of 0 is none",
    shows: ["call/sendUnique", "call/sendMultiple"],
    evidence: "assumed",
    source: '"de 0 até 4294967295"; a typed one that is left out is 0',
    dialectOption: "idExternoZero",
  },
  {
    point: "a slash in a text of sendMultiple is text",
    shows: ["call/sendMultiple"],
    evidence: "assumed",
    source: "Método sendMultiple: the example has MSG 2/435, the rule a pipe",
    dialectOption: "conteudoSlash",
  },
  {
    point: "its results are one string, as those of the HTTP API",
    shows: ["by/soap11", "by/soap12", "by/form"],
    evidence: "assumed",
    source: silent,
  },
  {
    point: "codes its tables lack are 95, 93 or 300; 61 is answered as 1",
    shows: ["by/soap11", "by/soap12", "by/form"],
    evidence: "assumed",
    source: silent,
  },
  {
    point: "a document of more than 50,000 elements and attributes is refused as one that is not well-formed",
    shows: ["by/soap11", "by/soap12"],
    evidence: "assumed",
    source: "the engine has no such bound",
  },
  {
    point: "status and inBox of the web service work",
    shows: ["call/status", "call/inBox"],
    evidence: "assumed",
    source: "only the HTTP queries are said to be out of date",
    dialectOption: "wbsapiQueries",
  },
];
