import { describe, expect, test } from "vitest";
import { addressRefusal } from "../../src/core/callback-address.ts";

describe("where callbacks may go", () => {
  test.each([
    ["http://127.0.0.1:4000/dlr?a=", undefined, null],
    ["https://example.com", ["example.com"], null],
    ["http://EXAMPLE.com:8080/", ["Example.COM"], null],
    ["http://a.example.com/", ["*.example.com"], null],
    ["http://example.com/", ["*.example.com"], "not among"],
    ["http://badexample.com/", ["*.example.com"], "not among"],
    ["http://localhost:4000/", ["localhost:4000"], null],
    ["http://localhost:4001/", ["localhost:4000"], "not among"],
    ["http://localhost/", ["localhost:80"], null],
    ["http://[::1]:4000/", ["::1"], null],
    ["http://[::1]:4000/", ["[::1]:4000"], null],
    ["http://localhost/", [], "(none)"],
    ["ftp://localhost/", undefined, "begins with ftp:"],
    ["file:///etc/passwd", undefined, "begins with file:"],
    ["localhost:4000/dlr", undefined, "begins with localhost:"],
    ["/dlr", undefined, "is no address"],
    ["", undefined, "is no address"],
    ["http://user:pw@localhost/", undefined, "holds a user name"],
  ])("%s with %j", (address, allowed, reason) => {
    const result = addressRefusal(address, allowed);
    if (reason === null) expect(result).toBeNull();
    else expect(result).toContain(reason);
  });
});
