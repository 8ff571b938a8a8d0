import { expect, test } from "vitest";
import { isTestNumber, testNumberOf } from "../../src/core/test-number.ts";

test.each(["+55(11)900000009", "5511900000009", "11900000009", "(11) 90000-0009", "011900000009"])(
  "%s rehearses code 009",
  (written) => {
    expect(testNumberOf(written)).toEqual({
      kind: "code",
      code: "009",
      number: { line: "mobile", country: "55", area: "11", subscriber: "900000009", normal: "5511900000009" },
    });
  },
);

test("90001LLRR is accepted with a life and a reply", () => {
  expect(testNumberOf("+55(43)900010412")).toMatchObject({
    kind: "life",
    life: "04",
    reply: "12",
    number: { area: "43", normal: "5543900010412" },
  });
});

test.each([
  "11999990001",
  "11900020000",
  "11901000009",
  "20900000009",
  "1190000000",
  "119000000097",
  "551900000097",
  "+351900000009",
  "11 90000000A",
  "",
])("%j is no test number", (written) => {
  expect(isTestNumber(written)).toBe(false);
});
