// PHP's own built-in server behind fixtures/php/reference.php: it tells what PHP makes of a request.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { type Agent, Agent as HttpAgent, request } from "node:http";

const script = new URL("../../../fixtures/php/reference.php", import.meta.url).pathname;

/** A request for PHP. Texts have an octet in each character. */
export interface PhpQuestion {
  readonly method: string;
  /** `/json` for json_decode, `/?…` for the variables. */
  readonly target: string;
  readonly contentType: string | null;
  readonly body: string;
}

export interface PhpReference {
  request(question: PhpQuestion): Promise<unknown>;
  stop(): void;
}

/** Starts PHP's server on a free port. */
export async function startPhp(): Promise<PhpReference> {
  const child = spawn("php", ["-n", "-d", "display_errors=0", "-S", "127.0.0.1:0", script], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const port = await new Promise<number>((resolve, reject) => {
    let sentences = "";
    child.stderr.on("data", (piece: Buffer) => {
      sentences += piece.toString();
      const result = /http:\/\/127\.0\.0\.1:(\d+)/.exec(sentences)?.[1];
      if (result !== undefined) resolve(Number(result));
    });
    child.once("exit", () => reject(new Error(`php: ${sentences}`)));
  });
  const agent = new HttpAgent({ keepAlive: false });
  return {
    request: (question) => answerOf(port, agent, question),
    stop() {
      agent.destroy();
      child.kill();
    },
  };
}

async function answerOf(
  port: number,
  agent: Agent,
  { method, target, contentType, body }: PhpQuestion,
): Promise<unknown> {
  const octets = Buffer.from(body, "latin1");
  const headers = {
    "Content-Length": octets.length,
    ...(contentType === null ? {} : { "Content-Type": contentType }),
  };
  const sent = request({ host: "127.0.0.1", port, method, path: target, agent, headers });
  sent.end(octets);
  const [answer] = await once(sent, "response");
  let text = "";
  for await (const piece of answer.setEncoding("utf8")) text += piece;
  return JSON.parse(text);
}
