import { expect, it } from "vitest";
import { eventNames } from "../../../src/inbox/page/remote/live.ts";

function stream(...chunks: string[]): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(bytes.encode(chunk));
      controller.close();
    },
  });
}
async function names(...chunks: string[]): Promise<string[]> {
  const all: string[] = [];
  for await (const name of eventNames(stream(...chunks))) all.push(name);
  return all;
}

it("reads the names of events, however they are cut", async () => {
  const text = 'id: 1\nevent: message\ndata: {"a":"ç😀"}\n\n: still here\n\nevent: clock\r\ndata: 1\r\n\r\n';
  expect(await names(text)).toEqual(["message", "clock"]);
  expect(await names(...text)).toEqual(["message", "clock"]);
});

it("does not tell an event that is not whole", async () => {
  expect(await names("event: message\ndata: 1\n")).toEqual([]);
});
