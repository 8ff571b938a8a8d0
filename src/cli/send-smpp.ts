import type { Pdu, Session as SmppSession } from "smpp";
import type { Account } from "../core/account.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Provider } from "../providers/provider.ts";
import type { SmppSample } from "../providers/sample.ts";
import { assignments, type CommandSession, type Flags, isOn, needed, textOf } from "./flags.ts";
import { exit } from "./host.ts";
import { jsonText, printable } from "./printable.ts";
import type { Terminal } from "./terminal.ts";
import { accountFor, withEmulator } from "./with-emulator.ts";

const timeoutMs = 10_000;

interface Way {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly credential: { readonly system_id: string; readonly password: string };
}

/**
 * `torpedo send smpp`: binds as a transmitter, submits one SMS, unbinds, by the independent client node-smpp. Prints the
 * message_id; exit code 1 when the emulator refuses or does not answer.
 */
export async function sendSmpp(
  provider: Provider,
  sample: SmppSample,
  { terminal }: CommandSession,
  flags: Flags,
): Promise<number> {
  const sms = { to: needed(flags, "to", "--to 5511999990001"), text: needed(flags, "text", "--text Oi") };
  const fields = [...Object.entries(sample.message(sms)), ...assignments(flags, "field")];
  const message = Object.fromEntries(fields.map(([name, value]) => [name, pduValue(name, value)]));
  const way = await wayFor(provider, sample, flags);
  const print = (outcome: object): void => {
    if (isOn(flags, "json")) terminal.out(`${jsonText({ sample: way.tls ? "smpps" : "smpp", ...outcome })}\n`);
  };
  const refused = (step: string, code: string): number => {
    print({ accepted: false, code, meaning: step, answer: "" });
    return fails(terminal, `${step} was refused with ${code}`);
  };

  const { default: smpp } = await import("smpp");
  const nameOf = (status: number): string =>
    Object.keys(smpp.errors).find((name) => smpp.errors[name] === status) ?? `0x${status.toString(16)}`;
  const { host, port, tls } = way;
  const session = smpp.connect({ host, port, tls, rejectUnauthorized: false });
  try {
    await happens(session, (done) => session.once(tls ? "secureConnect" : "connect", done));
    const bindAnswer = await happens<Pdu>(session, (done) =>
      session.bind_transmitter({ ...way.credential, system_type: "SMPP" }, done),
    );
    if (bindAnswer.command_status !== 0) return refused("the bind", nameOf(bindAnswer.command_status));
    const answer = await happens<Pdu>(session, (done) => session.submit_sm(message, done));
    if (answer.command_status !== 0) return refused("submit_sm", nameOf(answer.command_status));
    const id = String(answer["message_id"]);
    print({ accepted: true, code: "ESME_ROK", meaning: "", answer: id });
    if (!isOn(flags, "json")) terminal.out(`message_id ${printable(id)}\n`);
    await happens(session, (done) => session.unbind(done));
    return exit.done;
  } catch (error) {
    return fails(terminal, `${host}:${port} ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    session.destroy();
  }
}

function fails(terminal: Terminal, sentence: string): number {
  terminal.err(`torpedo: ${printable(sentence)}.\n`);
  return exit.failed;
}

/** Asks no emulator for a listener that is named by HOST:PORT: credentials then are those of the default account. */
async function wayFor(provider: Provider, sample: SmppSample, flags: Flags): Promise<Way> {
  const url = textOf(flags, "url");
  const credentials = (account: Account): Way["credential"] => {
    const { system_id: id = "", password = "" } = sample.credentials(account);
    return { system_id: textOf(flags, "system-id") ?? id, password: textOf(flags, "password") ?? password };
  };
  if (url !== undefined && !/^https?:/.test(url)) {
    return { ...endpoint(url), tls: isOn(flags, "tls"), credential: credentials(provider.defaultAccount) };
  }
  return withEmulator(flags, async (connected) => {
    const { url: origin, emulator } = connected;
    const account = await accountFor(provider.id, connected, flags);
    const tls = isOn(flags, "tls");
    const address = tls ? emulator.urls.smpps : emulator.urls.smpp;
    if (address === undefined || address === "") {
      const remedy = tls ? "start it with --smpps-port, --tls-cert and --tls-key" : "start it with --smpp-port";
      throw new UsageError({ where: origin, problem: "has no such SMPP listener", remedy, kind: "missing" });
    }
    return { ...endpoint(address), tls, credential: credentials(account) };
  });
}

function endpoint(url: string): { host: string; port: number } {
  const match = /^(?:smpps?:\/\/)?(?:\[([^\]]+)\]|([^:/[\]]+)):(\d{1,5})$/.exec(url);
  const host = match?.[1] ?? match?.[2];
  if (host !== undefined) return { host, port: Number(match?.[3]) };
  const remedy = "give the SMPP listener, for example 127.0.0.1:9500, or the HTTP listener";
  throw new UsageError({ where: "--url", problem: "must be HOST:PORT", value: url, remedy });
}

/** Fields of submit_sm that are text even where figures stand in them (SMPP 3.4, 4.4.1); the others are numbers. */
const texts = new Set([
  "service_type",
  "source_addr",
  "destination_addr",
  "schedule_delivery_time",
  "validity_period",
  "short_message",
  "message_payload",
]);

function pduValue(name: string, value: string): string | number {
  return !texts.has(name) && /^\d{1,10}$/.test(value) ? Number(value) : value;
}

/** Waits for one thing of the session, or for its end. */
function happens<T>(session: SmppSession, start: (done: (value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    session.socket.setTimeout(timeoutMs, () => reject(new Error(`did not answer within ${timeoutMs / 1000} s`)));
    session.once("error", reject);
    session.once("close", () => reject(new Error("closed the connection")));
    start(resolve);
  });
}
