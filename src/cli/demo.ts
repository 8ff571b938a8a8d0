// Fills the sandbox `default` for a first look: `torpedo start --demo`. Everything shown was sent through the listeners.

import { createServer } from "node:http";
import { inProcess } from "../api/in-process.ts";
import { createEmulator } from "../client/sandbox.ts";
import type { Addresses } from "../config/sample-requests.ts";
import { accountKey } from "../core/account.ts";
import { defaultSandbox } from "../core/sandbox.ts";
import type { RunningEmulator } from "../emulator.ts";
import type { Provider } from "../providers/provider.ts";
import { sendHttp } from "./send-http.ts";

interface Demo {
  readonly emulator: RunningEmulator;
  readonly registry: readonly Provider[];
  /** Addresses that can be called from this machine. */
  readonly urls: Addresses;
}

const marina = "11987654321";
/** Recipient and text of each message; the numbers 1190001… are test numbers, whose statuses and replies differ. */
const messages: readonly (readonly [to: string, text: string])[] = [
  [marina, "Ola Marina, seu pedido 8812 saiu para entrega e chega hoje ate 18h."],
  ["21998765432", "Codigo 481-221. Nao compartilhe com ninguem."],
  [marina, "Atenção: você já pode retirar a encomenda na agência."],
  ["31977776666", "Cupom VOLTA10: 10% na proxima compra."],
  ["11955554444", "Sua fatura vence amanha. Segunda via no aplicativo."],
  ["11900012000", "Tecnico a caminho: chega entre 9h e 11h."],
  ["11900014000", "Lembrete: amanha tem reuniao as 9h."],
  ["11900010201", "Confirma a consulta de 03/03 as 14h30? Responda SIM."],
  ["11900010300", "Pagamento recebido. Obrigado!"],
];
/** Number whose reports come five minutes late. */
const late = [["11900017600", "Pedido entregue. Conte como foi."]] as const;
const refused = ["1199", "numero errado"] as const;

/**
 * Sends ten messages and one that is refused through the listeners, and an inbound message from a phone. Reports go to a
 * receiver that answers 200.
 * @returns how to stop the receiver
 */
export async function fillDemo({ emulator: running, registry, urls }: Demo): Promise<() => Promise<void>> {
  const emulator = createEmulator(inProcess(running.api), running);
  const receiver = createServer((request, response) => {
    request.resume();
    request.on("end", () => response.end("OK"));
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const listening = receiver.address();
  const address = `http://127.0.0.1:${typeof listening === "object" ? listening?.port : ""}`;
  const senders = sendersOf(registry, running, urls);
  const reporting = senders.filter(({ provider }) => provider.vocabulary.callbacks !== false);
  for (const { provider, account } of reporting)
    await emulator.accounts.change(accountKey(account), {
      callbacks: { dlr: `${address}/${provider.id}/dlr`, mo: `${address}/${provider.id}/mo` },
    });
  await sendAll(senders, messages);
  await sendAll(reporting, late);
  await sendAll(senders, [refused]);
  if (senders.length > 0) await emulator.sendInbound({ from: marina, text: "Obrigada! Pode deixar com o porteiro?" });
  return () => new Promise((resolve) => receiver.close(() => resolve()));
}

type Sender = ReturnType<typeof sendersOf>[number];

/** The HTTP samples that are shown, each with its provider's first account. */
function sendersOf(registry: readonly Provider[], { api }: RunningEmulator, urls: Addresses) {
  const accounts = api.store.accounts.list(defaultSandbox);
  return registry.flatMap((provider) => {
    const account = accounts.find((candidate) => candidate.provider === provider.id);
    const sample = provider.samples.find((candidate) => candidate.by === "http" && candidate.unshown !== true);
    if (account === undefined || sample?.by !== "http") return [];
    const own = provider.listener !== undefined && sample.ownListener !== undefined ? provider.listener.name : "http";
    return [{ provider, account, sample, url: urls[own] || urls["http"] || "" }];
  });
}

async function sendAll(senders: readonly Sender[], texts: readonly (readonly [to: string, text: string])[]) {
  for (const [index, [to, text]] of texts.entries()) {
    const sender = senders[index % senders.length];
    if (sender === undefined) return;
    const { provider, account, sample, url } = sender;
    await sendHttp(provider, sample, { url, account, sms: { to, text }, fields: {} });
  }
}
