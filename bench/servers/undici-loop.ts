// The yardstick of callbacks: undici's `request` in a bare loop, 16 under way at once, nothing stored.

import { Agent, request } from "undici";
import { serve } from "./serve.ts";

const agent = new Agent({ connections: 16, pipelining: 1 });

async function loop(url: string, count: number): Promise<void> {
  let next = 0;
  const requestInTurn = async (): Promise<void> => {
    while (next++ < count) {
      const { body } = await request(url, { dispatcher: agent });
      await body.dump();
    }
  };
  await Promise.all(Array.from({ length: 16 }, requestInTurn));
}

process.on("message", (what) => {
  if (typeof what !== "object" || what === null || !("url" in what) || !("count" in what)) return;
  void loop(String(what.url), Number(what.count)).then(() => process.send?.({ done: true }));
});
serve({}, () => agent.close());
