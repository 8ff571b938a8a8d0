// Actions of a person in the inbox, with real clients on the other side.

import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startCatcher } from "../../support/catcher.ts";
import { allowed } from "../../support/endurance/amount.ts";
import { connect } from "../../support/esme.ts";
import { haveChromium, inSinglePage, type OpenInPage, openBrowser, openInbox } from "../../support/inbox/browser.ts";
import { clients } from "../../support/inbox/clients.ts";
import { callApi } from "../../support/inbox/control.ts";
import { emulate, later, undoAll } from "../../support/sandboxed.ts";

describe.runIf(haveChromium())("in the inbox", () => {
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

  it.each(Object.entries(clients))(
    "a message by %s appears within a second, without reload",
    async (listener, send) => {
      const { urls } = await emulate();
      const { page, complaints } = await open(urls.http);
      await page.locator(".link.live").waitFor();
      await page.getByRole("heading", { name: "No message yet" }).waitFor();
      const text = `by ${listener}`;
      await page.evaluate(
        `window.seen = null; new MutationObserver(() => { if (window.seen === null && document.querySelector('[role=option]')) window.seen = Date.now() }).observe(document.body, { subtree: true, childList: true })`,
      );
      await send(urls, "11999990001", text);
      const sent = Date.now();
      const row = page.locator(".virtual [role=option]").filter({ hasText: text });
      await row.waitFor();
      expect(Number(await page.evaluate("window.seen")) - sent).toBeLessThan(allowed(1_000));
      await row.click();
      await page.getByRole("heading", { name: "+55 11 99999-0001" }).waitFor();
      await expect.poll(() => page.locator(".bubble").innerText()).toBe(text);
      await page.locator(".history summary").first().click();
      await page.getByText("Decided by").waitFor();
      // The meaning of the code, and the evidence for the answer with its place in the document.
      await page.locator(".history .decided div", { hasText: "Code" }).waitFor();
      await page.locator(".history .evidence summary").first().click();
      const evidence = page.locator(".history .evidence li", { hasText: /^(documented|observed|assumed)/ });
      await evidence.first().waitFor();
      expect(await evidence.first().locator("small").first().innerText()).not.toBe("");
      expect(complaints).toEqual([]);
    },
  );

  it("shows mark-up, right-to-left and emoji as text, everywhere", async () => {
    const { urls } = await emulate();
    const texts = ["<script>window.harm=1</script><img src=x onerror=window.harm=1>", "שלום עולם", "مرحبا 👍🏽 🇧🇷"];
    for (const text of texts) await clients["Sophia HTTP"]?.(urls, "11999990001", text);
    await callApi(urls.http).send("POST", "/inbound", { from: "11999990001", text: texts[0] });
    const { page, complaints } = await open(urls.http);
    for (const [index, text] of texts.entries()) {
      await page.goto(`${urls.http}/#/default/messages/${index + 1}`);
      await page.locator(".detail .bubble", { hasText: text }).waitFor();
      expect(await page.locator(".detail .bubble").textContent()).toBe(text);
    }
    await page.goto(`${urls.http}/#/default/phones/5511999990001`);
    await page.locator(".turn.out").waitFor();
    await expect.poll(() => page.locator(".turn.out .bubble").innerText()).toBe(texts[0]);
    expect(await page.evaluate("window.harm === undefined && document.querySelector('#page img') === null")).toBe(true);
    expect(complaints).toEqual([]);
  });

  it("the octets of the field that is pointed at stand out, and the other way round", async () => {
    const { urls } = await emulate();
    await clients["Mensagem SMPP"]?.(urls, "11999990001", "Oi");
    const { page } = await open(urls.http, "#/default/requests/1");
    const request = page.locator(".pdu").first();
    await request.locator("tr", { hasText: "system_id" }).hover();
    await request.locator(".hex-octets .pointed").first().waitFor();
    const octets = await request.locator(".hex-octets .pointed").allInnerTexts();
    expect(Buffer.from(octets.join(""), "hex").toString("latin1")).toBe("********\0");
    await request.locator("[data-at='4']").first().hover();
    await request.locator("tr.pointed", { hasText: "command_id" }).waitFor();
    // The keyboard points too: at a field by its name, at the next one by an arrow.
    await request.getByRole("button", { name: "system_id" }).focus();
    await request.locator("tr.pointed", { hasText: "system_id" }).waitFor();
    await request.locator(".hex").focus();
    await page.keyboard.press("ArrowRight");
    await request.locator("tr.pointed", { hasText: "password" }).waitFor();
    await page.goto(`${urls.http}/#/default/requests/2`);
    await request.locator("tr", { hasText: "esm_class" }).locator(".bits", { hasText: "default mode" }).waitFor();
    await request.locator("tr", { hasText: "short_message" }).locator("bdi", { hasText: "Oi" }).waitFor();
    // The session's other PDUs are one step away.
    await page.getByRole("link", { name: /^session / }).click();
    await page.locator("[role=option]", { hasText: "submit_sm" }).waitFor();
    expect(page.url()).toContain("remote=");
  });

  it("messages are narrowed down to what is looked for, and the filters stand in the address", async () => {
    const { urls } = await emulate();
    await clients["Sophia HTTP"]?.(urls, "11999990001", "Promoção de março");
    await clients["Mensagem HTTP"]?.(urls, "21988887777", "Sua senha");
    const { page } = await open(urls.http);
    const rows = page.locator(".virtual [role=option]");
    const shows = async (text: string) => {
      await rows.filter({ hasText: text }).waitFor();
      await rows.nth(1).waitFor({ state: "detached" });
    };
    await page.getByRole("searchbox").fill("PROMOCAO");
    await shows("Promoção");
    await page.getByRole("searchbox").fill("");
    await page.getByRole("textbox", { name: "Number" }).fill("8888-7");
    await shows("Sua senha");
    await page.getByRole("button", { name: "Clear filters" }).click();
    await page.getByRole("textbox", { name: "Code" }).fill("200");
    await shows("Promoção");
    expect(page.url()).toContain("code=200");
    await page.reload();
    await shows("Promoção");
    await page.getByRole("combobox", { name: "Provider" }).selectOption("mensagem");
    await page.getByRole("heading", { name: "No match" }).waitFor();
  });

  it("a reply typed in a phone reaches the client", async () => {
    const catcher = await startCatcher();
    later(() => catcher.stop());
    const { urls } = await emulate({ "mensagem/main": { callbacks: { mo: `${catcher.url}/mo` } } });
    await clients["Mensagem HTTP"]?.(urls, "11999990001", "Confirma?");
    const { page } = await open(urls.http, "#/default/phones/5511999990001");
    await page.getByRole("textbox", { name: "Reply from this phone" }).fill("SIM <ok> ção");
    await page.keyboard.press("Enter");
    await page.locator(".turn.out", { hasText: "SIM <ok> ção" }).waitFor();
    const [caught] = await catcher.until(1);
    expect(caught?.path).toBe("/mo");
    expect(decodeURIComponent(`${caught?.target} ${caught?.body}`.replaceAll("+", " "))).toContain("SIM <ok>");
    await page.goto(`${urls.http}/#/default/callbacks`);
    await page.locator(".virtual [role=option]").first().click();
    await page.getByText("200").first().waitFor();
    await page.getByRole("button", { name: "Repeat now" }).click();
    await catcher.until(2);
  });

  it("a phone nobody wrote to can write first, and a status is made by hand", async () => {
    const { urls } = await emulate();
    await clients["Sophia HTTP"]?.(urls, "11999990001", "Oi");
    const { page } = await open(urls.http, "#/default/messages/1");
    await page.getByRole("button", { name: "Mark as undelivered" }).click();
    await page.locator(".detail-head .chip.bad", { hasText: "undelivered" }).waitFor();
    await page.locator(".history", { hasText: "by hand" }).waitFor();
  });

  it("says rules, findings and reasons in Portuguese, and leaves statuses to follow a final one", async () => {
    const emulator = await emulate();
    const { urls } = emulator;
    const then = [{ delay: "1ms" }, { life: [{ delivered: 0 }] }] as const;
    await emulator.scenario.put({ scenario: "espera", rules: [{ rule: "espera", when: { to: "55119*" }, then }] });
    await clients["Mensagem HTTP"]?.(urls, "11999990001", "Olá");
    await clients["Mensagem HTTP"]?.(urls, "21999990001", "Oi");
    const { page } = await open(urls.http, "#/default/messages/1");
    await page.getByRole("button", { name: "Português" }).click();
    await page.locator(".detail-head .chip.good", { hasText: "entregue" }).waitFor();
    await page.getByRole("button", { name: "Marcar como não entregue" }).waitFor();
    await page.locator(".history summary").first().click();
    await page.locator(".history", { hasText: "m foi lido como UTF-8" }).waitFor();
    await page.locator(".fields", { hasText: 'Regra 1 "espera" (uso 1): espera 1ms' }).waitFor();
    const visible = [await page.locator("main").innerText()];
    await page.goto(`${urls.http}/#/default/scenarios/active`);
    await page.locator(".misses", { hasText: "a mais próxima foi a regra 1" }).waitFor();
    await page.locator(".rules", { hasText: "Quando qualquer provedor recebe qualquer requisição" }).waitFor();
    visible.push(await page.locator("main").innerText());
    expect(visible.join("\n")).not.toMatch(/\b(?:Rule \d|was read|nearest was|is asked|wait 1ms|let the message)/);
  });

  it("a scenario is edited, refused with its line, corrected, and takes effect", async () => {
    const { urls } = await emulate();
    const { page, complaints } = await open(urls.http, "#/default/scenarios/edit");
    const editor = page.locator(".cm-content");
    await editor.click();
    await page.keyboard.press("Control+a");
    const history = (operation: string) =>
      `scenario: mine\nrules:\n- rule: no credit\nwhen: { provider: sophia, operation: ${operation} }\nthen: [{ answer: no-credit }]\n`;
    // The editor indents by itself: each line is put in at once.
    const write = async (text: string) => {
      await page.keyboard.press("Control+a");
      await page.keyboard.press("Delete");
      await page.keyboard.insertText(text);
    };
    const indented = (operation: string) =>
      history(operation).replace("- rule", "  - rule").replace("when:", "    when:").replace("then:", "    then:");
    await write(indented("unitarrio"));
    await page.getByRole("button", { name: "Activate" }).click();
    const finding = page.getByRole("alert").filter({ hasText: "line 4" });
    await finding.waitFor();
    await expect.poll(() => finding.innerText()).toContain("unitarrio");
    await page.locator(".cm-lint-marker-error").waitFor();
    await editor.click();
    await write(indented("unitario"));
    await page.getByRole("button", { name: "Activate" }).click();
    // A draft's note says "not active yet".
    await page.getByRole("status").getByText("Active", { exact: true }).waitFor();
    const answer = await fetch(`${urls.http}/api/unitario.php?token=DEMO-SOPHIA-TOKEN&destino=11999990001&msg=Oi`);
    expect(await answer.text()).not.toContain('"status":200');
    await page.getByRole("link", { name: "Active" }).click();
    await page.locator(".rules .used", { hasText: "no credit" }).waitFor();
    expect(complaints.filter((complaint) => !complaint.includes("status of 4"))).toEqual([]);
  });

  it("the editor counts uses in its margin and in words, and no draft is lost to another scenario", async () => {
    const emulator = await emulate();
    const lines = [
      "scenario: counted",
      "rules:",
      "  - rule: sends",
      "    when: { operation: unitario }",
      "    then: [{ delay: 1ms }]",
      "  - rule: never met",
      "    when: { operation: lote }",
      "    then: [{ delay: 2ms }]",
      "",
    ];
    await emulator.scenario.put({ text: lines.join("\n").replace("lote", "envio") });
    const { page, complaints } = await open(emulator.urls.http, "#/default/scenarios/edit");
    await page.getByText("0 of 4 parts were used.").waitFor();
    await clients["Sophia HTTP"]?.(emulator.urls, "11999990001", "Oi");
    await page.getByText("2 of 4 parts were used.").waitFor();
    expect(await page.locator(".cm-uses .used:visible").allInnerTexts()).toEqual(["1×", "1×"]);
    expect(await page.locator(".cm-uses .unused:visible").allInnerTexts()).toEqual(["0×", "0×"]);
    await page.getByRole("list", { name: "Unused parts" }).getByText("rule never met").waitFor();
    await page.getByRole("button", { name: "line 6" }).click();
    await page.keyboard.insertText("# mine ");
    await page.getByText("Draft: not active yet.").waitFor();
    const timeline = [{ at: "1h", do: [{ account: "sophia/main", enabled: false }] }] as const;
    await emulator.scenario.put({ scenario: "another", timeline });
    await page.getByText("Another scenario was activated since it began: another.").waitFor();
    await page.reload();
    await page.locator(".cm-content", { hasText: "# mine" }).waitFor();
    const dialogs: string[] = [];
    page.once("dialog", (dialog) => {
      dialogs.push(dialog.message());
      return dialog.dismiss();
    });
    await page.getByRole("button", { name: "Activate" }).click();
    expect(dialogs).toEqual(["Replace the active scenario another?"]);
    expect((await emulator.scenario.read())?.title).toBe("another");
    page.once("dialog", (dialog) => dialog.accept());
    await page.getByRole("button", { name: "Discard the draft" }).click();
    await page.locator(".cm-content", { hasText: "another" }).waitFor();
    await page.goto(`${emulator.urls.http}/#/default/scenarios/active`);
    await page.locator(".setup", { hasText: "sophia/main" }).waitFor();
    expect(complaints).toEqual([]);
  });

  it("the editor completes what may stand there", async () => {
    const { urls } = await emulate();
    const { page } = await open(urls.http, "#/default/scenarios/edit");
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText("clo");
    await page.keyboard.press("Control+Space");
    const completion = page.locator(".cm-tooltip-autocomplete li", { hasText: "clock" });
    await completion.waitFor();
    await page.keyboard.press("Escape");
    await completion.waitFor({ state: "detached" });
    expect(page.url()).toContain("scenarios/edit");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.closest('.editor')")).toBeNull();
  });

  it("a shipped scenario is loaded, and test numbers are there to copy", async () => {
    const { urls } = await emulate();
    const { page } = await open(urls.http, "#/default/scenarios/shipped");
    await page.getByRole("button", { name: /^Load No report ever/ }).click();
    await page.waitForURL(/#\/default\/scenarios\/active/);
    await page.getByRole("heading", { name: "No report ever" }).waitFor();
    await page.goto(`${urls.http}/#/default/scenarios/shipped`);
    await page.locator(".shipped .active").waitFor();
    const answered = page.waitForEvent("dialog");
    const clicked = page.getByRole("button", { name: /^Load Every report three times/ }).click();
    const dialog = await answered;
    expect(dialog.message()).toBe("Replace the active scenario No report ever?");
    await dialog.dismiss();
    await clicked;
    await page.locator(".shipped .active", { hasText: "No report ever" }).waitFor();
    await page.goto(`${urls.http}/#/default/scenarios/test-numbers`);
    await page.getByText("11900010600").waitFor();
  });

  it("the next answer is decided, and a request is made to happen again", async () => {
    const { urls } = await emulate();
    const send = async (): Promise<string> => {
      const query = new URLSearchParams({ u: "126b114c", n: "11999990001", m: "Oi" });
      return (await (await fetch(`${urls.mensagem}/sms/send?${query}`)).text()).split(";")[0] ?? "";
    };
    const { page } = await open(urls.http, "#/default/scenarios/next");
    await page.getByRole("combobox", { name: "Operation" }).selectOption("mensagem send");
    await page.getByRole("combobox", { name: "Outcome" }).selectOption("code 97");
    await page.getByRole("textbox", { name: "Recipient" }).fill("11999990001");
    await page.getByRole("button", { name: "Put in front" }).click();
    await page.locator(".front", { hasText: "0 of 1" }).waitFor();
    expect([await send(), await send()]).toEqual(["97", "1"]);
    await page.locator(".front .over", { hasText: "used up" }).waitFor();
    await page.goto(`${urls.http}/#/default/requests/1`);
    await page.getByRole("button", { name: "Make this happen again" }).click();
    await page.getByRole("link", { name: "Rules in front" }).click();
    await page.locator(".front", { hasText: "0 of 1" }).waitFor();
    expect([await send(), await send()]).toEqual(["97", "1"]);
    await page.getByRole("button", { name: /^Remove/ }).click();
    await page.getByText("No rule is in front").waitFor();
  });

  it("a violated rule leads to its requests, and a message to its sequence and bytes", async () => {
    const emulator = await emulate();
    const { urls } = emulator;
    await emulator.next({ provider: "mensagem", operation: "send", answer: "79", times: 3 });
    for (let time = 0; time < 3; time++) await clients["Mensagem HTTP"]?.(urls, "11999990001", "Oi");
    await clients["Mensagem HTTP"]?.(urls, "11999990001", "Oi");
    const { page, complaints } = await open(urls.http, "#/default/conduct");
    const violation = page.locator(".violation", { hasText: "TC101" });
    await violation.getByText("retried a permanent refusal").waitFor();
    await page.getByRole("button", { name: "Português" }).click();
    await violation.getByRole("link", { name: "requisição 1" }).first().click();
    await page.waitForURL(/requests\/1$/);
    await page.getByRole("button", { name: "English" }).click();
    await page.getByText("Copy as test").click();
    await page.getByRole("button", { name: "pytest" }).click();
    await page.getByRole("group", { name: "pytest" }).getByText("def test_send").waitFor();
    await page.goto(`${urls.http}/#/default/messages/1`);
    await page.getByRole("button", { name: "Sequence" }).click();
    const arrows = page.locator(".sequence .arrow-line");
    await arrows.filter({ hasText: "delivered" }).waitFor();
    await arrows.locator("a").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/requests\/4$/);
    await page.locator(".raw").first().waitFor();
    expect(complaints).toEqual([]);
  });

  it("conduct is of the latest 1,000 requests until all are chosen", async () => {
    const emulator = await emulate();
    const { urls } = emulator;
    await emulator.next({ provider: "mensagem", operation: "send", answer: "79", times: 3 });
    for (let time = 0; time < 4; time++) await clients["Mensagem HTTP"]?.(urls, "11999990001", "Oi");
    const esme = await connect(urls.smpp);
    later(() => esme.close());
    await esme.request("bind_transceiver", { system_id: "126b114c", password: "smpp9500" });
    await Promise.all(
      Array.from({ length: 1_000 }, () => esme.request("query_sm", { message_id: "1", source_addr: "" })),
    );
    const { page, complaints } = await open(urls.http, "#/default/conduct");
    const violation = page.locator(".violation", { hasText: "TC101" });
    await page.getByText("Only the latest 1,000 requests are judged.").waitFor();
    await page.getByText("Not assessed").waitFor();
    await expect.poll(() => violation.count()).toBe(0);
    await page.getByRole("button", { name: "All 1,005 requests" }).click();
    await violation.waitFor();
    await expect.poll(() => page.getByText("Only the latest").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("an account is topped up, disabled, has its address tested and a number on the black list", async () => {
    const catcher = await startCatcher();
    later(() => catcher.stop());
    const emulator = await emulate({ "mensagem/main": { callbacks: { dlr: `${catcher.url}/dlr` } } });
    const { page, complaints } = await open(emulator.urls.http, "#/default/accounts");
    await page.locator(".virtual .row").nth(1).waitFor();
    await page.locator(".virtual").focus();
    for (const key of ["j", "j", "Enter"]) await page.keyboard.press(key);
    await page.getByRole("heading", { name: "mensagem/main" }).waitFor();
    await page.getByRole("button", { name: "Top up long by 100" }).click();
    await page.getByRole("cell", { name: "1,100" }).waitFor();
    await page.getByRole("button", { name: "Test the address of reports" }).click();
    await page.getByText("The receiver took the sample.").waitFor();
    expect(catcher.caught.map(({ path }) => path)).toEqual(["/dlr"]);
    catcher.inTurn(500);
    await page.getByRole("button", { name: "Test the address of reports" }).click();
    await page.locator(".tested .chip.bad", { hasText: "500" }).waitFor();
    await page.getByRole("textbox", { name: "Reports (DLR)" }).fill("");
    await page.locator(".callback-address").first().getByRole("button", { name: "Save" }).click();
    await page.getByRole("textbox", { name: "Number" }).fill("11 99999-0009");
    await page.getByRole("button", { name: "Add to the black list" }).click();
    await page.getByRole("button", { name: "black list: +55 11 99999-0009", pressed: true }).waitFor();
    await page.getByRole("button", { name: "Disable" }).click();
    await page.locator(".detail-head .chip.bad", { hasText: "disabled" }).waitFor();
    const { enabled, callbacks, numbers, credits } = await emulator.accounts.get("mensagem/main");
    expect({ enabled, callbacks, numbers, long: credits["long"] }).toEqual({
      enabled: false,
      callbacks: {},
      numbers: { "5511999990009": { blackList: true } },
      long: 1_100,
    });
    await page.goto(`${emulator.urls.http}/#/default/accounts/mensagem%2Fnone`);
    await page.getByText("The sandbox has no account mensagem/none.").waitFor();
    expect(complaints).toEqual([]);
  });

  it("a span of the overview leads to its requests, by mouse and by keyboard", async () => {
    const emulator = await emulate();
    const { urls } = emulator;
    await clients["Sophia HTTP"]?.(urls, "11999990001", "early");
    await emulator.clock.advance("10s");
    for (const text of ["late", "later"]) await clients["Sophia HTTP"]?.(urls, "11999990001", text);
    const { page, complaints } = await open(urls.http);
    // The first count fails; its error goes once the whole overview is there.
    const first = "**/overview?*only=requests*";
    await page.route(first, (route) => route.fulfill({ status: 503, body: "too busy" }));
    await page.goto(`${urls.http}/#/default/overview`);
    await page.getByRole("link", { name: "Show 3 requests" }).waitFor();
    await page.locator(".charts").waitFor();
    await expect.poll(() => page.getByText("too busy").count()).toBe(0);
    await page.unroute(first);
    await page.getByRole("slider", { name: "From" }).focus();
    await page.keyboard.press("End");
    const box = await page.locator(".chart svg").first().boundingBox();
    const [right, middle] = [(box?.x ?? 0) + (box?.width ?? 0) - 4, (box?.y ?? 0) + 40];
    await page.getByRole("link", { name: "Show 2 requests" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Show 3 requests" }).waitFor();
    await page.mouse.move(right, middle);
    await page.mouse.down();
    await page.mouse.move(right - 30, middle);
    await page.mouse.up();
    await page.getByRole("link", { name: "Show 2 requests" }).click();
    await page.locator(".row", { hasText: "later" }).waitFor();
    await expect.poll(() => page.locator(".row").count()).toBe(2);
    await page.getByText("from 2026-03-02 09:00:").waitFor();
    await page.goBack();
    await page.getByRole("button", { name: "Português" }).click();
    await page.getByText("Como tabela").click();
    await page.getByRole("cell", { name: "Sophia 200 ×2" }).waitFor();
    await page.getByRole("button", { name: "English" }).click();
    expect(complaints.filter((complaint) => !complaint.includes("status of 503"))).toEqual([]);
  });

  it("who goes elsewhere while a scenario is put on is not fetched back", async () => {
    const { urls } = await emulate();
    const { page } = await open(urls.http, "#/default/scenarios/shipped");
    const held = Promise.withResolvers<void>();
    await page.route(/\/scenario$/, async (route) => {
      if (route.request().method() === "PUT") await held.promise;
      await route.continue();
    });
    const put = page.waitForResponse((answer) => answer.request().method() === "PUT");
    await page.getByRole("button", { name: /^Load No report ever/ }).click();
    await page.getByRole("link", { name: "Test numbers" }).click();
    await page.getByText("11900010600").waitFor();
    held.resolve();
    await (await put).finished();
    await page.evaluate("new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))");
    expect(new URL(page.url()).hash).toBe("#/default/scenarios/test-numbers");
  });

  it("the clock is advanced and the history grows", async () => {
    const { urls } = await emulate();
    await clients["Sophia HTTP"]?.(urls, "11999990001", "Oi");
    const { page } = await open(urls.http, "#/default/messages/1");
    await page.locator(".detail-head .chip", { hasText: "queued" }).waitFor();
    const moments = await page.locator(".history > li:not(.coming)").count();
    const other = await openInbox(browser, urls.http, "#/default/clock");
    later(other.close);
    const due = other.page.locator(".agenda li", { hasText: "delivered" });
    await due.getByRole("link", { name: "message 1" }).waitFor();
    await due.getByRole("button", { name: "Advance to here" }).click();
    await other.page.getByRole("heading", { name: "Events in 3 s" }).waitFor();
    await due.waitFor({ state: "detached" });
    await other.page.getByRole("button", { name: "+1 min" }).click();
    await other.page.getByRole("heading", { name: "Events in 1 min" }).waitFor();
    await other.page.locator(".face time", { hasText: "09:01:03" }).waitFor();
    await page.locator(".detail-head .chip.good", { hasText: "delivered" }).waitFor();
    await expect.poll(() => page.locator(".history > li:not(.coming)").count()).toBeGreaterThan(moments);
  });

  it("a snapshot is saved, restored, forked and removed", async () => {
    const emulator = await emulate();
    const { urls } = emulator;
    await clients["Sophia HTTP"]?.(urls, "11999990001", "Oi");
    const { page, complaints } = await open(urls.http, "#/default/clock");
    page.on("dialog", (dialog) => void (dialog.type() === "prompt" ? dialog.accept("trial") : dialog.accept()));
    const card = page.getByRole("region", { name: "Snapshots" });
    await card.getByLabel("Name").fill("ready");
    await card.getByRole("button", { name: "Save" }).click();
    await card.getByText("messages: 1").waitFor();
    await clients["Sophia HTTP"]?.(urls, "11999990001", "Tchau");
    await card.getByRole("button", { name: "Restore ready" }).click();
    await expect.poll(async () => (await emulator.messages()).map(({ text }) => text)).toEqual(["Oi"]);
    await card.getByRole("button", { name: "Save" }).click();
    await card.getByText("snapshot-2").waitFor();
    await card.getByRole("button", { name: "Save" }).click();
    await card.getByText("snapshot-3").waitFor();
    await card.getByRole("button", { name: "Remove ready" }).click();
    await card.getByText("ready", { exact: true }).waitFor({ state: "detached" });
    await card.getByRole("button", { name: "Fork snapshot-3" }).click();
    await page.waitForURL(/#\/trial\/clock/);
    await card.getByText("Nothing is saved yet.").waitFor();
    expect((await emulator.existing("trial").messages()).length).toBe(1);
    expect(complaints).toEqual([]);
  });

  it("comes back by itself when the connection was lost, and shows what was missed", async () => {
    const { urls } = await emulate();
    const { page } = await open(urls.http);
    await page.locator(".link.live").waitFor();
    await page.context().setOffline(true);
    await page.route("**/torpedo/v1/events*", (route) => route.abort());
    await page.reload().catch(() => {});
    await page.context().setOffline(false);
    await page.goto(`${urls.http}/#/default/messages`);
    await page.locator(".link.lost, .link.connecting").first().waitFor();
    await clients["Sophia HTTP"]?.(urls, "11999990001", "while away");
    await page.unroute("**/torpedo/v1/events*");
    await page.locator(".link.live").waitFor();
    await page.locator(".virtual [role=option]").filter({ hasText: "while away" }).waitFor();
  });

  it("a sandbox is made, and shows only what is its own", async () => {
    const { urls } = await emulate();
    await clients["Sophia HTTP"]?.(urls, "11999990001", "in default");
    const { page } = await open(urls.http, "#/default/connect/sophia");
    await page.getByRole("textbox", { name: "Name" }).fill("ci-7");
    await page.getByRole("button", { name: "Create" }).click();
    await page.waitForURL(/#\/ci-7\/connect/);
    const command = await page.getByRole("group", { name: "Send one SMS" }).innerText();
    await page.getByRole("link", { name: "Sophia (HTTP)" }).click();
    await page.getByText("DEMO-SOPHIA-TOKEN").waitFor({ state: "detached" });
    expect(command).not.toContain("DEMO");
    await page.getByRole("link", { name: "Messages" }).first().click();
    await page.getByRole("heading", { name: "No message yet" }).waitFor();
    await page.getByRole("combobox", { name: "Sandbox" }).selectOption("default");
    await page.locator(".virtual [role=option]").filter({ hasText: "in default" }).waitFor();
  });
});
