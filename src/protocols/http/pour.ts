// A long answer in parts: the next one is asked for when the client has taken those before.

import { writeHead } from "./answer.ts";
import type { HttpAnswer } from "./call.ts";
import type { Reply } from "./reply.ts";
import { cutWhenStalled } from "./stalled.ts";
import type { Turn } from "./turn.ts";

export function pour(answer: HttpAnswer, parts: NonNullable<Reply["parts"]>, turn: Turn): void {
  const { res, door } = turn;
  writeHead(res, answer, turn.date(), null);
  const room = (): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        res.removeListener("drain", done);
        res.removeListener("close", done);
        resolve();
      };
      res.once("drain", done);
      res.once("close", done);
    });
  const all = async (): Promise<void> => {
    for await (const part of parts) {
      if (part === null) res.destroy();
      if (res.destroyed || part === null) return;
      const taken = res.write(part);
      cutWhenStalled(res, door.clock);
      if (!taken) await room();
      if (res.destroyed) return;
    }
    res.end();
    cutWhenStalled(res, door.clock);
  };
  all().catch((error: unknown) => {
    // Nobody is left to miss it.
    if (!res.destroyed) turn.failed(error);
  });
}
