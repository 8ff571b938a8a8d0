// Steps of the inbox over 50,000 requests, each with its message and a callback: views, search, filters, scrolling and news.

import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startEmulator } from "../../../src/client/start-emulator.ts";
import { allowed, amount, isStrict } from "../../support/endurance/amount.ts";
import { haveChromium, openBrowser, openInbox } from "../../support/inbox/browser.ts";
import { addManyRequests } from "../../support/inbox/many.ts";
import { emulate, later, scratch, sendSophia, undoAll } from "../../support/sandboxed.ts";

const count = amount(5_000, 50_000);
/** Milliseconds that a step may take. */
const longest = 200;
/** Milliseconds that the page waits for the next key before it searches. */
const typingPause = 200;
/** Megabytes that the page's heap may grow by over all steps. */
const heapGrowth = 24;

/** Runs a step in the page; resolves with its milliseconds when the condition is true in a frame. */
function stepIn(page: Page, act: string, isThere: string): Promise<number> {
  return page.evaluate(`new Promise((resolve, reject) => {
    const text = (selector) => document.querySelector(selector)?.textContent ?? "";
    const begun = performance.now();
    ${act};
    const look = () => {
      const took = performance.now() - begun;
      if (${isThere}) resolve(took);
      else if (took > 30000) reject(new Error(document.querySelector("main").innerText.slice(0, 300)));
      else requestAnimationFrame(look);
    };
    look();
  })`);
}

/** Bytes of the page's heap behind a collection of garbage. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

const since = Date.UTC(2026, 2, 2, 12) + 100_000;
const place = (hash: string): string => `location.hash = "#/default/${hash}"`;
const title = (word: string): string => `text("h1").startsWith("${word}")`;
const row = (part: string): string =>
  `[...document.querySelectorAll(".row")].some((row) => row.textContent.includes(${JSON.stringify(part)}))`;
const scrollTo = (part: number): string =>
  `{ const list = document.querySelector(".virtual"); list.scrollTop = list.scrollHeight * ${part}; }`;
/** True where the last row of the list is in sight. */
const lastRow = `(() => {
  const rows = [...document.querySelectorAll(".row")].filter((row) => row.querySelector(".row-waiting") === null);
  return rows.some((row) => row.ariaPosInSet === row.ariaSetSize);
})()`;

/** Steps in turn: a name, an act in the page, and the condition that ends it. */
const steps: readonly (readonly [name: string, act: string, isThere: string, limit?: number])[] = [
  ["open the stream", place("requests"), row(`number ${count} of`)],
  ["count all rows", "", `Number(text("h1 small").replace(/\\D/g, "")) >= ${count}`],
  ["scroll to the end", scrollTo(1), `${lastRow} && document.querySelector(".older") !== null`],
  ["scroll back", scrollTo(0), row(`number ${count} of`)],
  [
    "rows behind the list",
    `document.querySelector(".older a").click()`,
    `!${row(`number ${count} of`)} && ${row("number")}`,
  ],
  ["search for a new text", place(`requests?search=number+${count - 8}+of`), row(`number ${count - 8} of`)],
  ["search for an old text", place("requests?search=NUMERO+7+de"), row("número 7 de")],
  ["search for a number", place("requests?search=(11)+91000-0012"), row("number 12 of")],
  [
    "search for no text",
    place("requests?search=nowhere"),
    `text("h2, h1").length > 0 && ${`text(".empty").length > 0`}`,
  ],
  [
    "type a search",
    `{
      const box = document.querySelector("input.search");
      box.value = "";
      for (const key of "numero 10 de") {
        box.value += key;
        box.dispatchEvent(new InputEvent("input", { bubbles: true, data: key }));
      }
    }`,
    row("número 10 de"),
    longest + typingPause,
  ],
  ["only problems", place("requests?problems=true"), row("006")],
  ["a code", place("requests?code=006"), row("006")],
  ["an operation", place("requests?search=unitario"), row(`number ${count} of`)],
  ["another provider", place("requests?provider=mensagem"), `text(".empty").length > 0`],
  ["callbacks alone", place("requests?direction=out"), row("DLR delivered")],
  ["requests alone", place("requests?direction=in"), row(`number ${count} of`)],
  ["a range of time", place(`requests?since=${since}&until=${since + 1_000}`), row("number 1008 of")],
  ["open the messages", place("messages"), row(`number ${count} of`)],
  ["search in the messages", place("messages?search=numero+7+de"), row("número 7 de")],
  ["open a message from a link", place("messages/5"), `text(".detail .bubble").includes("number 5 of")`],
  ["open the overview", place("overview"), `document.querySelector(".chart") !== null`],
  ["open the accounts", place("accounts"), `${title("Accounts")} && text("main").includes("main")`],
  ["open the clock", place("clock"), `${title("Clock")} && document.querySelector("main .card") !== null`],
  [
    "open conduct",
    place("conduct"),
    `${title("Conduct")} && document.querySelector("main .card, main .empty") !== null`,
  ],
  [
    "open next",
    place("scenarios/next"),
    `${title("Scenarios")} && document.querySelector("main form select")?.value === "sophia unitario"`,
  ],
];

describe.runIf(haveChromium())(`the inbox over ${count} requests, messages and callbacks`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  afterEach(undoAll);

  it(`takes less than ${allowed(longest)} ms a step, in bounded memory`, { timeout: 300_000 }, async () => {
    const data = join(scratch(), "many.db");
    const options = { data, httpPort: 0, mensagemPort: 0, smppPort: 0, clock: "real", logLevel: "error" } as const;
    await (await startEmulator(options)).stop();
    await addManyRequests(data, count);
    const limits = { messages: 2 * count, requests: 2 * count, requestBytes: 1_000_000_000, callbacks: 2 * count };
    const emulator = await emulate({}, { ...options, limits });
    const { page, complaints, close } = await openInbox(browser, emulator.urls.http, "#/default/connect");
    later(close);
    await page.locator(".link.live").waitFor();
    // The first conduct of a process loads the modules of the rules, which takes Vitest longer than Node.
    await emulator.conduct({ since: 1 });
    const before = await heapOf(page);
    const slow: string[] = [];
    const measured = (name: string, took: number, limit = longest): void => {
      process.stdout.write(`${name}: ${took.toFixed(0)} ms\n`);
      if (took >= allowed(limit)) slow.push(`${name}: ${took.toFixed(0)} ms`);
    };
    for (const [name, act, isThere, limit] of steps) {
      // Rows of the step before do not count.
      if (act.startsWith("location")) await stepIn(page, place("connect"), title("Connect"));
      measured(name, await stepIn(page, act, isThere), limit);
    }

    await stepIn(page, place("requests"), row(`number ${count} of`));
    const arrived = stepIn(page, "", row("a new one"));
    await sendSophia(emulator, { msg: "a new one" });
    measured("a new message", await arrived);
    expect(await page.locator(".row").count()).toBeLessThan(60);
    const grown = ((await heapOf(page)) - before) / 1e6;
    process.stdout.write(`heap: ${(before / 1e6).toFixed(1)} MB, grown by ${grown.toFixed(1)} MB\n`);
    expect(slow).toEqual([]);
    expect(grown).toBeLessThan(heapGrowth);
    expect(complaints).toEqual([]);
    if (isStrict) expect(count).toBe(50_000);
  });
});
