// The journal of a session: every PDU with its answer, raw, without passwords, keep-alives bounded.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startEmulator } from "../../../../src/client/start-emulator.ts";
import { hostClock } from "../../../../src/clock/host-clock.ts";
import { createEvents } from "../../../../src/core/events.ts";
import { decode } from "../../../../src/protocols/smpp/decode.ts";
import { openStore } from "../../../../src/storage/store.ts";
import { Esme } from "../../../protocols/smpp/support/esme.ts";

it("keeps requests, deliveries and what the room answers by itself", async () => {
  const folder = await mkdtemp(join(tmpdir(), "torpedo-journal-"));
  await using esme = new Esme();
  try {
    const data = join(folder, "journal.db");
    const ports = { httpPort: 0, mensagemPort: 0, smppPort: 0 };
    const emulator = await startEmulator({ ...ports, data, clock: "manual", logLevel: "silent" });
    const session = await esme.connect({ url: `smpp://${emulator.urls.smpp}` });
    const user = { system_id: "126b114c", password: "smpp9500", system_type: "VMA", interface_version: 0x34 };
    await esme.request(session, "submit_sm", { destination_addr: "11999990001", short_message: "Cedo" });
    await esme.request(session, "bind_transceiver", user);
    await esme.request(session, "submit_sm", {
      destination_addr: "11999990001",
      short_message: "Oi",
      registered_delivery: 1,
      validity_period: "000000000030000R",
    });
    await emulator.clock.advance(10_000);
    await esme.pdu(session, "deliver_sm");
    for (let n = 0; n < 20; n++) await esme.request(session, "enquire_link");
    await esme.request(session, "unbind");
    await esme.closed(session);
    await emulator.stop();

    const retention = { messages: 1_000, requests: 1_000, requestBytes: 1e9, callbacks: 1_000 };
    const store = openStore({
      file: data,
      durability: "process",
      retention,
      events: createEvents(),
      hostClock,
      journalBytes: 65_536,
    });
    const requests = store.journal.list("default", {});
    store.close();
    expect(
      requests.map(({ operation, code }) => [operation, code]).filter(([name]) => name !== "enquire_link"),
    ).toEqual([
      ["submit_sm", "ESME_RINVBNDSTS"],
      ["bind_transceiver", "ESME_ROK"],
      ["submit_sm", "ESME_ROK"],
      ["deliver_sm", "ESME_ROK"],
      ["unbind", "ESME_ROK"],
    ]);
    expect(requests.filter(({ operation }) => operation === "enquire_link")).toHaveLength(10);
    expect(requests.every(({ answer }) => Buffer.isBuffer(answer) && "command" in decode(answer))).toBe(true);
    expect(requests.some(({ request }) => request.includes("smpp9500"))).toBe(false);
    expect(requests[1]?.findings.map(({ text }) => text)).toEqual(["system_type is not SMPP, as the document has it"]);
    expect(requests[2]?.findings.map(({ text }) => text)).toEqual([
      "the source has not TON 1 and NPI 1, as the document wants it",
      "the validity of the message is under a minute",
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
