// The bound SMPP sessions of a sandbox, as the library and the control API list them.

import { afterEach, expect, it } from "vitest";
import { connectEmulator } from "../../src/client/index.ts";
import { connect } from "../support/esme.ts";
import { emulate, later, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

it("lists who is bound, how, since when, and what is to be said of it", async () => {
  const emulator = await emulate();
  const { urls, clock } = emulator;
  const api = emulator;
  const afar = await connectEmulator({ url: urls.http });
  expect(await api.sessions()).toEqual([]);
  const bind = { system_id: "126b114c", password: "smpp9500" };
  const first = await connect(urls.smpp);
  later(() => first.close());
  await first.request("bind_transmitter", { ...bind, system_type: "VMA", address_range: "5511" });
  await clock.advance("5m");
  const second = await connect(urls.smpp);
  later(() => second.close());
  await second.request("bind_transceiver", { ...bind, system_type: "SMPP" });
  await second.request("enquire_link", {});
  const refused = await connect(urls.smpp);
  later(() => refused.close());
  await refused.request("bind_transceiver", { ...bind, password: "wrong" });

  const [item, two, ...more] = await api.sessions();
  expect(more).toEqual([]);
  const now = (await clock.read()).now;
  const began = now - 300_000;
  expect(item).toMatchObject({
    account: "mensagem/main",
    bind: "bind_transmitter",
    state: "BOUND_TX",
    since: began,
    systemId: "126b114c",
    systemType: "VMA",
    addressRange: "5511",
    listener: "smpp",
    findings: [{ text: "system_type is not SMPP, as the document has it" }],
  });
  expect(two).toMatchObject({ state: "BOUND_TRX", since: now, findings: [], enquireLinks: 1, inFlight: 0 });
  expect(two?.window).toBeGreaterThan(0);
  // A session is named as its requests are.
  expect((await api.requests({ remote: item?.remote ?? "" })).map(({ operation }) => operation)).toContain(
    "bind_transmitter",
  );
  expect(await afar.sessions()).toEqual(await api.sessions());
  await emulator.sandbox("other");
  expect(await emulator.existing("other").sessions()).toEqual([]);
  await expect(emulator.existing("nowhere").sessions()).rejects.toThrow("nowhere");

  await second.request("unbind", {});
  expect(await api.sessions()).toMatchObject([{ remote: item?.remote }]);
});
