import { expect, it } from "vitest";
import { eventsIn } from "../../../src/inbox/page/remote/live.ts";

function stream(...chunks: string[]): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(bytes.encode(chunk));
      controller.close();
    },
  });
}
async function events(...chunks: string[]): Promise<string[]> {
  const all: string[] = [];
  for await (const { name, data } of eventsIn(stream(...chunks))) all.push(`${name} ${data.trim()}`);
  return all;
}

it("reads the names and data of events, however they are cut", async () => {
  const text = 'id: 1\nevent: message\ndata: {"a":"ç😀"}\n\n: still here\n\nevent: clock\r\ndata: 1\r\n\r\n';
  expect(await events(text)).toEqual(['message {"a":"ç😀"}', "clock 1"]);
  expect(await events(...text)).toEqual(['message {"a":"ç😀"}', "clock 1"]);
});

it("does not tell an event that is not whole", async () => {
  expect(await events("event: message\ndata: 1\n")).toEqual([]);
});
