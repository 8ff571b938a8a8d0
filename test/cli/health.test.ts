// Remedies of `torpedo health`, by the state of what answers.

import { createServer } from "node:http";
import { afterEach, expect, it } from "vitest";
import { run } from "../support/cli.ts";
import { later, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

/** URL of a server that answers with this text. */
async function answering(status: number, text: string): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(status).end(text));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  later(() => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

it.each([
  [503, '{"status":"not ready","cause":"in other words"}', /\(in other words\); remove the cause\.\n$/],
  [503, '{"status":"not ready"}', /\(HTTP 503\); start it with torpedo start, or give another --url\.\n$/],
  [200, "a page", /\(HTTP 200, and not the answer of an emulator\); start it with torpedo start/],
])("names the remedy of HTTP %i with %s", async (status, text, sentence) => {
  const { code, stderr } = await run(["health", "--url", await answering(status, text)]);
  expect(stderr).toMatch(sentence);
  expect(code).toBe(1);
});
