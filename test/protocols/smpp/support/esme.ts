// The other side of esme.mjs: an independent client in a child process.

import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";

/** A PDU as node-smpp decodes it, after JSON. */
export type NodeSmppPdu = Readonly<Record<string, unknown>> & {
  readonly command: string;
  readonly command_status: number;
};

interface Message {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: string;
  readonly event?: "pdu" | "close";
  readonly session?: number;
  readonly pdu?: NodeSmppPdu;
}

export class Esme {
  readonly #child: ChildProcess;
  readonly #requests = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  readonly #events: Message[] = [];
  #wake: (() => void)[] = [];
  #last = 0;

  constructor() {
    this.#child = fork(join(import.meta.dirname, "esme.mjs"), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    this.#child.on("message", (message: Message) => this.#heard(message));
  }

  async connect(options: Readonly<Record<string, unknown>>): Promise<number> {
    return Number(await this.#call("connect", [options]));
  }

  async request(
    session: number,
    command: string,
    fields: Readonly<Record<string, unknown>> = {},
  ): Promise<NodeSmppPdu> {
    const answer = await this.#call("ask", [session, command, fields]);
    if (!isPdu(answer)) throw new Error(`no PDU: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** The next PDU of that command that arrived on the session. */
  async pdu(session: number, command: string): Promise<NodeSmppPdu> {
    const { pdu } = await this.#next((message) => message.session === session && message.pdu?.command === command);
    if (pdu === undefined) throw new Error("no PDU");
    return pdu;
  }

  async closed(session: number): Promise<void> {
    await this.#next((message) => message.session === session && message.event === "close");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.disconnect();
    await gone;
  }

  async #next(fits: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const index = this.#events.findIndex(fits);
      const [result] = index < 0 ? [] : this.#events.splice(index, 1);
      if (result !== undefined) return result;
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  #call(call: string, args: readonly unknown[]): Promise<unknown> {
    const id = ++this.#last;
    this.#child.send({ id, call, args });
    return new Promise((resolve, reject) => this.#requests.set(id, { resolve, reject }));
  }

  #heard(message: Message): void {
    if (message.id === undefined) {
      this.#events.push(message);
      for (const wake of this.#wake.splice(0)) wake();
    } else if (message.error === undefined) this.#requests.get(message.id)?.resolve(message.result);
    else this.#requests.get(message.id)?.reject(new Error(message.error));
  }
}

function isPdu(value: unknown): value is NodeSmppPdu {
  return typeof value === "object" && value !== null && "command" in value;
}
