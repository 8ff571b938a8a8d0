// Serves the inbox: one document at `/` and its assets. Nothing is read, and nothing is built, before somebody asks.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { HttpAnswer, HttpRequest } from "../protocols/http/call.ts";
import type { Route } from "../protocols/http/reply.ts";
import type { NoPage } from "./page-build.ts";

/** The page takes scripts, styles and pictures from here alone, talks to here alone, and stands in no frame. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json; charset=utf-8",
  svg: "image/svg+xml",
};

const always = [
  ["Content-Security-Policy", policy],
  ["X-Content-Type-Options", "nosniff"],
  ["Referrer-Policy", "no-referrer"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
] as const;

/** It is looked for, and built, when somebody asks for it. */
async function built(): Promise<string | NoPage> {
  return (await import("./page-build.ts")).builtPage();
}

/** @param page the folder of the built page, or why there is none */
export function inboxRoutes(page = built): readonly Route[] {
  async function document(request: HttpRequest): Promise<HttpAnswer> {
    if (request.method !== "GET" && request.method !== "HEAD") return text(405, "The inbox is read with GET.");
    const folder = await page();
    if (typeof folder !== "string") return text(503, folder.problem);
    return file(join(folder, "index.html"), "html", "no-cache") ?? text(503, "The page has no index.html.");
  }

  async function asset(request: HttpRequest): Promise<HttpAnswer> {
    const [, name, kind] = /^\/assets\/([\w-]+(?:\.[\w-]+)*\.(\w+))$/.exec(request.path) ?? [];
    const folder = name === undefined ? null : await page();
    if (typeof folder !== "string" || name === undefined || kind === undefined || !Object.hasOwn(types, kind))
      return text(404, "The inbox has no such file.");
    // Names of scripts, styles and pictures change with what is in them.
    const caching = kind === "json" ? "no-cache" : "public, max-age=31536000, immutable";
    return file(join(folder, "assets", name), kind, caching) ?? text(404, "The inbox has no such file.");
  }

  return [
    { path: "/", handle: async (request) => ({ answer: await document(request) }) },
    { path: "/assets/", match: "prefix", handle: async (request) => ({ answer: await asset(request) }) },
  ];
}

function file(path: string, kind: string, caching: string): HttpAnswer | null {
  try {
    const headers = [["Content-Type", types[kind] ?? "text/plain"], ["Cache-Control", caching], ...always] as const;
    return { status: 200, headers, body: readFileSync(path) };
  } catch {
    return null;
  }
}

function text(status: number, sentence: string): HttpAnswer {
  return { status, headers: [["Content-Type", "text/plain; charset=utf-8"], ...always], body: `${sentence}\n` };
}
