// A minimal HTTP listener for tests of the .asmx room: whole request in, answer out with headers as given.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Asmx } from "../../../src/protocols/asmx/asmx.ts";
import type { AsmxPerformed, AsmxResult } from "../../../src/protocols/asmx/service.ts";
import type { HttpRequest } from "../../../src/protocols/http/call.ts";

export interface AsmxListener {
  readonly port: number;
  /** Exchanges in the order they were answered. */
  readonly exchanges: readonly AsmxResult<AsmxPerformed>[];
  close(): Promise<void>;
}

/** Services by lower-case path of their .asmx file. */
export async function listenAsmx(services: Readonly<Record<string, Asmx<AsmxPerformed>>>): Promise<AsmxListener> {
  const exchanges: AsmxResult<AsmxPerformed>[] = [];
  const server = createServer((message, response) => {
    readRequest(message)
      .then(async (request) => {
        const path = request.path.toLowerCase().replace(/(\.asmx)\/.*$/s, "$1");
        const asmx = services[path];
        if (asmx === undefined) return response.writeHead(404).end();
        const result = await asmx.answer(request);
        exchanges.push(result);
        return send(response, result);
      })
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    exchanges,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function readRequest(message: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return httpRequest({
    method: message.method ?? "GET",
    target: message.url ?? "/",
    rawHeaders: message.rawHeaders,
    body: Buffer.concat(chunks),
  });
}

export interface RequestParts {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly rawHeaders?: readonly string[];
  readonly body?: string | Buffer;
}

/** A request as a listener would hand it over. */
export function httpRequest(parts: RequestParts): HttpRequest {
  const rawHeaders = parts.rawHeaders ?? Object.entries(parts.headers ?? {}).flat();
  const headers: Record<string, string> = {};
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? "").toLowerCase();
    headers[name] =
      headers[name] === undefined ? (rawHeaders[at + 1] ?? "") : `${headers[name]}, ${rawHeaders[at + 1]}`;
  }
  const target = parts.target ?? "/Service.asmx";
  const question = target.indexOf("?");
  return {
    method: parts.method ?? "POST",
    target,
    path: question < 0 ? target : target.slice(0, question),
    query: question < 0 ? "" : target.slice(question + 1),
    version: "1.1",
    scheme: "http",
    headers,
    rawHeaders,
    body: Buffer.isBuffer(parts.body) ? parts.body : Buffer.from(parts.body ?? ""),
    remoteAddress: "127.0.0.1",
  };
}

function send(response: ServerResponse, { answer }: AsmxResult<AsmxPerformed>): void {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, answer.reason, [...answer.headers.flat(), "Content-Length", String(body.length)]);
  response.end(body);
}
