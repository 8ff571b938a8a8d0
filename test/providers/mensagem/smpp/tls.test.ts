// SMPP over TLS on the emulator's own port, with a certificate made for the test, by node-smpp.

import { afterEach, expect, it } from "vitest";
import { connectRaw } from "../../../protocols/smpp/support/client.ts";
import { certificate } from "../../../support/certificate.ts";
import { emulate, scratch, undoAll } from "../../../support/sandboxed.ts";
import { idOf, receiptedOf, sms, startEsme, statusOf, user } from "./support/smsc.ts";

afterEach(undoAll);
const secured = (): ReturnType<typeof emulate> => emulate({}, { smppsPort: 0, ...certificate(scratch(), "smsc") });

it("binds, submits and gets the receipt over TLS (S14)", async () => {
  const emulator = await secured();
  const esme = startEsme();
  const session = await esme.connect({ url: `ssmpp://${emulator.urls.smpps}`, tls: true, rejectUnauthorized: false });
  expect(statusOf(await esme.request(session, "bind_transceiver", user))).toBe("ESME_ROK");
  const submitted = await esme.request(session, "submit_sm", sms);
  expect(statusOf(submitted)).toBe("ESME_ROK");
  await emulator.clock.advance(10_000);
  expect(receiptedOf(await esme.pdu(session, "deliver_sm"))).toBe(idOf(submitted));
  expect(statusOf(await esme.request(session, "unbind"))).toBe("ESME_ROK");
  await esme.closed(session);
});

it("is trusted by who takes its own certificate as an authority, and by no other", async () => {
  const emulator = await emulate({}, { smppsPort: 0, httpsPort: 0, tlsSelfSigned: "on" });
  const [url, esme] = [`ssmpp://${emulator.urls.smpps}`, startEsme()];
  const ca = await (await fetch(`${emulator.urls.http}/torpedo/v1/certificate`)).text();
  // Behind it stands the authority of the proxy.
  expect(ca).toContain(emulator.certificate);
  const session = await esme.connect({ url, tls: true, ca });
  expect(statusOf(await esme.request(session, "bind_transceiver", user))).toBe("ESME_ROK");
  await expect(esme.connect({ url, tls: true })).rejects.toThrow();
});

it("closes quietly on who does not speak TLS, and serves the next", async () => {
  const emulator = await secured();
  const plain = await connectRaw(Number(emulator.urls.smpps?.split(":").at(-1)));
  plain.send(Buffer.from("GET / HTTP/1.1\r\n\r\n"));
  await plain.waitGone();
  const esme = startEsme();
  const session = await esme.connect({ url: `ssmpp://${emulator.urls.smpps}`, tls: true, rejectUnauthorized: false });
  expect(statusOf(await esme.request(session, "bind_receiver", user))).toBe("ESME_ROK");
});
