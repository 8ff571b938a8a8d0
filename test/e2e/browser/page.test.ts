// The page itself: served under a strict policy, in both languages and themes, at a weight that does not grow unseen.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { haveChromium, inSinglePage, type OpenInPage, openBrowser, openInbox } from "../../support/inbox/browser.ts";
import { clients } from "../../support/inbox/clients.ts";
import { emulate, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);

describe("the address of the inbox", () => {
  it("serves the page that its sources make, and nothing from elsewhere", async () => {
    const { urls } = await emulate();
    const answer = await fetch(`${urls.http}/`);
    expect(answer.status).toBe(200);
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    const html = await answer.text();
    expect(html).not.toMatch(/<style|style=|<script>|https?:\/\//);
    const script = /src="\.(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? "";
    const asset = await fetch(`${urls.http}${script}`);
    expect([asset.status, asset.headers.get("cache-control")]).toEqual([200, expect.stringContaining("immutable")]);
  });

  it.each(["/assets/..%2findex.html", "/assets/nothing.js", "/assets/", "/assets/x.exe"])("has no %s", async (path) => {
    const { urls } = await emulate();
    expect((await fetch(`${urls.http}${path}`)).status).toBe(404);
  });

  it("weighs at most 60 kB of script, zipped, before the editor or a view of its own script is opened", async () => {
    const { urls } = await emulate();
    await fetch(`${urls.http}/`);
    const folder = join(import.meta.dirname, "../../../dist/page/assets");
    const scripts = readdirSync(folder).filter((name) => name.endsWith(".js") && !name.startsWith("editor-"));
    const weightOf = (name: string): number => gzipSync(readFileSync(join(folder, name))).length;
    const later = scripts.filter((name) => /^(?:[a-z]+-view|readable-body|pdu-words)-/.test(name));
    const weight = scripts.reduce((sum, name) => sum + (later.includes(name) ? 0 : weightOf(name)), 0);
    expect(weight).toBeLessThan(60_000);
    expect(weight).toBeGreaterThan(5_000);
    expect(later.length).toBeGreaterThan(0);
    for (const name of later) expect(weightOf(name), name).toBeLessThan(15_000);
    for (const name of scripts) expect(readFileSync(join(folder, name), "utf8")).not.toContain("ZodError");
  });
});

describe.runIf(haveChromium())("the page in a browser", () => {
  let browser: Browser;
  let open: OpenInPage;
  beforeAll(async () => {
    browser = await openBrowser();
    open = await inSinglePage(browser);
  });
  afterAll(() => browser.close());

  it.each([
    ["en", "Messages", "Phones"],
    ["pt", "Mensagens", "Telefones"],
  ] as const)("speaks %s", async (language, messages, phones) => {
    const { urls } = await emulate();
    const { page, close } = await openInbox(browser, urls.http, "", { language });
    await page.getByRole("heading", { name: messages, level: 1 }).waitFor();
    await page.getByRole("link", { name: phones }).click();
    await page.getByRole("heading", { name: phones, level: 1 }).waitFor();
    expect(page.url()).toContain("#/default/phones");
    await close();
  });

  it("can be had in the other theme and language, and remembers", async () => {
    const { urls } = await emulate();
    const { page, close } = await open(urls.http);
    await page.getByRole("button", { name: "Dark theme" }).click();
    await page.getByRole("button", { name: "Português" }).click();
    await page.reload();
    await page.getByRole("heading", { name: "Mensagens", level: 1 }).waitFor();
    expect(await page.evaluate("document.documentElement.dataset.theme + ' ' + document.documentElement.lang")).toBe(
      "dark pt-BR",
    );
    await close();
  });

  it("goes by the keyboard", async () => {
    const { urls } = await emulate();
    const { page, close } = await open(urls.http);
    await page.getByRole("heading", { name: "Messages", level: 1 }).waitFor();
    await page.keyboard.press("/");
    expect(await page.evaluate("document.activeElement.type")).toBe("search");
    await page.keyboard.press("Escape");
    await page.keyboard.press("6");
    await page.waitForURL(/clock/);
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    for (const text of ["first", "second"]) await clients["Sophia HTTP"]?.(urls, "11999990001", text);
    await page.keyboard.press("1");
    await page.locator(".row", { hasText: "second" }).waitFor();
    for (const key of ["j", "j", "k", "j", "Enter"]) await page.keyboard.press(key);
    await page.waitForURL(/messages\/1$/);
    await page.locator(".detail .bubble", { hasText: "first" }).waitFor();
    await page.keyboard.press("Escape");
    await page.waitForURL(/messages$/);
    await close();
  });

  it("asks for the token of the printed link, and keeps it out of the address", async () => {
    const { urls } = await emulate({}, { token: "a-token-of-its-own" });
    await clients["Sophia HTTP"]?.(urls, "11999990001", "for whoever may see it");
    const stranger = await openInbox(browser, urls.http);
    await stranger.page.getByRole("heading", { name: "This inbox is locked" }).waitFor();
    expect(await stranger.page.content()).not.toContain("whoever may");
    await stranger.close();
    const { page, complaints, close } = await openInbox(browser, urls.http, "#token=a-token-of-its-own");
    await page.locator(".row", { hasText: "for whoever may see it" }).click();
    await page.locator(".link.live").waitFor();
    expect(page.url()).not.toContain("token");
    await page.reload();
    await page.locator(".detail .bubble", { hasText: "for whoever may see it" }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});
