import type { Coverage } from "../provider.ts";

/** What is built of Sophia's document and why we believe it, in the document's order. */
export const coverage: readonly Coverage[] = [
  {
    point: "unitario.php: token, destino, msg, id; answer envio",
    evidence: "documented",
    source: "ENVIO UNITÁRIO MÉTODO GET",
  },
  {
    point: "GET and POST, query, form and JSON alike, parameter names in any case",
    evidence: "assumed",
    source: "ENVIO UNITÁRIO MÉTODO GET: the title says GET, the text POST",
  },
  {
    point: "a generated id is 13 hexadecimal digits, seconds and microseconds of the clock",
    evidence: "observed",
    source: "the examples' ids are PHP's uniqid",
  },
  { point: "an id is used once only", evidence: "documented", source: "ENVIO UNITÁRIO, Id: deve ser único" },
  { point: "status 0 and 200", evidence: "documented", source: "RETORNO DA REQUISIÇÃO" },
  {
    point: "the id's key is mesageID, with one s",
    evidence: "documented",
    source: "Exemplo de retorno; the list says messageID",
    reading: "messageIdKey",
  },
  {
    point: "status is a number in envio and detalhes, a string in dlr; ids are strings",
    evidence: "documented",
    source: "Exemplo de retorno",
  },
  {
    point: "compact JSON, other characters as \\uXXXX, / as \\/, keys in the document's order",
    evidence: "observed",
    source: 'a client counts the literal "status":200',
  },
  {
    point: "what is wrong gets HTTP 200, status 0, an empty mesageID and the reason in detailDescription",
    evidence: "assumed",
    source: "the document shows no refusal",
    reading: "errorStatus",
  },
  { point: "the sentences of detailDescription but OK", evidence: "assumed", source: "the document shows only OK" },
  { point: "the content type is application/json", evidence: "assumed", source: "not said", reading: "contentType" },
  {
    point: "envio.php: a list of one object with token and mensagens, up to 1,000",
    evidence: "documented",
    source: "ENVIO EM LOTE",
  },
  {
    point: "envio.php takes a bare object too, and PHP's bracketed form names",
    evidence: "assumed",
    source: "not said",
  },
  {
    point: "a message of a lot that is wrong fails alone",
    evidence: "assumed",
    source: "ENVIO EM LOTE: one entry a message",
  },
  {
    point: 'a lot refused whole (token, over 1,000, not JSON) has one entry with destino ""',
    evidence: "assumed",
    source: "not said",
  },
  {
    point: "dlr.php: data, enviado, entregue, status, numero, mensagem, id",
    evidence: "documented",
    source: "CONSULTA DE STATUS (DLR)",
  },
  {
    point: "the recipient's key in dlr is numero",
    evidence: "documented",
    source: "Exemplo de retorno; the list says destino",
    reading: "dlrNumberKey",
  },
  { point: "dlr statuses 2, 3 and 4", evidence: "documented", source: "CALLBACK AUTOMÁTICO (DLR)" },
  {
    point: "dlr statuses 0, 1 and 5; a date not reached is empty; an unknown id or token is an empty dlr",
    evidence: "assumed",
    source: "not said",
  },
  { point: "mo.php: destino, data, mensagem, id", evidence: "documented", source: "CONSULTA MO (Caixa de Entrada)" },
  {
    point: "mo.php gives what was not fetched yet, callbacks or not, then marks it; destino is the phone",
    evidence: "assumed",
    source: "not said",
  },
  {
    point: "a callback not answered 200 is sent again",
    evidence: "documented",
    source: "CONSULTA MO, Observações",
    reading: "success",
  },
  {
    point: "how often and when it is sent again",
    evidence: "assumed",
    source: "not said",
    reading: "tries, firstDelayMs, factor",
  },
  {
    point: "callbacks are GET: address + status, id, destino, entrega, or data, numero, mensagem, id",
    evidence: "documented",
    source: "CALLBACK AUTOMÁTICO (DLR), (MO)",
  },
  {
    point: "they are joined with ? or &; the stray 5 of the document is dropped",
    evidence: "assumed",
    source: "the document prints http://url/status=…",
    reading: "callbackForm",
  },
  { point: "only final statuses are called back", evidence: "assumed", source: "not said", reading: "dlrCallbacks" },
];
