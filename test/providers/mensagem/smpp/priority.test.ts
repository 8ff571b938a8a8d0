// priority_flag (SMPP 3.4 5.2.14) as the order in which messages leave at one instant of the sandbox's clock.

import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import type { Esme } from "../../../protocols/smpp/support/esme.ts";
import { listen } from "../../../support/control.ts";
import { emulate, sendMensagem, undoAll } from "../../../support/sandboxed.ts";
import { bind, idOf, receipts, sms, startEsme, statusOf } from "./support/smsc.ts";

afterEach(undoAll);
/** The manual clock begins on 2026-03-02, 09:00 in São Paulo. */
const noon = "260302120000012-";
const flags = [0, 2, 3, 0, 1, 3];
/** By priority, of equals the older: places in `flags`. */
const order = [2, 5, 1, 4, 0, 3];

async function submitAll(esme: Esme, session: number, more: object): Promise<string[]> {
  const ids: string[] = [];
  for (const priority_flag of flags) {
    ids.push(idOf(await esme.request(session, "submit_sm", { ...sms, ...more, priority_flag })));
  }
  return order.map((place) => ids[place] ?? "");
}

/** The ids of the messages in the order in which they took a status. */
async function heard(emulator: Emulator, status: string): Promise<string[]> {
  const ids: string[] = [];
  await listen(emulator, {}, (event) => {
    if (event.kind === "status" && event.message.status === status) ids.push(event.message.id);
  });
  return ids;
}

describe("priority_flag (M12)", () => {
  it("orders what is scheduled for one instant, its statuses and its receipts", async () => {
    const emulator = await emulate();
    const esme = startEsme();
    const session = await bind(esme, emulator.urls.smpp);
    const [queued, sent] = [await heard(emulator, "queued"), await heard(emulator, "sent")];
    const expected = await submitAll(esme, session, { schedule_delivery_time: noon });
    expect((await emulator.messages()).map(({ priority }) => priority ?? 0)).toEqual(flags);
    await emulator.clock.advance("4h");
    expect(queued).toEqual(expected);
    expect(sent).toEqual(expected);
    expect(await receipts(esme, session, flags.length)).toEqual(expected);
  });

  it("orders what antifraud lets go together, and what came by other doors is 0", async () => {
    const emulator = await emulate();
    const esme = startEsme();
    const session = await bind(esme, emulator.urls.smpp);
    await emulator.scenario.put({
      scenario: "held",
      rules: [{ rule: "hold", when: { operation: ["submit_sm", "SEND"] }, then: [{ answer: "61" }] }],
      timeline: [{ at: "1h", do: { release: {} } }],
    });
    const sent = await heard(emulator, "sent");
    const expected = await submitAll(esme, session, {});
    await emulator.clock.advance("2h");
    expect(sent).toEqual(expected);
  });

  it("holds for more than the schedule takes at once, leaves nothing behind a cancelled one", async () => {
    const emulator = await emulate();
    const esme = startEsme();
    const session = await bind(esme, emulator.urls.smpp, "bind_transmitter");
    const sent = await heard(emulator, "sent");
    const request = (priority_flag: number) =>
      esme.request(session, "submit_sm", {
        ...sms,
        schedule_delivery_time: noon,
        registered_delivery: 0,
        priority_flag,
      });
    await Promise.all(Array.from({ length: 300 }, () => request(0)));
    const late = [idOf(await request(1)), idOf(await request(3)), idOf(await request(2))];
    const cancelled = { message_id: late[0], source_addr: "" };
    expect(statusOf(await esme.request(session, "cancel_sm", cancelled))).toBe("ESME_ROK");
    await emulator.clock.advance("4h");
    expect(sent).toHaveLength(302);
    expect(sent.slice(0, 2)).toEqual([late[1], late[2]]);
    expect((await emulator.info()).counts.due).toBe(0);
  });

  it("is none of an HTTP send", async () => {
    const emulator = await emulate();
    await sendMensagem(emulator);
    expect((await emulator.messages())[0]).not.toHaveProperty("priority");
  });
});
