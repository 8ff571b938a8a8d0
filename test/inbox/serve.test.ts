import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { inboxRoutes } from "../../src/inbox/serve.ts";
import type { Route } from "../../src/protocols/http/reply.ts";

const folder = mkdtempSync(join(tmpdir(), "torpedo-page-"));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, "assets"));
writeFileSync(join(folder, "index.html"), "<p>page");
writeFileSync(join(folder, "secret.js"), "1");
writeFileSync(join(folder, "assets/index-AbC_12.js"), "2");

async function request(routes: readonly Route[], path: string, method = "GET") {
  const route = routes.find((route) => route.path === path) ?? routes[1];
  const fields = {
    method,
    target: path,
    path,
    query: "",
    version: "1.1",
    scheme: "http",
    headers: {},
    rawHeaders: [],
    body: Buffer.alloc(0),
    remoteAddress: "127.0.0.1",
  } as const;
  const reply = await route?.handle(fields, () => "");
  const answer = reply?.answer;
  return { status: answer?.status, body: String(answer?.body), headers: new Map(answer?.headers) };
}

describe("the inbox is served", () => {
  const routes = inboxRoutes(folder);

  it("with its page always fresh and its assets for ever", async () => {
    const page = await request(routes, "/");
    expect([page.status, page.body, page.headers.get("Cache-Control")]).toEqual([200, "<p>page", "no-cache"]);
    const script = await request(routes, "/assets/index-AbC_12.js");
    expect([script.status, script.body]).toEqual([200, "2"]);
    expect(script.headers.get("Cache-Control")).toContain("immutable");
    expect(script.headers.get("X-Content-Type-Options")).toBe("nosniff");
  });

  it.each([
    "/assets/../secret.js",
    "/assets/..%2fsecret.js",
    "/assets//secret.js",
    "/assets/.hidden.js",
    "/assets/a.constructor",
    "/assets/index-AbC_12.js/",
  ])("and nothing else: %s", async (path) => {
    expect((await request(routes, path)).status).toBe(404);
  });

  it("to be read only", async () => {
    expect((await request(routes, "/", "POST")).status).toBe(405);
  });

  it("or says how to build it", async () => {
    const none = inboxRoutes(join(folder, "none"));
    expect(await request(none, "/")).toMatchObject({
      status: 503,
      body: expect.stringContaining("npm run build:page"),
    });
  });
});
