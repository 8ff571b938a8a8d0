// A client over SMPP with ten mistakes: conduct finds these ten and no other.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { connect } from "../../support/esme.ts";
import { emulate, scratch, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);

const scenario = `
scenario: Provokes mistakes over SMPP
rules:
  - rule: the number does not exist
    when: { operation: submit_sm, text: "Numero*" }
    then: [ answer: ESME_RINVDSTADR ]
  - rule: too fast
    when: { operation: submit_sm, text: "Rapido*", nth: 1 }
    then: [ answer: throttled ]
  - rule: the answer is lost
    when: { operation: submit_sm, text: "Perdida*", nth: 1 }
    then: [ fault: lose-answer ]
`;
const credentials = { system_id: "126b114c", password: "smpp9500" };
const source = { source_addr: "28149", source_addr_ton: 1, source_addr_npi: 1 };
const message = (text: string | Buffer, more: object = {}) => ({
  ...source,
  destination_addr: "11999990001",
  short_message: text,
  ...more,
});
/** A segment with the reference 7. */
const segment = (part: number, octets: Buffer) =>
  message(Buffer.concat([Buffer.from([5, 0, 3, 7, 2, part]), octets]), { esm_class: 0x40, data_coding: 0 });

it("finds the ten mistakes of a planted client over SMPP, and no other", async () => {
  const file = join(scratch(), "ten.yaml");
  writeFileSync(file, scenario);
  const emulator = await emulate({}, { clock: "real", scenario: file });
  // TC601, TC602: the same refused password at once, again and again.
  for (let attempt = 0; attempt < 4; attempt++) {
    const refused = await connect(emulator.urls.smpp);
    await refused.request("bind_transmitter", { ...credentials, password: "wrong" });
    refused.close();
  }
  const esme = await connect(emulator.urls.smpp);
  await esme.request("bind_transmitter", credentials);
  // TC101: a permanent refusal again. TC108: throttled, and on at once. TC201: again after a lost answer.
  for (let attempt = 0; attempt < 2; attempt++) await esme.request("submit_sm", message("Numero errado"));
  for (let attempt = 0; attempt < 3; attempt++) await esme.request("submit_sm", message("Rapido"));
  void esme.request("submit_sm", message("Perdida"));
  await esme.request("submit_sm", message("Perdida"));
  // TC609: half a character of UCS-2. TC610: no TON and NPI. TC612: a segment ends inside an escape.
  await esme.request("submit_sm", message(Buffer.from("\0O\0i\0"), { data_coding: 8 }));
  await esme.request("submit_sm", message("Sem TON", { source_addr_ton: 0, source_addr_npi: 0 }));
  await esme.request("submit_sm", segment(1, Buffer.concat([Buffer.alloc(150, "a"), Buffer.from([0x1b])])));
  await esme.request("submit_sm", segment(2, Buffer.concat([Buffer.from("e"), Buffer.alloc(20, "b")])));
  // TC301: a message that nobody sent. TC607: no unbind.
  await esme.request("query_sm", { ...source, message_id: "00000000000000000000000000000000" });
  esme.close();
  const violated = async () => {
    // A busy machine makes pauses long.
    const { results } = await emulator.conduct({
      rules: { rules: { TC108: { pause: "1h", inFlight: 0 }, TC601: { pause: "1h" }, TC201: { patience: 0 } } },
    });
    return results.filter(({ verdict }) => verdict === "violated").map(({ id }) => id);
  };
  const planted = ["TC101", "TC108", "TC201", "TC301", "TC601", "TC602", "TC607", "TC609", "TC610", "TC612"];
  await expect.poll(violated).toEqual(planted);
});
