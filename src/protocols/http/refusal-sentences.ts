// Why a listener refuses a request, in both languages: English on the wire, both in the journal.

import { sentencesOf } from "../../core/sentences.ts";

export const refusalSentence = sentencesOf({
  "head-too-long": {
    en: "The request line and headers are over {bytes} bytes together.",
    pt: "A linha da requisição e os cabeçalhos passam juntos de {bytes} bytes.",
  },
  "line-too-long": {
    en: "The request line is over {bytes} bytes.",
    pt: "A linha da requisição passa de {bytes} bytes.",
  },
  "too-slow": {
    en: "The request did not arrive whole in time.",
    pt: "A requisição não chegou inteira a tempo.",
  },
  "chunk-extensions": {
    en: "The chunk extensions of the request body are too long.",
    pt: "As extensões dos chunks do corpo são longas demais.",
  },
  method: {
    en: "This is no HTTP request: it does not begin with a method in capitals.",
    pt: "Isto não é uma requisição HTTP: não começa com um método em maiúsculas.",
  },
  version: {
    en: "The request line does not end in HTTP/1.0 or HTTP/1.1.",
    pt: "A linha da requisição não termina em HTTP/1.0 ou HTTP/1.1.",
  },
  unreadable: {
    en: "This is no HTTP request that can be read: {reason}.",
    pt: "Isto não é uma requisição HTTP que se possa ler: {reason}.",
  },
  "two-hosts": {
    en: "The request has two Host headers: send one.",
    pt: "A requisição tem dois cabeçalhos Host: envie um.",
  },
  "bad-host": { en: "The Host header is no host: {host}.", pt: "O cabeçalho Host não é um host: {host}." },
  "no-host": {
    en: "The request has no Host header, which HTTP/1.1 needs.",
    pt: "A requisição não tem o cabeçalho Host, que o HTTP/1.1 exige.",
  },
  "body-ends": {
    en: "The request ends before its body is whole.",
    pt: "A requisição termina antes do fim do corpo.",
  },
  pipelined: {
    en: "Over {max} requests wait on this connection.",
    pt: "Mais de {max} requisições esperam nesta conexão.",
  },
  websocket: {
    en: "WebSocket connections are refused: this server speaks plain HTTP.",
    pt: "Conexões WebSocket são recusadas: este servidor fala só HTTP.",
  },
  certificate: {
    en: "The certificate for the tunnel cannot be made.",
    pt: "Não foi possível criar o certificado do túnel.",
  },
  "connect-early": {
    en: "CONNECT comes before the answer to an earlier request.",
    pt: "O CONNECT vem antes da resposta a uma requisição anterior.",
  },
  "connect-tls": {
    en: "CONNECT is refused over TLS: use the http address as the proxy.",
    pt: "CONNECT é recusado sobre TLS: use o endereço http como proxy.",
  },
  "no-proxy": {
    en: "CONNECT is refused: this server is no proxy; use http addresses.",
    pt: "CONNECT é recusado: este servidor não é proxy; use endereços http.",
  },
  "foreign-host": {
    en: "CONNECT to {host} is refused. Hosts that are answered here: {hosts}. Add one with --proxy-host.",
    pt: "CONNECT para {host} é recusado. Hosts atendidos aqui: {hosts}. Acrescente um com --proxy-host.",
  },
  "bare-line-feed": {
    en: "A line of the request's head ends with a line feed alone: end each line with CR LF.",
    pt: "Uma linha do cabeçalho da requisição termina só com LF: termine cada linha com CR LF.",
  },
  "raw-blank": {
    en: "The request line has a raw blank in its target, at character {place}: write it as %20 or +.",
    pt: "A linha da requisição tem um espaço no caminho, no caractere {place}: escreva-o como %20 ou +.",
  },
  "control-character": {
    en: "The request line has a control character in its target: percent-encode it.",
    pt: "A linha da requisição tem um caractere de controle no caminho: codifique-o com %.",
  },
  "already-read": {
    en: "The request body was read before it came to Torpedo: mount emulator.app before body parsers.",
    pt: "O corpo foi lido antes de chegar ao Torpedo: monte emulator.app antes dos body parsers.",
  },
  "raw-fragment": {
    en: "The target has a raw #, which http.sys refuses: write it as %23.",
    pt: "O caminho tem um # cru, que o http.sys recusa: escreva-o como %23.",
  },
  "no-length": {
    en: "The POST has neither a Content-Length nor chunks, and http.sys refuses it.",
    pt: "O POST não tem Content-Length nem chunks, e o http.sys o recusa.",
  },
  "body-too-large": {
    en: "The request body is larger than the {max} bytes that this path takes.",
    pt: "O corpo da requisição passa dos {max} bytes que este caminho aceita.",
  },
});
