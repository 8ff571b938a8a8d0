import { describe, expect, it } from "vitest";
import { decodedText, namedBits } from "../../src/inbox/page/readable/pdu-words.ts";

const field = (name: string, value: string | number) => ({ name, value, at: 0, length: 1 });
const words = (name: string, value: number) =>
  namedBits(field(name, value)).map(({ bits, meaning }) => `${bits} ${meaning}`.trim());

describe("named bits", () => {
  it.each([
    ["esm_class", 0x00, ["······00 default mode", "··0000·· default message type"]],
    [
      "esm_class",
      0x43,
      [
        "······11 store and forward mode",
        "··0000·· default message type",
        "·1······ UDHI: begins with a user data header",
      ],
    ],
    ["esm_class", 0x04, ["······00 default mode", "··0001·· delivery receipt"]],
    ["registered_delivery", 0x11, ["······01 receipt on success or failure", "···1···· intermediate notification"]],
    ["data_coding", 8, ["UCS-2"]],
    ["data_coding", 0xf0, ["1111···· GSM message class", "·····0·· GSM 7 bit", "······00 class 0, shown at once"]],
    ["data_coding", 0xc8, ["1100···· message waiting, discard", "····1··· active", "······00 voicemail"]],
    ["data_coding", 0x20, ["reserved"]],
    ["dest_address[1].dest_addr_npi", 1, ["ISDN, E.164"]],
    ["source_addr_ton", 5, ["alphanumeric"]],
    ["sm_length", 5, []],
  ])("%s %i", (name, value, expected) => {
    expect(words(name, value)).toEqual(expected);
  });
});

describe("the text of a PDU", () => {
  it.each([
    ["GSM", 0, 0, "4f6c0f", { text: "Olå", header: "" }],
    ["octets over 0x7f", 0, 0, "4f6ce1", { text: "Olá", header: "" }],
    ["UCS-2", 8, 0, "00e7d83dde00", { text: "ç😀", header: "" }],
    ["Latin-1", 3, 0, "e7", { text: "ç", header: "" }],
    ["behind a header", 0, 0x40, "0500037f02014f69", { text: "Oi", header: "0500037f0201" }],
    ["a header that is too long", 0, 0x40, "ff4f69", { text: "", header: "ff4f69" }],
    ["octets", 4, 0, "00ff", null],
    ["nothing", 0, 0, "", null],
  ])("%s", (_, coding, esmClass, hex, expected) => {
    const text = field("short_message", hex);
    expect(decodedText(text, [field("esm_class", esmClass), field("data_coding", coding), text])).toEqual(expected);
  });
});
