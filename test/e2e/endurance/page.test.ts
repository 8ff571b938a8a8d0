// A list of 100,000 messages: how long its frames take while it is scrolled, and that any part of it is there.

import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startEmulator } from "../../../src/client/start-emulator.ts";
import { isStrict } from "../../support/endurance/amount.ts";
import { haveChromium, openBrowser, openInbox } from "../../support/inbox/browser.ts";
import { addMany } from "../../support/inbox/many.ts";
import { emulate, later, scratch, undoAll } from "../../support/sandboxed.ts";

const count = 100_000;

/** Scrolls by 300 pixels a frame; the milliseconds of each frame. */
const scrolled = `new Promise((resolve) => {
  const list = document.querySelector(".virtual");
  const frames = [];
  let last = performance.now();
  const step = (now) => {
    frames.push(now - last);
    last = now;
    list.scrollTop += 300;
    if (frames.length < 180) requestAnimationFrame(step);
    else resolve(frames.slice(1).sort((a, b) => a - b));
  };
  requestAnimationFrame(step);
})`;

describe.runIf(haveChromium())(`${count} messages`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  afterEach(undoAll);

  it("scroll smoothly, and each is there when it is looked at", async () => {
    const data = join(scratch(), "many.db");
    const options = { data, httpPort: 0, mensagemPort: 0, smppPort: 0, clock: "manual", logLevel: "error" } as const;
    await (await startEmulator(options)).stop();
    await addMany(data, count);
    const { urls } = await emulate({}, options);
    const { page, complaints, close } = await openInbox(browser, urls.http, "#/default/messages");
    later(close);
    await page.locator("h1", { hasText: count.toLocaleString("en-GB") }).waitFor();
    await page.locator(".row", { hasText: "message number 100000 " }).waitFor();

    const frames: number[] = await page.evaluate(scrolled);
    const median = frames[Math.floor(frames.length / 2)] ?? Number.POSITIVE_INFINITY;
    process.stdout.write(`frames: median ${median.toFixed(1)} ms, worst ${frames.at(-1)?.toFixed(1)} ms\n`);
    // Beside other work the browser has fewer frames.
    if (isStrict) expect(median).toBeLessThan(32);
    expect(await page.locator(".row").count()).toBeLessThan(60);

    await page.evaluate(
      "document.querySelector('.virtual').scrollTop = document.querySelector('.virtual').scrollHeight / 2",
    );
    await page
      .locator(".row", { hasText: /message number (49|50)\d\d\d / })
      .first()
      .waitFor();
    await page.locator(".virtual").focus();
    await page.keyboard.press("End");
    await page.locator(".row", { hasText: "message number 1 <b>" }).waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".detail .bubble", { hasText: "message number 1 <b>" }).waitFor();

    await page.goto(`${urls.http}/#/default/messages?search=NUMBER+777+%3Cb`);
    await page.locator(".row", { hasText: "message number 777 <b>" }).waitFor();
    expect(await page.locator(".row").count()).toBe(1);
    expect(complaints).toEqual([]);
  });
});
