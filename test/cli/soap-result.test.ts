import { expect, it } from "vitest";
import { soapResult } from "../../src/cli/soap-result.ts";

const namespace = "http://schemas.xmlsoap.org/soap/envelope/";
const envelope = (inner: string, prefix = "soap:"): string =>
  `<?xml version="1.0" encoding="utf-8"?><${prefix}Envelope xmlns${prefix === "" ? "" : ":soap"}="${namespace}">` +
  `<${prefix}Body>${inner}</${prefix}Body></${prefix}Envelope>`;
const answered = (text: string): string => `<sendResponse xmlns="x"><sendResult>${text}</sendResult></sendResponse>`;

it.each([
  ["a code", envelope(answered("000")), "000"],
  ["a line", envelope(answered("1;2;texto")), "1;2;texto"],
  ["blanks", envelope(answered(" 7 ")), " 7 "],
  ["references", envelope(answered("a &lt;b&gt; &amp;amp; &#231;&#xE3;")), "a <b> &amp; çã"],
  ["a CDATA section", envelope(answered("<![CDATA[a < b]]>")), "a < b"],
  ["an empty result", envelope(answered("")), ""],
  ["an empty element", envelope('<sendResponse xmlns="x"><sendResult /></sendResponse>'), ""],
  ["another prefix", envelope(answered("1"), ""), "1"],
  ["no result", envelope('<sendResponse xmlns="x" />'), null],
  ["another method's", envelope(answered("1")).replaceAll("send", "other"), null],
  ["a fault", envelope("<soap:Fault><faultstring>no</faultstring></soap:Fault>"), null],
  ["two documents", `${envelope(answered("1"))}${envelope(answered("2"))}`, null],
  ["half a document", envelope(answered("1")).slice(0, -9), null],
  ["a page", "<html><p>Runtime Error</html>", null],
  ["nothing", "", null],
])("reads %s", (_what, body, result) => {
  expect(soapResult(body, "send")).toBe(result);
});
