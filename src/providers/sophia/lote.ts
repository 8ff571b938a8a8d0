// The messages of an envio, however they are written: the document's JSON, PHP's bracketed names, or one message alone.

import type { Json } from "../../core/json.ts";
import { isObject } from "../../core/validate.ts";
import type { PhpValue } from "../../protocols/php/variables.ts";
import { asText, decoded, type Parameters, soleObject } from "./fields.ts";
import { emptyPedido, type Pedido } from "./translate.ts";

/** "Podem ser enviadas até 1.000 (um mil) mensagens em cada requisição." */
export const maxMessages = 1_000;

/** The messages in their order, or what is wrong with the lot, in the words of `detailDescription`. */
export function loteOf(parameters: Parameters): { readonly pedidos: readonly Pedido[] } | { readonly mistake: string } {
  const { json, fields, mistake } = parameters;
  if (mistake !== null) return { mistake };
  if (json === undefined) return fromFields(parameters);
  const top = soleObject(json);
  if (top === null) return { mistake: "JSON INVALIDO: ESPERADA UMA LISTA COM UM OBJETO" };
  const list = Object.entries(top).find(([name]) => name.toLowerCase() === "mensagens")?.[1];
  if (list === undefined && fields["destino"] !== undefined) return fromFields(parameters);
  if (!Array.isArray(list)) return { mistake: "JSON INVALIDO: FALTA A LISTA mensagens" };
  return { pedidos: list.map(pedidoOf) };
}

function pedidoOf(value: Json): Pedido {
  if (!isObject(value)) return { ...emptyPedido, bad: true };
  const pedido = { destino: "", msg: "", id: "" };
  for (const [name, field] of Object.entries(value)) {
    const key = name.toLowerCase();
    if (key === "destino" || key === "msg" || key === "id") pedido[key] = asText(field);
  }
  return pedido;
}

/** `mensagens[0][destino]=…`, as PHP's http_build_query writes the document's structure; or `destino`, `msg` and `id` alone. */
function fromFields({ fields, variables }: Pick<Parameters, "fields" | "variables">): {
  readonly pedidos: readonly Pedido[];
} {
  const list = variables["mensagens"];
  if (list !== undefined && typeof list !== "string") {
    return { pedidos: [...list.entries()].map(([, value]) => fromVariables(value)) };
  }
  const { destino, msg = "", id = "" } = fields;
  return { pedidos: destino === undefined ? [] : [{ destino, msg, id }] };
}

function fromVariables(value: PhpValue): Pedido {
  if (typeof value === "string") return { ...emptyPedido, bad: true };
  const pedido = { destino: "", msg: "", id: "" };
  for (const [name, field] of value.entries()) {
    const key = name.toLowerCase();
    if (typeof field === "string" && (key === "destino" || key === "msg" || key === "id"))
      pedido[key] = decoded(field).text;
  }
  return pedido;
}
