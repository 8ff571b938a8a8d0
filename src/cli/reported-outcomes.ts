// Receiver of `TORPEDO_REPORT_URL`: a client or its test posts how it understood an answer.

import { createServer, type IncomingMessage } from "node:http";
import { type ReportedOutcome, reportedOutcome, reportedWords } from "../checks/sweep/reported-outcome.ts";

/** Octets of a body, and outcomes of a run. */
const longestBody = 1_024;
const maxOutcomes = 100;

export interface OutcomeReceiver {
  /** Address for a run; what it gets is in the list. */
  urlFor(run: string, reported: ReportedOutcome[]): string;
  stop(): Promise<void>;
}

export async function receiveOutcomes(): Promise<OutcomeReceiver> {
  const runs = new Map<string, ReportedOutcome[]>();
  const server = createServer(async (request, response) => {
    const [status, text] = await take(request, runs.get(request.url ?? ""));
    response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", Connection: "close" });
    response.end(text === "" ? undefined : `${text}\n`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    urlFor(run, reported) {
      runs.set(`/${run}`, reported);
      return `http://127.0.0.1:${port}/${run}`;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @returns status and sentence of the answer */
async function take(request: IncomingMessage, reported: ReportedOutcome[] | undefined): Promise<[number, string]> {
  if (reported === undefined) return [404, "no run has this address"];
  if (request.method !== "POST") return [405, "post an outcome here"];
  const chunks: Buffer[] = [];
  let octets = 0;
  try {
    for await (const chunk of request) {
      octets += chunk.length;
      if (octets > longestBody) return [413, `an outcome has at most ${longestBody} octets`];
      chunks.push(chunk);
    }
  } catch {
    return [400, "the body did not end"];
  }
  const read = reportedOutcome.safeParse(jsonOf(Buffer.concat(chunks).toString()));
  if (!read.success)
    return [400, `write {"to":"5511999990001","outcome":"sent"}; an outcome is one of ${reportedWords.join(", ")}`];
  if (reported.length >= maxOutcomes) return [429, `a run reports at most ${maxOutcomes} outcomes`];
  reported.push(read.data);
  return [204, ""];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
