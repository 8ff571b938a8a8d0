// How lists are found one's way in: by the address, the keyboard and the date.

import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startCatcher } from "../../support/catcher.ts";
import { connect } from "../../support/esme.ts";
import { haveChromium, inSinglePage, type OpenInPage, openBrowser } from "../../support/inbox/browser.ts";
import { clients } from "../../support/inbox/clients.ts";
import { callApi } from "../../support/inbox/control.ts";
import { emulate, later, undoAll } from "../../support/sandboxed.ts";

describe.runIf(haveChromium())("a list in the inbox", () => {
  let browser: Browser;
  let openHere: OpenInPage;
  beforeAll(async () => {
    browser = await openBrowser();
    openHere = await inSinglePage(browser);
  });
  afterAll(() => browser.close());
  afterEach(undoAll);

  async function open(address: string, hash = "") {
    const inbox = await openHere(address, hash);
    later(inbox.close);
    return inbox;
  }
  const active = ".row.active";

  it("is scrolled to what the address opens, and the keyboard goes on from there", async () => {
    const { urls } = await emulate();
    for (let number = 1; number <= 40; number++)
      await clients["Sophia HTTP"]?.(urls, "11999990001", `message ${number}.`);
    const { page } = await open(urls.http, "#/default/messages/3");
    await page.locator(".row.chosen", { hasText: "message 3." }).waitFor();
    expect(await page.locator(".row.chosen").evaluate((row) => row.getBoundingClientRect().bottom)).toBeLessThan(800);
    await page.keyboard.press("j");
    await page.locator(active, { hasText: "message 2." }).waitFor();
    // It stays on its message when newer ones come in above it.
    await clients["Sophia HTTP"]?.(urls, "11999990001", "message 41.");
    await page.locator("h1 small", { hasText: "41" }).waitFor();
    await page.locator(active, { hasText: "message 2." }).waitFor();
    expect(await page.locator(active).evaluate((row) => row.getBoundingClientRect().bottom)).toBeLessThan(801);
    await page.keyboard.press("Enter");
    await page.waitForURL(/messages\/2$/);
  });

  it("says how many match, has every phone, and leads from a request to all its messages", async () => {
    const { urls } = await emulate({ "sophia/main": { credits: 1_200 } });
    for (let bulk = 0; bulk < 2; bulk++) {
      const mensagens = Array.from({ length: 600 }, (_, index) => ({
        destino: `11${99990_0000 + bulk * 600 + index}`,
        msg: `bulk ${bulk}`,
      }));
      const body = JSON.stringify([{ token: "DEMO-SOPHIA-TOKEN", mensagens }]);
      await fetch(`${urls.http}/api/envio.php`, { method: "POST", body });
    }
    const { page } = await open(urls.http, "#/default/messages?search=bulk+1");
    await page.locator("h1 small", { hasText: "600" }).waitFor();
    await page.goto(`${urls.http}/#/default/phones`);
    await page.locator("h1 small", { hasText: "1,200" }).waitFor();
    await page.locator(".virtual").focus();
    await page.keyboard.press("End");
    await page.locator(".row", { hasText: "+55 11 99990-0000" }).click();
    await page.locator(".turn.in", { hasText: "bulk 0" }).waitFor();
    await page.goto(`${urls.http}/#/default/requests/2`);
    await page.getByRole("link", { name: "all 600 messages" }).click();
    await page.locator("h1 small", { hasText: "600" }).waitFor();
    await page.locator(".row", { hasText: "bulk 1" }).first().waitFor();
    await page.locator(".chip", { hasText: "request 2" }).waitFor();
  });

  it("that a filter narrows ends after its newest 2,000 rows, and leads to the older ones", async () => {
    const { urls } = await emulate({ "sophia/main": { credits: 2_100 } });
    for (let bulk = 0; bulk < 3; bulk++) {
      const mensagens = Array.from({ length: 700 }, (_, index) => ({
        destino: `11${99990_0000 + bulk * 700 + index}`,
        msg: `bulk ${bulk}`,
      }));
      const body = JSON.stringify([{ token: "DEMO-SOPHIA-TOKEN", mensagens }]);
      await fetch(`${urls.http}/api/envio.php`, { method: "POST", body });
    }
    const { page, complaints } = await open(urls.http, "#/default/messages?search=bulk");
    await page.locator("h1 small", { hasText: "2,100" }).waitFor();
    await expect.poll(() => page.getByRole("link", { name: "Older rows" }).count()).toBe(0);
    await page.locator(".virtual").focus();
    await page.keyboard.press("End");
    await page.getByText("The newest 2,000 rows are listed.").waitFor();
    await page.getByRole("link", { name: "Older rows" }).click();
    await page.waitForURL(/before=101/);
    await page.locator(".row", { hasText: "+55 11 99990-0099" }).waitFor();
    await expect.poll(() => page.locator("h1 small").count()).toBe(0);
    await expect.poll(() => page.getByRole("link", { name: "Older rows" }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("is not there for a sandbox that does not exist, which the page says", async () => {
    const { urls } = await emulate();
    const { page } = await open(urls.http, "#/nothing/messages");
    await page.getByRole("heading", { name: "This sandbox does not exist" }).waitFor();
    await page.locator(".link.missing", { hasText: "no such sandbox" }).waitFor();
    await expect.poll(() => page.getByRole("alert").count()).toBe(0);
    await page.getByRole("combobox", { name: "Sandbox" }).selectOption("default");
    await page.locator(".link.live").waitFor();
  });

  it("of requests has the attempts of callbacks between them, found by text and narrowed by direction", async () => {
    const catcher = await startCatcher();
    later(() => catcher.stop());
    catcher.inTurn(503);
    const emulator = await emulate({ "sophia/main": { callbacks: { dlr: `${catcher.url}/dlr` } } });
    const { urls } = emulator;
    await clients["Sophia HTTP"]?.(urls, "11999990001", "Pedido 7 saiu");
    await clients["Sophia HTTP"]?.(urls, "11999990002", "outro");
    await emulator.clock.advance("1h");
    const { page, complaints } = await open(urls.http, "#/default/requests");
    const attempts = page.locator(".row", { has: page.getByRole("img", { name: "Attempt of a callback" }) });
    await attempts.filter({ hasText: "Pedido 7 saiu" }).first().waitFor();
    await page.getByRole("searchbox").fill("pedido 7");
    await page.locator(".row", { hasText: "outro" }).first().waitFor({ state: "detached" });
    await attempts.filter({ hasText: "+55 11 99999-0001" }).first().waitFor();
    await page.getByRole("button", { name: "Only problems" }).click();
    await page.locator(".row").nth(1).waitFor({ state: "detached" });
    await attempts.filter({ hasText: "503" }).click();
    await page.waitForURL(/requests\/callback-1\.1/);
    await page.getByRole("button", { name: "Repeat now" }).waitFor();
    await expect.poll(() => page.getByRole("alert").count()).toBe(0);
    await page.goto(`${urls.http}/#/default/requests?direction=out`);
    await expect.poll(() => page.locator(".row").count()).toBe(3);
    await expect.poll(() => attempts.count()).toBe(3);
    await page.goto(`${urls.http}/#/default/requests?direction=in`);
    await attempts.first().waitFor({ state: "detached" });
    await expect.poll(() => page.locator(".row").count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  it("of calls leads to what is to be said about each, its text too", async () => {
    const { urls } = await emulate();
    const text = `Atenção! ${"Retire a sua encomenda na agência. ".repeat(3)}`;
    await clients["Sophia HTTP"]?.(urls, "11999990001", text);
    const { page } = await open(urls.http, "#/default/requests/1");
    await page.locator(".findings", { hasText: "the text needs 2 segments because of ç ã ê" }).waitFor();
    await page.goto(`${urls.http}/#/default/phones?search=9999-0001`);
    await page.locator(".row", { hasText: "99999-0001" }).click();
    expect(await page.getByRole("searchbox").inputValue()).toBe("9999-0001");
    expect(page.url()).toContain("search=9999-0001");
  });

  it("of bound SMPP sessions leads to the PDUs of one", async () => {
    const { urls } = await emulate();
    const { page } = await open(urls.http, "#/default/requests");
    await page.getByRole("link", { name: "SMPP sessions" }).click();
    await page.getByRole("heading", { name: "No SMPP session is bound" }).waitFor();
    const esme = await connect(urls.smpp);
    later(() => esme.close());
    await esme.request("bind_transceiver", { system_id: "126b114c", password: "smpp9500", system_type: "VMA" });
    const card = page.locator(".sessions .card", { hasText: "BOUND_TRX" });
    await card.getByText("system_type is not SMPP").waitFor();
    await expect.poll(() => card.locator("dl").innerText()).toMatch(/system_type\s+VMA[\s\S]*0 of \d+ in use/);
    await clients["Sophia HTTP"]?.(urls, "11999990001", "no PDU");
    await card.getByRole("link", { name: /^session / }).click();
    await page.locator(".row", { hasText: "bind_transceiver" }).waitFor();
    await page.locator(".row", { hasText: "unitario" }).waitFor({ state: "detached" });
    await esme.request("unbind", {});
    await page.goto(`${urls.http}/#/default/requests/sessions`);
    await page.getByRole("heading", { name: "No SMPP session is bound" }).waitFor();
  });

  it("shows the date of what was on another day", async () => {
    const { urls } = await emulate();
    await clients["Sophia HTTP"]?.(urls, "11999990001", "of before");
    const { page } = await open(urls.http);
    const time = page.locator(".row", { hasText: "of before" }).locator("time");
    await expect.poll(() => time.innerText()).toBe("09:00:00");
    await callApi(urls.http).send("POST", "/clock/advance", { by: "48h" });
    await page.locator(".row time", { hasText: "2026-03-02 09:00:00" }).waitFor();
  });

  it("of messages that is empty points to the calls that brought none", async () => {
    const { urls } = await emulate();
    const { page } = await open(urls.http);
    await page.getByRole("heading", { name: "No message yet" }).waitFor();
    await fetch(`${urls.http}/api/unitario.php?token=DEMO-SOPHIA-TOKEN&destino=1&msg=Oi`);
    await page.getByRole("link", { name: "1 requests brought no message" }).click();
    await page.locator(".row", { hasText: "unitario" }).waitFor();
  });

  it("of requests has problems in red, folds signs of life, and Ctrl-K finds a refused text from any view", async () => {
    const emulator = await emulate();
    const { urls } = emulator;
    await clients["Sophia HTTP"]?.(urls, "11999990001", "Aceita");
    await emulator.next({ provider: "mensagem", operation: "send", answer: "97" });
    await clients["Mensagem HTTP"]?.(urls, "11999990002", "Cobrança recusada");
    const esme = await connect(urls.smpp);
    later(() => esme.close());
    await esme.request("bind_transceiver", { system_id: "126b114c", password: "smpp9500" });
    await esme.request("enquire_link", {});
    const { page, complaints } = await open(urls.http, "#/default/requests");
    const rows = page.locator(".virtual [role=option]");
    await rows.filter({ hasText: "Cobrança recusada" }).locator(".code.bad", { hasText: "97" }).waitFor();
    await rows.filter({ hasText: "enquire_link" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "enquire_link ×1" }).click();
    await rows.filter({ hasText: "enquire_link" }).waitFor();
    await page.getByRole("button", { name: "Only problems" }).click();
    await rows.filter({ hasText: "Aceita" }).waitFor({ state: "detached" });
    await expect.poll(() => rows.count()).toBe(1);
    await page.goto(`${urls.http}/#/default/clock`);
    await page.locator(".face").waitFor();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("cobranca");
    await page.locator(".palette li", { hasText: "Cobrança recusada" }).waitFor();
    for (const key of ["ArrowDown", "Enter"]) await page.keyboard.press(key);
    await page.waitForURL(/requests\/2$/);
    await page.locator(".palette").waitFor({ state: "detached" });
    await page.locator(".detail-head .code.bad", { hasText: "97" }).waitFor();
    expect(complaints).toEqual([]);
  });

  it("keeps the focus of the keyboard when an item is closed, a view is left and a button has done its work", async () => {
    const emulator = await emulate();
    await clients["Sophia HTTP"]?.(emulator.urls, "11999990001", "Oi");
    const { page, complaints } = await open(emulator.urls.http, "#/default/messages/1");
    const focused = (selector: string) => page.locator(`${selector}:focus`).waitFor();
    await page.locator(".row").waitFor();
    await page.getByRole("button", { name: "Mark as undelivered" }).focus();
    await page.keyboard.press("Escape");
    await focused(".virtual");
    await page.keyboard.press("5");
    await focused("main");
    await page.goto(`${emulator.urls.http}/#/default/scenarios/next`);
    await page.getByRole("button", { name: "Put in front" }).press("Enter");
    const rule = page.getByRole("button", { name: /^Remove: / });
    await rule.waitFor();
    await focused("button.primary");
    await rule.press("Enter");
    await rule.waitFor({ state: "detached" });
    await focused("main");
    expect(complaints).toEqual([]);
  });

  it("of shipped scenarios and of test numbers is searched, and says which scenario plays", async () => {
    const { urls } = await emulate();
    const { page } = await open(urls.http, "#/default/scenarios/shipped");
    await page.locator(".shipped li").nth(5).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("never lost answer");
    await page.locator(".shipped li", { hasText: "answer-lost" }).waitFor();
    await page.locator(".shipped li").nth(1).waitFor({ state: "detached" });
    await page.getByRole("button", { name: /^Load / }).click();
    await page.locator(".rules li").first().waitFor();
    await page.goBack();
    await page.locator(".shipped .active", { hasText: "answer-lost" }).waitFor();
    await page.goto(`${urls.http}/#/default/scenarios/test-numbers?search=48+hours+expired`);
    await page.getByText("11900014000").waitFor();
    await expect.poll(() => page.locator(".numbers tbody tr").count()).toBe(1);
  });
});
