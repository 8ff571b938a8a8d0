// The measured side of bench/figures/smpp.ts: the emulator as a user starts it (durable file store, journal), its clock quick so
// that the receipts of the default life come within the run; or, with the argument `bare`, a node-smpp server that stores
// nothing and sends a receipt behind each answer.

import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../../src/client/start-emulator.ts";
import { serve } from "./serve.ts";

interface BarePdu {
  readonly command: string;
  readonly source_addr: string;
  readonly destination_addr: string;
  response(fields?: object): object;
}
interface BareSession {
  on(event: "error", listener: () => void): void;
  on(event: "pdu", listener: (pdu: BarePdu) => void): void;
  send(pdu: object): void;
  deliver_sm(fields: object): void;
  destroy(): void;
}
interface BareServer {
  listen(port: number, host: string, done: () => void): void;
  address(): { readonly port: number };
  close(): void;
}

const id = "0123456789abcdef0123456789abcdef";
const receipt = `id:${id} sub:001 dlvrd:001 submit date:2603020900 done date:2603020900 stat:DELIVRD err:000 text:Ola, sua fatura venc`;

if (process.argv[2] === "bare") {
  const smpp: { createServer(open: (session: BareSession) => void): BareServer } = createRequire(import.meta.url)(
    "smpp",
  );
  const server = smpp.createServer((session) => {
    session.on("error", () => session.destroy());
    session.on("pdu", (pdu) => {
      if (pdu.command === "deliver_sm_resp") return;
      session.send(pdu.response({ message_id: id }));
      if (pdu.command !== "submit_sm") return;
      session.deliver_sm({
        source_addr: pdu.destination_addr,
        destination_addr: pdu.source_addr,
        esm_class: 4,
        short_message: receipt,
        receipted_message_id: id,
        message_state: 2,
      });
    });
  });
  server.listen(0, "127.0.0.1", () => serve({ smpp: server.address().port }, () => server.close()));
} else {
  const folder = mkdtempSync(join(tmpdir(), "torpedo-bench-"));
  const ports = { httpPort: 0, mensagemPort: 0, smppPort: 0 };
  const emulator = await startEmulator({
    ...ports,
    data: join(folder, "bench.db"),
    smpp: { connections: 2_000, connectionsPerAddress: 2_000, sessionsPerAccount: 2_000, window: 50 },
    logLevel: "error",
  });
  await emulator.scenario.put({
    scenario: "A life that ends at once",
    accounts: { "mensagem/main": { credits: 1_000_000_000 } },
    rules: [{ rule: "delivered", when: {}, then: [{ life: [{ delivered: "10ms" }] }] }],
  });
  const address = emulator.urls.smpp;
  const port = (url: string): number => Number(url.slice(url.lastIndexOf(":") + 1));
  const stop = async (): Promise<void> => {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  serve({ smpp: port(address), mensagem: port(emulator.urls.mensagem) }, stop, join(folder, "bench.db"));
}
