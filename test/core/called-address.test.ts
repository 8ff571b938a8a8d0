import { expect, it } from "vitest";
import { calledAddress } from "../../src/core/called-address.ts";

it.each([
  ["http://0.0.0.0:8080", "http://box:8080"],
  ["https://[::]:8443/api?a=0.0.0.0:1", "https://[::1]:8443/api?a=0.0.0.0:1"],
  ["0.0.0.0:2775", "box:2775"],
  ["[::]:2775", "[::1]:2775"],
  [":::2775", "[::1]:2775"],
  ["0.0.0.0", "box"],
  ["::", "[::1]"],
  ["::1", "::1"],
  ["127.0.0.1:2775", "127.0.0.1:2775"],
  ["10.0.0.0:80", "10.0.0.0:80"],
  ["http://a/0.0.0.0:80", "http://a/0.0.0.0:80"],
  ["", ""],
])("the address %s is called as %s", (address, called) => {
  expect(calledAddress(address, "box", "[::1]")).toBe(called);
});
