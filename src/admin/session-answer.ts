import { z } from "zod";
import { accountKey } from "./answers.ts";

const text = z.string();
const number = z.number();

export const session = z
  .object({
    remote: text,
    door: z.enum(["smpp", "smpps"]),
    account: accountKey,
    bind: z.enum(["bind_receiver", "bind_transmitter", "bind_transceiver"]),
    state: z.enum(["BOUND_RX", "BOUND_TX", "BOUND_TRX"]),
    since: number,
    systemId: text,
    systemType: text,
    addressRange: text,
    window: number,
    inFlight: number,
    received: number,
    sent: number,
    enquireLinks: number,
    findings: z.array(z.object({ text, source: text })),
  })
  .meta({ id: "Session" });
