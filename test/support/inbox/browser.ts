// Chromium for tests of the inbox. A machine without it skips them and says so; where CI=true they fail.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Whether browser tests can run here. @throws Error where they must and cannot */
export function haveChromium(): boolean {
  if (existsSync(executablePath)) return true;
  if (process.env["CI"] === "true") throw new Error(`${executablePath} is missing: install chromium`);
  process.stderr.write(`\nNO BROWSER TESTS: ${executablePath} is missing (or set CHROMIUM)\n\n`);
  return false;
}

/** Milliseconds that a busy machine may take for a step. */
const patience = 200_000;
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-default-apps",
  "--mute-audio",
];

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args, timeout: patience });
}

export interface Inbox {
  readonly page: Page;
  /** Messages of the console, uncaught errors, violations of the Content-Security-Policy, and requests to elsewhere. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

interface Look {
  readonly theme?: "light" | "dark";
  readonly language?: "en" | "pt";
  readonly width?: number;
  readonly height?: number;
}

/** Opens the inbox of an emulator in a context of its own. @param hash where in it: `#/default/messages` */
export async function openInbox(browser: Browser, address: string, hash = "", look: Look = {}): Promise<Inbox> {
  const page = await newPage(browser, look);
  const complaints = complaintsOf(page, address);
  await page.goto(`${address}/${hash}`);
  return { page, complaints, close: () => page.context().close() };
}

/** Opens an inbox as `openInbox` does, in the same page each time. A new page costs a second of CPU, more than most tests. */
export type OpenInPage = (address: string, hash?: string) => Promise<Inbox>;

/** Opens a page for tests that run one after the other. Each has to close its inbox. */
export async function inSinglePage(browser: Browser): Promise<OpenInPage> {
  const page = await newPage(browser);
  return async (address, hash = "") => {
    const complaints = complaintsOf(page, address);
    await page.goto(`${address}/${hash}`);
    return {
      page,
      complaints,
      async close() {
        await page.unrouteAll();
        await page.goto("about:blank");
        for (const event of watched) page.removeAllListeners(event);
      },
    };
  };
}

async function newPage(browser: Browser, look: Look = {}): Promise<Page> {
  const { theme = "light", language = "en", width = 1280, height = 800 } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: language === "pt" ? "pt-BR" : "en-GB",
  });
  context.setDefaultTimeout(patience);
  return context.newPage();
}

const watched = ["console", "pageerror", "request"] as const;

function complaintsOf(page: Page, address: string): readonly string[] {
  const complaints: string[] = [];
  page.on("console", (sentences) => {
    if (sentences.type() === "error" || sentences.type() === "warning") complaints.push(sentences.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(address)) complaints.push(`went to ${request.url()}`);
  });
  return complaints;
}

const axeSource = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Returns the violations that axe finds on the page: `rule: where`. @param rules the only rules to check */
export async function axeViolations(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(await readFile(axeSource, "utf8"));
  const options = { resultTypes: ["violations"], ...(rules === undefined ? {} : { runOnly: rules }) };
  return page.evaluate(
    `axe.run(document, ${JSON.stringify(options)})` +
      ".then(({ violations }) => violations.flatMap((rule) => rule.nodes.map((node) => " +
      "rule.id + ': ' + node.target.join(' ') + ' ' + node.failureSummary)))",
  );
}
