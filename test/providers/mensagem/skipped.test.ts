// DLR code 9, "A MENSAGEM FOI IGNORADA": by a life, a test number and a forced status, over SMPP and at Sophia. failed-report.test.ts has the call-back.

import { afterEach, describe, expect, it } from "vitest";
import { emulate, sendMensagem, sendSophia, undoAll } from "../../support/sandboxed.ts";
import { bind, sms, startEsme } from "./smpp/support/smsc.ts";

afterEach(undoAll);

const life = { scenario: "s", rules: [{ rule: "r", when: {}, then: [{ life: "skipped" }] }] };

describe("a skipped message", () => {
  it.each(["11900016200", "11999990001"])("has message_state 9 and REJECTD in its receipt, %s", async (to) => {
    const emulator = await emulate();
    if (to.endsWith("1")) await emulator.scenario.put(life);
    const esme = startEsme();
    const session = await bind(esme, emulator.urls.smpp);
    await esme.request(session, "submit_sm", { ...sms, destination_addr: to });
    await emulator.clock.advance(60_000);
    const receipt = await esme.pdu(session, "deliver_sm");
    expect(receipt["message_state"]).toBe(9);
    expect(JSON.stringify(receipt["short_message"])).toContain("stat:REJECTD");
  });

  it("is 4 in dlr.php of Sophia, by test number", async () => {
    const emulator = await emulate();
    const id = await sendSophia(emulator, { destino: "11900016200" });
    await emulator.clock.advance(60_000);
    const answer = await fetch(`${emulator.urls.http}/api/dlr.php?token=DEMO-SOPHIA-TOKEN&id=${id}`);
    expect(await answer.json()).toMatchObject({ dlr: [{ status: "4" }] });
  });

  it("can be forced by a timeline's report", async () => {
    const emulator = await emulate();
    await emulator.scenario.put({
      scenario: "s",
      rules: [{ rule: "r", when: {}, then: [{ life: "stuck" }] }],
      timeline: [{ at: "1h", do: { report: { status: "skipped" } } }],
    });
    await sendMensagem(emulator);
    await emulator.clock.advance("2h");
    expect(await emulator.messages()).toMatchObject([{ status: "skipped" }]);
  });
});
