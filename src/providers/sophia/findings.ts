// Findings about a client's request, in both languages: what Sophia's PHP makes of it, and how to send it instead.

import { type Finding, findingsOf } from "../../core/findings.ts";

const say = findingsOf({
  "not-utf-8": {
    en: "{name} is not UTF-8 and was read as Latin-1",
    pt: "{name} não é UTF-8 e foi lido como Latin-1",
    source: "RFC 3986 2.5",
  },
  "no-form-type": {
    en: "The body came with {type}: PHP fills $_POST for application/x-www-form-urlencoded and multipart/form-data only",
    pt: "O corpo veio com {type}: o PHP só preenche $_POST com application/x-www-form-urlencoded e multipart/form-data",
    source: "PHP, $_POST",
  },
  "no-form-method": {
    en: "The body came by {method}: PHP fills $_POST for POST only",
    pt: "O corpo veio por {method}: o PHP só preenche $_POST num POST",
    source: "PHP, $_POST",
  },
  "too-many-variables": {
    en: "The request has over 1,000 variables: PHP drops the others; send JSON to envio.php instead",
    pt: "A requisição tem mais de 1.000 variáveis: o PHP descarta as outras; envie JSON a envio.php",
    source: "PHP, max_input_vars",
  },
  scattered: {
    en: "Each mensagens[] begins a new message in PHP: number them, as mensagens[0][destino] and mensagens[0][msg]",
    pt: "Cada mensagens[] começa uma nova mensagem no PHP: numere-as, como mensagens[0][destino] e mensagens[0][msg]",
    source: "PHP, external variables",
  },
  "half-pair": {
    en: "The JSON has half a surrogate pair, as a cut emoji leaves one: json_decode refuses the whole body",
    pt: "O JSON tem metade de um par substituto, como o de um emoji cortado: json_decode recusa o corpo inteiro",
    source: "PHP, JSON_ERROR_UTF16",
  },
});

export function notUtf8(name: string): Finding {
  return say("not-utf-8", { name: name.slice(0, 40) });
}

export function noFormType(contentType: string): Finding {
  const type =
    contentType === ""
      ? { en: "no Content-Type", pt: "nenhum Content-Type" }
      : `Content-Type ${contentType.slice(0, 80)}`;
  return say("no-form-type", { type });
}

export function noFormMethod(method: string): Finding {
  return say("no-form-method", { method: method.slice(0, 20) });
}

export const tooManyVariables = say("too-many-variables");
export const scattered = say("scattered");
export const halfPair = say("half-pair");
