import type { Pdu, Session } from "smpp";
import { UsageError } from "../core/usage-error.ts";
import { exit } from "./host.ts";

const timeoutMs = 10_000;

/**
 * `torpedo send smpp`: binds as a transmitter, submits one SMS, unbinds, by the independent client node-smpp. Prints the
 * message_id; exit code 1 when the emulator refuses or does not answer.
 */
export async function sendSmpp(flags: Readonly<Record<string, unknown>>): Promise<number> {
  const need = (name: string): string => {
    const value = flags[name];
    if (typeof value === "string" && value !== "") return value;
    throw new UsageError({
      where: `--${name}`,
      problem: "is missing",
      remedy: "torpedo send smpp --help shows an example",
    });
  };
  const { host, port } = door(need("url"));
  const credential = { system_id: need("system-id"), password: need("password") };
  const message = { destination_addr: need("to"), short_message: need("text"), registered_delivery: 1 };

  const { default: smpp } = await import("smpp");
  const nameOf = (status: number): string =>
    Object.keys(smpp.errors).find((name) => smpp.errors[name] === status) ?? `0x${status.toString(16)}`;
  const tls = flags["tls"] === true;
  const session = smpp.connect({ host, port, tls, rejectUnauthorized: false });
  try {
    await happens(session, (done) => session.once(tls ? "secureConnect" : "connect", done));
    const bound = await happens<Pdu>(session, (done) => session.bind_transmitter(credential, done));
    if (bound.command_status !== 0) return refused(`the bind was refused with ${nameOf(bound.command_status)}`);
    const answer = await happens<Pdu>(session, (done) => session.submit_sm(message, done));
    if (answer.command_status !== 0) return refused(`submit_sm was refused with ${nameOf(answer.command_status)}`);
    process.stdout.write(`message_id ${String(answer["message_id"])}\n`);
    await happens(session, (done) => session.unbind(done));
    return exit.done;
  } catch (error) {
    return refused(`${host}:${port} ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    session.destroy();
  }
}

function refused(sentence: string): number {
  process.stderr.write(`torpedo: ${sentence}.\n`);
  return exit.failed;
}

function door(url: string): { host: string; port: number } {
  const match = /^(?:smpp:\/\/)?(?:\[([^\]]+)\]|([^:/[\]]+)):(\d{1,5})$/.exec(url);
  const host = match?.[1] ?? match?.[2];
  if (host !== undefined) return { host, port: Number(match?.[3]) };
  throw new UsageError({
    where: "--url",
    problem: "must be HOST:PORT",
    value: url,
    remedy: "give the SMPP door, for example 127.0.0.1:9500",
  });
}

/** Waits for one thing of the session, or for its end. */
function happens<T>(session: Session, start: (done: (value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    session.socket.setTimeout(timeoutMs, () => reject(new Error(`did not answer within ${timeoutMs / 1000} s`)));
    session.once("error", reject);
    session.once("close", () => reject(new Error("closed the connection")));
    start(resolve);
  });
}
