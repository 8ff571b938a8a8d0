// Takes the pictures of the inbox in docs/screenshots: npm run screenshots

import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openBrowser, openInbox } from "../test/support/inbox/browser.ts";
import { fill } from "../test/support/inbox/filled.ts";
import { emulate, undoAll } from "../test/support/sandboxed.ts";

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), "docs", "screenshots");
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) rmSync(join(folder, name));

/** File, place, what must be there, look, the button that is clicked, and what the click shows. */
const pictures = [
  ["messages", "#/default/messages/2", ".history li", {}],
  ["messages-dark", "#/default/messages/4", ".history li", { theme: "dark", language: "pt" }],
  ["messages-phone", "#/default/messages/2", ".history li", { width: 375, height: 680, language: "pt" }],
  ["sequence", "#/default/messages/6", ".history li", { height: 760 }, "Sequence", ".sequence"],
  ["phones", "#/default/phones/5511987654321", ".turn.out", {}],
  ["requests", "#/default/requests/8", ".raw", { theme: "dark" }],
  ["stream", "#/default/requests/callback-1.1", ".history li", { height: 760 }],
  ["sessions", "#/default/requests/sessions", ".sessions .card", {}],
  ["callbacks", "#/default/callbacks/1", ".history li", {}],
  ["scenarios", "#/default/scenarios", ".rules li", {}],
  ["scenarios-next", "#/default/scenarios/next", ".form", {}],
  ["scenarios-edit", "#/default/scenarios/edit", ".cm-uses .used:visible", {}],
  ["scenarios-shipped", "#/default/scenarios/shipped", ".shipped li", {}],
  ["test-numbers", "#/default/scenarios/test-numbers", ".numbers td", { language: "pt" }],
  ["overview", "#/default/overview", ".chart", { height: 1180 }],
  [
    "accounts",
    "#/default/accounts/mensagem%2Fmain",
    ".number-facts li",
    { height: 900 },
    "Test the address of reports",
    ".tested",
  ],
  ["conduct", "#/default/conduct", ".violation", {}],
  ["clock", "#/default/clock", ".face", {}, "+1 min", ".occurrences"],
  ["clock-planned", "#/planned/clock", ".snapshots li", { width: 1280, height: 1190 }],
  ["connect", "#/default/connect/mensagem", ".card", {}],
];

const emulator = await fill(emulate);
const browser = await openBrowser();
for (const [name, hash, shows, look, click, then] of pictures) {
  const { page, close } = await openInbox(browser, emulator.urls.http, hash, { width: 1120, height: 680, ...look });
  await page.locator(shows).first().waitFor();
  await page.locator(".link.live").waitFor();
  if (click !== undefined) {
    await page.getByRole("button", { name: click }).click();
    await page.locator(then).waitFor();
  }
  await page.evaluate("document.activeElement.blur()");
  writeFileSync(join(folder, `${name}.png`), await page.screenshot());
  await close();
}
await browser.close();
await undoAll();
