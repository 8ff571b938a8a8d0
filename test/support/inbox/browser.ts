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
  return chromium.launch({ executablePath, args });
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

/** Opens the inbox of an emulator. @param hash where in it: `#/default/messages` */
export async function openInbox(browser: Browser, address: string, hash = "", look: Look = {}): Promise<Inbox> {
  const { theme = "light", language = "en", width = 1280, height = 800 } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: language === "pt" ? "pt-BR" : "en-GB",
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (said) => {
    if (said.type() === "error" || said.type() === "warning") complaints.push(said.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(address)) complaints.push(`went to ${request.url()}`);
  });
  await page.goto(`${address}/${hash}`);
  return { page, complaints, close: () => context.close() };
}

const axeSource = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Returns the violations that axe finds on the page: `rule: where`. @param rules the only rules to check */
export async function axeViolations(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(await readFile(axeSource, "utf8"));
  const options = rules === undefined ? {} : { runOnly: rules };
  return page.evaluate(
    `axe.run(document, ${JSON.stringify(options)})` +
      ".then(({ violations }) => violations.flatMap((rule) => rule.nodes.map((node) => " +
      "rule.id + ': ' + node.target.join(' ') + ' ' + node.failureSummary)))",
  );
}
