// Sends raw bytes to a port and gives the first answer, taken apart by hand.

import { connect } from "node:net";

export interface RawAnswer {
  readonly status: number;
  readonly reason: string;
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  /** Names as sent, in order. */
  readonly headerNames: readonly string[];
  readonly body: Buffer;
}

/** The connection must be closed by the server (the requests say so). Interim answers (100) are skipped. */
export async function rawRoundTrip(port: number, bytes: Buffer): Promise<RawAnswer> {
  const received = await new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("end", () => resolve(Buffer.concat(chunks)));
    socket.on("error", reject);
  });
  return parseAnswer(received);
}

function parseAnswer(received: Buffer): RawAnswer {
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) throw new Error(`no answer in ${JSON.stringify(received.toString("latin1").slice(0, 200))}`);
  const [statusLine = "", ...lines] = received.subarray(0, end).toString("latin1").split("\r\n");
  const [, status = "0", ...reason] = statusLine.split(" ");
  if (status === "100") return parseAnswer(received.subarray(end + 4));
  const pairs = lines.map(
    (line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()] as const,
  );
  const headers = new Map(pairs.map(([name, value]) => [name.toLowerCase(), value]));
  const length = Number(headers.get("content-length") ?? "0");
  return {
    status: Number(status),
    reason: reason.join(" "),
    headers,
    headerNames: pairs.map(([name]) => name),
    body: received.subarray(end + 4, end + 4 + length),
  };
}
