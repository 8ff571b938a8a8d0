// The messages of an envio, however they are written: the document's JSON, PHP's bracketed names, or one message alone.

import type { Json } from "../../core/json.ts";
import { isObject } from "../../core/shape.ts";
import { asText, type Parameters, theOne } from "./fields.ts";
import { emptyPedido, type Pedido } from "./translate.ts";

/** "Podem ser enviadas até 1.000 (um mil) mensagens em cada requisição." */
export const mostMessages = 1_000;

/** The messages in their order, or what is wrong with the lot, in the words of `detailDescription`. */
export function loteOf(parameters: Parameters): { readonly pedidos: readonly Pedido[] } | { readonly mistake: string } {
  const { json, fields, mistake } = parameters;
  if (mistake !== null) return { mistake };
  if (json === undefined) return fromFields(fields);
  const top = theOne(json);
  if (top === null) return { mistake: "JSON INVALIDO: ESPERADA UMA LISTA COM UM OBJETO" };
  const list = Object.entries(top).find(([name]) => name.toLowerCase() === "mensagens")?.[1];
  if (list === undefined && fields["destino"] !== undefined) return fromFields(fields);
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
function fromFields(fields: Parameters["fields"]): { readonly pedidos: readonly Pedido[] } {
  const byIndex = new Map<string, { destino: string; msg: string; id: string }>();
  for (const [name, value] of Object.entries(fields)) {
    const [, index, key] = /^mensagens\[(\w{0,10})\]\[(destino|msg|id)\]$/.exec(name) ?? [];
    if (index === undefined || (key !== "destino" && key !== "msg" && key !== "id")) continue;
    const pedido = byIndex.get(index) ?? { destino: "", msg: "", id: "" };
    pedido[key] = value;
    byIndex.set(index, pedido);
  }
  if (byIndex.size > 0) return { pedidos: [...byIndex.values()] };
  const { destino, msg = "", id = "" } = fields;
  return { pedidos: destino === undefined ? [] : [{ destino, msg, id }] };
}
