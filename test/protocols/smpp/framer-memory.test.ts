// The framer never allocates by what a command_length announces, however hostile the stream and its fragments (W2).

import { describe, expect, it } from "vitest";
import { decode } from "../../../src/protocols/smpp/decode.ts";
import { Framer } from "../../../src/protocols/smpp/framer.ts";
import { amount } from "../../support/endurance/amount.ts";
import { seed } from "./support/mutations.ts";
import { submitSm } from "./support/octets.ts";

const max = 66_000;
const streamsOfRun = amount(2_000, 20_000);

describe("hostile streams", () => {
  it("cost no more than one unfinished PDU and one read", () => {
    let state = seed;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) % below;
    };
    const lengths = [0, 15, 16, 17, max - 1, max, max + 1, 0x7fffffff, 0x80000000, 0xffffffff];
    const before = process.memoryUsage().arrayBuffers;
    let streams = 0;
    let peak = 0;
    while (streams < streamsOfRun) {
      const framer = new Framer(max);
      const octets = Buffer.from(submitSm(streams % 1_000));
      if (random(2) === 0) octets.writeUInt32BE(lengths[random(lengths.length)] ?? 0, 0);
      for (let count = random(3); count > 0; count--) octets[4 + random(octets.length - 4)] = random(256);
      // Dribbled, a few octets at a time, and followed by as much again: what waits is bounded all the while.
      for (let at = 0; at < octets.length; ) {
        const piece = octets.subarray(at, at + 1 + random(40));
        at += piece.length;
        framer.push(piece);
        for (let frame = framer.next(); Buffer.isBuffer(frame); frame = framer.next()) decode(frame);
        expect(framer.waiting).toBeLessThanOrEqual(octets.length);
      }
      streams += 1;
      if (streams % 500 === 0) peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
    }
    console.log(
      `hostile streams: TORPEDO_SEED=${seed}, ${streams} of them, at most ${Math.round(peak / 1024)} KiB of buffers`,
    );
    // The figure includes garbage that is not collected yet; an announced gigabyte, or sixty kilobytes kept a stream, would not fit.
    expect(peak).toBeLessThan(64 * 2 ** 20);
  });

  it("that announce much and send little hold what they have sent, twice over at the most", () => {
    const before = process.memoryUsage().arrayBuffers;
    const framers = Array.from({ length: 2_000 }, () => new Framer(max));
    const head = Buffer.alloc(32);
    head.writeUInt32BE(max, 0);
    for (const framer of framers) {
      for (let at = 0; at < head.length; at += 8) framer.push(Buffer.from(head.subarray(at, at + 8)));
      expect(framer.next()).toBeUndefined();
      expect(framer.waiting).toBe(head.length);
    }
    // 2,000 times 66,000 octets would be 126 MiB.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 2 ** 20);
  });
});
