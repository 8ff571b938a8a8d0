// Findings about a client's request: what Sophia's PHP makes of it, and how to send it instead.

import type { Finding } from "../../core/ports.ts";

export function notUtf8(name: string): Finding {
  return { text: `${name.slice(0, 40)} is not UTF-8 and was read as Latin-1`, source: "RFC 3986 2.5" };
}

export function noFormType(contentType: string): Finding {
  const type = contentType === "" ? "no Content-Type" : `Content-Type ${contentType.slice(0, 80)}`;
  const text = `The body came with ${type}: PHP fills $_POST for application/x-www-form-urlencoded and multipart/form-data only`;
  return { text, source: "PHP, $_POST" };
}

export function noFormMethod(method: string): Finding {
  return { text: `The body came by ${method.slice(0, 20)}: PHP fills $_POST for POST only`, source: "PHP, $_POST" };
}

export const tooManyVariables: Finding = {
  text: "The request has over 1,000 variables: PHP drops the others; send JSON to envio.php instead",
  source: "PHP, max_input_vars",
};

export const scattered: Finding = {
  text: "Each mensagens[] begins a new message in PHP: number them, as mensagens[0][destino] and mensagens[0][msg]",
  source: "PHP, external variables",
};

export const halfPair: Finding = {
  text: "The JSON has half a surrogate pair, as a cut emoji leaves one: json_decode refuses the whole body",
  source: "PHP, JSON_ERROR_UTF16",
};
