// Serves the inbox: one document at `/` and its assets, as `npm run build:page` leaves them in dist/page.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { HttpAnswer, HttpRequest } from "../protocols/http/call.ts";
import type { Route } from "../protocols/http/reply.ts";

/** Seen from src/inbox and from dist/chunks alike. */
const built = fileURLToPath(new URL("../../dist/page/", import.meta.url));

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

/** @param folder folder of the built page */
export function inboxRoutes(folder = built): readonly Route[] {
  function document(request: HttpRequest): HttpAnswer {
    if (request.method !== "GET" && request.method !== "HEAD") return text(405, "The inbox is read with GET.");
    return (
      file(join(folder, "index.html"), "html", "no-cache") ??
      text(503, "The inbox page is not built: run npm run build:page in this checkout, then load this page again.")
    );
  }

  function asset(request: HttpRequest): HttpAnswer {
    const [, name, kind] = /^\/assets\/([\w-]+(?:\.[\w-]+)*\.(\w+))$/.exec(request.path) ?? [];
    if (name === undefined || kind === undefined || !Object.hasOwn(types, kind))
      return text(404, "The inbox has no such file.");
    // Names of scripts, styles and pictures change with what is in them.
    const caching = kind === "json" ? "no-cache" : "public, max-age=31536000, immutable";
    return file(join(folder, "assets", name), kind, caching) ?? text(404, "The inbox has no such file.");
  }

  return [
    { path: "/", handle: async (request) => ({ answer: document(request) }) },
    { path: "/assets/", match: "prefix", handle: async (request) => ({ answer: asset(request) }) },
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
