// Every view, in both themes, as axe sees it; and nothing that sticks out at phone width.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { isEndurance } from "../../support/endurance/amount.ts";
import { connect } from "../../support/esme.ts";
import {
  axeViolations,
  haveChromium,
  inSinglePage,
  type OpenInPage,
  openBrowser,
} from "../../support/inbox/browser.ts";
import { fill } from "../../support/inbox/filled.ts";
import { emulate, undoAll } from "../../support/sandboxed.ts";

type Step = (page: Page) => Promise<unknown>;

/** Place, what it shows, and a step that brings more. */
const places: readonly (readonly [hash: string, shows: string, step?: Step])[] = [
  ["#/default/messages", ".virtual [role=option]"],
  ["#/default/messages/2", ".history li"],
  ["#/default/messages?search=nothing+says+this", ".empty"],
  ["#/default/phones/5511987654321", ".turn.out"],
  ["#/default/requests/1", ".raw"],
  ["#/default/requests/sessions", ".sessions .card"],
  ["#/default/callbacks/1", ".history li"],
  ["#/default/scenarios", ".rules li"],
  ["#/default/scenarios/next", ".form"],
  ["#/default/scenarios/edit", ".editor"],
  ["#/default/scenarios/shipped", ".shipped li"],
  ["#/default/scenarios/test-numbers", ".numbers td"],
  ["#/default/clock", ".agenda li"],
  ["#/planned/clock", ".timeline li"],
  ["#/default/overview", ".chart"],
  ["#/default/overview", ".chart .selected", selectLast],
  ["#/many/messages?search=bulk", ".older a", scrollToEnd],
  ["#/many/conduct", "button[aria-pressed]"],
  ["#/default/callbacks", ".palette li", searchAll],
  ["#/default/phones", "dialog dl", (page) => page.keyboard.press("?")],
  ["#/default/conduct", ".violation"],
  ["#/default/accounts/mensagem%2Fmain", ".number-facts li"],
  ["#/default/connect", ".card"],
];

async function selectLast(page: Page): Promise<void> {
  await page.getByRole("slider", { name: "From" }).focus();
  await page.keyboard.press("End");
}

async function scrollToEnd(page: Page): Promise<void> {
  await page.locator(".virtual").focus();
  await page.keyboard.press("End");
}

async function searchAll(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("pedido");
}

/** Fills a sandbox with more messages than a list has rows, and with more requests than Conduct judges at once. */
async function fillMany(emulator: Emulator): Promise<void> {
  const { accounts } = await emulator.sandbox("many");
  const { details } = await accounts.change("sophia/main", { credits: { sms: { set: 2_100 } } });
  for (let bulk = 0; bulk < 3; bulk++) {
    const mensagens = Array.from({ length: 700 }, () => ({ destino: "11999990001", msg: "bulk" }));
    await fetch(`${emulator.urls.http}/api/envio.php`, {
      method: "POST",
      body: JSON.stringify([{ token: details["token"], mensagens }]),
    });
  }
  const esme = await connect(emulator.urls.smpp);
  const { details: smpp } = await accounts.get("mensagem/main");
  await esme.request("bind_transmitter", { system_id: smpp["integrationUser"], password: smpp["smppPassword"] });
  await Promise.all(Array.from({ length: 1_000 }, () => esme.request("query_sm", { message_id: "1" })));
  esme.close();
}

/** Checks the page at every width, in both languages where no dialog lies over the switch between them. */
async function checkAllWidths(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  const isCovered = (await page.locator("dialog[open]").count()) > 0;
  for (const language of isCovered ? [null] : ["Português", "English"]) {
    await page.setViewportSize({ width: 1440, height: 900 });
    if (language !== null) await page.getByRole("button", { name: language }).click();
    for (const width of [1440, 1024, 768, 390]) {
      await page.setViewportSize({ width, height: 900 });
      const at = `${language ?? "dialog"} ${width}`;
      expect(await page.evaluate("document.documentElement.scrollWidth"), at).toBeLessThanOrEqual(width);
      expect(await axeViolations(page), at).toEqual([]);
    }
  }
}

describe.runIf(haveChromium())("every view", () => {
  let browser: Browser;
  let open: OpenInPage;
  let emulator: Emulator;
  beforeAll(async () => {
    browser = await openBrowser();
    open = await inSinglePage(browser);
    emulator = await fill(emulate);
    await fillMany(emulator);
  });
  afterAll(async () => {
    await browser.close();
    await undoAll();
  });

  it.each(places.map(([hash, shows, step]) => ({ hash, shows, step })))(
    "$hash with $shows fits a phone, and is accessible in both themes",
    async ({ hash, shows, step }) => {
      const { page, complaints, close } = await open(emulator.urls.http, hash);
      await page.emulateMedia({ colorScheme: "light" });
      await page.setViewportSize({ width: 375, height: 720 });
      await page.locator(".link.live").waitFor();
      await step?.(page);
      await page.locator(shows).first().waitFor();
      const last = await page.locator(".rail a").last().boundingBox();
      expect((last?.x ?? 375) + (last?.width ?? 0)).toBeLessThanOrEqual(375);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(375);
      expect(await page.evaluate("document.querySelector('main').scrollWidth")).toBeLessThanOrEqual(375);
      // Views scroll, not the page around them.
      expect(await page.evaluate("document.documentElement.scrollHeight")).toBeLessThanOrEqual(720);
      if (isEndurance) expect(await axeViolations(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true");
      expect(await axeViolations(page)).toEqual([]);
      // Themes differ in colours alone.
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await axeViolations(page, ["color-contrast"])).toEqual([]);
      if (isEndurance) await checkAllWidths(page);
      expect(complaints).toEqual([]);
      await close();
    },
  );
});
