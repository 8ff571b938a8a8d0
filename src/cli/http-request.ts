import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { hostClock } from "../clock/host-clock.ts";

interface HttpRequestOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  /** Resolves names. Default: the machine's own resolver. */
  readonly lookup?: LookupFunction;
}

interface HttpResponse {
  readonly status: number;
  readonly body: string;
}

const maxBytes = 1024 * 1024;

/** Sends an HTTP request, as any client does. A certificate is not checked: it is most often one's own. @throws Error */
export function httpRequest(url: string | URL, given: HttpRequestOptions): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const { method = "GET", body, timeoutMs } = given;
    const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
    const options = {
      method,
      headers: { ...given.headers, ...length },
      rejectUnauthorized: false,
      agent: false,
      ...(given.lookup === undefined ? {} : { lookup: given.lookup }),
    };
    const request = new URL(url).protocol === "https:" ? requestHttps(url, options) : requestHttp(url, options);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size <= maxBytes) chunks.push(chunk);
        else request.destroy(new Error(`answers with more than ${maxBytes} bytes`));
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
      );
      response.on("error", reject);
    });
    const cancel = hostClock.after(timeoutMs, () => request.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    request.on("close", cancel);
    request.on("error", (error) => reject(error.message === "" ? new Error(String(error), { cause: error }) : error));
    request.end(body);
  });
}
