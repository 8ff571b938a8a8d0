// An ESME by node-smpp, the independent client: asks, keeps what it receives and acknowledges it, and keep-alives.

import { createRequire } from "node:module";

/** A PDU as node-smpp decodes it, as far as tests look at it. */
export interface EsmePdu {
  readonly command: string;
  readonly command_status: number;
  readonly message_id?: string;
  readonly receipted_message_id?: string;
  readonly message_state?: number;
  readonly esm_class?: number;
  readonly source_addr?: string;
  readonly destination_addr?: string;
  readonly short_message?: { readonly message: string; readonly udh?: Buffer | readonly Buffer[] };
  response(): EsmePdu;
}
interface EsmeSession {
  on(event: "pdu", listener: (pdu: EsmePdu) => void): void;
  on(event: "error" | "connect" | "close", listener: (error?: Error) => void): void;
  send(pdu: EsmePdu | object, done?: (answer: EsmePdu) => void): void;
  destroy(): void;
}
interface NodeSmpp {
  connect(options: { readonly url: string }): EsmeSession;
  readonly PDU: new (command: string, fields: object) => object;
}

export interface Esme {
  request(command: string, fields: object): Promise<EsmePdu>;
  /** Every deliver_sm so far. */
  readonly received: readonly EsmePdu[];
  /** Resolves when the connection is gone, and all that came on it is in `received`. */
  readonly gone: Promise<void>;
  close(): void;
}

/** Connects to `host:port`. */
export async function connect(address: string): Promise<Esme> {
  const smpp: NodeSmpp = createRequire(import.meta.url)("smpp");
  const session = smpp.connect({ url: `smpp://${address}` });
  const received: EsmePdu[] = [];
  session.on("pdu", (pdu) => {
    if (pdu.command !== "deliver_sm" && pdu.command !== "enquire_link") return;
    if (pdu.command === "deliver_sm") received.push(pdu);
    session.send(pdu.response());
  });
  const gone = new Promise<void>((resolve) => session.on("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    session.on("connect", () => resolve());
    session.on("error", reject);
  });
  return {
    request: (command, fields) => new Promise((resolve) => session.send(new smpp.PDU(command, fields), resolve)),
    received,
    gone,
    close: () => session.destroy(),
  };
}
