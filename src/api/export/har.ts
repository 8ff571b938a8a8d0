// HTTP Archive 1.2 of a sandbox's HTTP calls: http://www.softwareishard.com/blog/har-12-spec/

import type { Buffer } from "node:buffer";
import type { StoredCall } from "../../core/ports.ts";
import type { Api } from "../api.ts";
import { bytesOf, textOf } from "../views.ts";
import { requests } from "./jsonl.ts";

interface Pair {
  readonly name: string;
  readonly value: string;
}

export function* har(api: Api, sandbox: string): Generator<string, void, void> {
  const creator = JSON.stringify({ name: "torpedo-sms", version: api.about().version });
  yield `{"log":{"version":"1.2","creator":${creator},"entries":[\n`;
  let between = "";
  for (const call of requests(api.store.journal, sandbox)) {
    if (call.channel === "smpp") yield "";
    else {
      yield between + JSON.stringify(entryOf(call));
      between = ",\n";
    }
  }
  yield "\n]}}\n";
}

function entryOf(call: StoredCall): object {
  const request = split(bytesOf(call.request));
  const [method = "GET", target = "/", version = "HTTP/1.1"] = request.first.split(" ");
  const host = headerOf(request.headers, "host") ?? "127.0.0.1";
  const scheme = call.listener === "https" ? "https" : "http";
  const url = /^https?:\/\//i.test(target) ? target : `${scheme}://${host}${target}`;
  const queryString = [...new URLSearchParams(url.split("?").slice(1).join("?"))].map(([name, value]) => ({
    name,
    value,
  }));
  const type = headerOf(request.headers, "content-type") ?? "application/octet-stream";
  return {
    startedDateTime: new Date(call.at).toISOString(),
    time: call.ms ?? 0,
    request: {
      method,
      url,
      httpVersion: version,
      cookies: [],
      headers: request.headers,
      queryString,
      headersSize: request.size,
      bodySize: request.body.length,
      ...(request.body.length === 0 ? {} : { postData: { mimeType: type, text: textOf(request.body) } }),
    },
    response: responseOf(call),
    cache: {},
    timings: { send: 0, wait: call.ms ?? 0, receive: 0 },
    comment: [`${call.provider} ${call.operation}: ${call.code}. ${call.decidedBy}`, wireSentence(call.sent)]
      .filter((part) => part !== "")
      .join(". "),
  };
}

/** Sentence on a response that did not leave as it was decided; empty: it left whole. */
export function wireSentence(sent: StoredCall["sent"]): string {
  if (sent === undefined || (sent.octets === sent.of && sent.then === undefined)) return "";
  const then = sent.then === undefined ? "" : `, then ${sent.then}`;
  return `Sent ${sent.octets} of ${sent.of} bytes${then}`;
}

function responseOf(call: StoredCall): object {
  // A call without an answer has status 0, as browsers export it.
  const answer = split(call.answer === null ? bytesOf("") : bytesOf(call.answer));
  const [, version = "HTTP/1.1", status = "0", statusText = ""] = /^(\S+) (\d+) ?(.*)$/.exec(answer.first) ?? [];
  const text = textOf(answer.body);
  return {
    status: Number(status),
    statusText,
    httpVersion: version,
    cookies: [],
    headers: answer.headers,
    content: {
      size: answer.body.length,
      mimeType: headerOf(answer.headers, "content-type") ?? "application/octet-stream",
      text,
    },
    redirectURL: headerOf(answer.headers, "location") ?? "",
    headersSize: answer.size,
    bodySize: answer.body.length,
  };
}

function split(raw: Buffer): { first: string; headers: readonly Pair[]; body: Buffer; size: number } {
  const end = raw.indexOf("\r\n\r\n");
  const size = end < 0 ? raw.length : end + 4;
  const [first = "", ...lines] = raw.toString("latin1", 0, end < 0 ? raw.length : end).split("\r\n");
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return { name: line.slice(0, Math.max(0, colon)), value: line.slice(colon + 1).trim() };
  });
  return { first, headers, body: raw.subarray(size), size };
}

function headerOf(headers: readonly Pair[], name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name)?.value;
}
