import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clean, national, normalise, readNational, readNumber } from "../../src/core/address.ts";
import { isArea } from "../../src/core/numbering-plan.ts";

function reasonOf(read: ReturnType<typeof readNumber>): string {
  return "reason" in read ? read.reason : "read";
}

function normalOf(read: ReturnType<typeof readNumber>): string {
  return "reason" in read ? read.reason : read.normal;
}

const ddds =
  "11 12 13 14 15 16 17 18 19 21 22 24 27 28 31 32 33 34 35 37 38 41 42 43 44 45 46 47 48 49 51 53 54 55 61 62 63 64 65 66 67 68 69 71 73 74 75 77 79 81 82 83 84 85 86 87 88 89 91 92 93 94 95 96 97 98 99".split(
    " ",
  );

test("67 of the hundred area codes exist, and every other is refused", () => {
  expect(ddds).toHaveLength(67);
  for (let code = 0; code < 100; code++) {
    const area = String(code).padStart(2, "0");
    expect(isArea(area)).toBe(ddds.includes(area));
    expect(reasonOf(readNational(`${area}999990001`))).toBe(ddds.includes(area) ? "read" : "unknown-area");
    expect(reasonOf(readNumber(`+55(${area})999990001`))).toBe(ddds.includes(area) ? "read" : "unknown-area");
  }
});

describe("world format", () => {
  test.each([
    "+55(11)999990001",
    "55(11)999990001",
    "5511999990001",
    "+55 (11) 99999-0001",
    " +55-11-99999-0001 ",
    "+55(011)999990001",
    "55011999990001",
    "+55(11)99990001",
    "551199990001",
  ])("%j is 5511999990001", (written) => {
    expect(readNumber(written)).toEqual({
      line: "mobile",
      country: "55",
      area: "11",
      subscriber: "999990001",
      normal: "5511999990001",
      operator: { code: "55320", name: "VIVO" },
    });
  });

  test.each([
    ["", "invalid-number"],
    ["+", "invalid-number"],
    ["()", "invalid-number"],
    ["(11)999990001", "invalid-number"],
    ["+55()999990001", "invalid-number"],
    ["+55)11(999990001", "invalid-number"],
    ["+55(11999990001", "invalid-number"],
    ["+55((11))999990001", "invalid-number"],
    ["55+11999990001", "invalid-number"],
    ["++5511999990001", "invalid-number"],
    ["011999990001", "invalid-number"],
    ["55.11.999990001", "invalid-number"],
    ["55119999900𝟎1", "letters-in-number"],
    ["+55(11)9999A0001", "letters-in-number"],
    ["celular", "letters-in-number"],
    ["+999(11)999990001", "unknown-country"],
    ["+0(11)999990001", "unknown-country"],
    ["219999900011", "unknown-country"],
    ["+55(1)999990001", "area-size"],
    ["+55(111)999990001", "area-size"],
    ["+55(0011)999990001", "area-size"],
    ["+55(11)9999", "number-length"],
    ["+55(11)9999900012", "number-length"],
    ["55", "number-length"],
    ["+55(20)999990001", "unknown-area"],
    ["+55(11)899990001", "wrong-prefix"],
    ["+55(11)19990001", "wrong-prefix"],
    ["+55(11)900000009", "wrong-prefix"],
    ["+55(11)33334444", "unknown-operator"],
    ["+55(11)910345678", "unknown-operator"],
    ["+351 912", "number-length"],
    ["+351 9123456789012", "number-length"],
  ])("%j: %s", (written, reason) => {
    expect(reasonOf(readNumber(written))).toBe(reason);
  });

  test("other countries are read by country and length alone", () => {
    expect(readNumber("+351 912-345-678")).toEqual({
      line: "foreign",
      country: "351",
      area: "",
      subscriber: "912345678",
      normal: "351912345678",
    });
    expect(readNumber("+1(212)5551234")).toMatchObject({ country: "1", area: "212", normal: "12125551234" });
  });

  test("landlines are numbers where they are wanted", () => {
    expect(readNumber("+55(11)33334444", { landlines: true })).toMatchObject({
      line: "landline",
      normal: "551133334444",
    });
  });

  test("what an account knows of a number wins over the table", () => {
    const facts = { "5511910345678": { operator: "55343" }, "5511999990001": { operator: "55399" } };
    expect(readNumber("5511910345678", { facts })).toMatchObject({ operator: { code: "55343", name: "SERCOMTEL" } });
    expect(readNumber("5511999990001", { facts })).toMatchObject({ operator: { code: "55399", name: "55399" } });
  });

  test("any text is read or refused with a reason", () => {
    const odd = fc.string({ unit: fc.constantFrom(..."0123456789+()- ax."), maxLength: 20 });
    fc.assert(
      fc.property(fc.oneof(odd, fc.string()), (written) => {
        const read = readNumber(written);
        if ("reason" in read) expect(read.detail).not.toBe("");
        else expect(read.normal).toMatch(/^\d{8,15}$/);
      }),
    );
  });
});

describe("DDD and number", () => {
  test.each([
    ["11999990001", "5511999990001"],
    ["1199990001", "5511999990001"],
    ["1161234567", "5511961234567"],
    ["119999A0001", "letters-in-number"],
    ["(11)99999-0001", "letters-in-number"],
    ["+1199990001", "letters-in-number"],
    ["2A", "letters-in-number"],
    ["", "number-length"],
    ["999990001", "number-length"],
    ["5511999990001", "number-length"],
    ["20999990001", "unknown-area"],
    ["20899990001", "unknown-area"],
    ["11899990001", "wrong-prefix"],
    ["1109990001", "wrong-prefix"],
    ["1119990001", "wrong-prefix"],
    ["11900000097", "wrong-prefix"],
    ["1133334444", "unknown-operator"],
    ["1159994444", "unknown-operator"],
    ["11920345678", "unknown-operator"],
  ])("%j: %s", (written, expected) => {
    expect(normalOf(readNational(written))).toBe(expected);
  });
});

describe("hygiene", () => {
  test.each([
    "11999990001",
    "(11) 99999-0001",
    "11.9999.0001",
    "1199990001",
    "+55 11 99999-0001",
    "5511999990001",
    "551199990001",
    "011999990001",
    "01199990001",
    "0 15 11 99999-0001",
    "0151199990001",
    "55 (011) 99999-0001",
    "005511999990001",
    "00 15 55 11 99999-0001",
  ])("%s becomes 11999990001", (written) => {
    expect(clean(written)).toBe("11999990001");
  });

  test.each([
    ["55999990001", "55999990001"],
    ["5555999990001", "55999990001"],
    ["055999990001", "55999990001"],
    ["(11) 3333-4444", "1133334444"],
    ["+55 11 89999-0001", "11899990001"],
    ["999990001", "999990001"],
    ["20 99999-0001", "20999990001"],
    ["11 9999-ABCD", "119999ABCD"],
    ["", ""],
  ])("%s becomes %s", (written, cleaned) => {
    expect(clean(written)).toBe(cleaned);
  });
});

describe("the form in which numbers are compared", () => {
  test.each([
    ["+55(11)99999-0001", "5511999990001"],
    ["11999990001", "5511999990001"],
    ["1199990001", "5511999990001"],
    ["0 15 11 99999 0001", "5511999990001"],
    ["11 3333 4444", "551133334444"],
    ["11900000097", "5511900000097"],
    ["+351 912 345 678", "351912345678"],
    ["55 11 8999 90001", "5511899990001"],
    ["28149", "28149"],
    [" VIVO ", "VIVO"],
    ["55119*", "55119*"],
    ["+", "+"],
    ["", ""],
  ])("%j: %s", (written, normal) => {
    expect(normalise(written)).toBe(normal);
  });

  const digits = fc.string({ unit: fc.constantFrom(..."0159 "), maxLength: 18 });

  test("normalising and cleaning twice is the same as once", () => {
    fc.assert(
      fc.property(fc.oneof(digits, fc.string()), (written) => {
        expect(normalise(normalise(written))).toBe(normalise(written));
        expect(clean(clean(written))).toBe(clean(written));
      }),
      { numRuns: 2000 },
    );
  });

  const mobile = fc
    .tuple(fc.constantFrom(...ddds), fc.integer({ min: 91_100_0000, max: 91_999_9999 }))
    .map(([area, subscriber]) => `${area}${subscriber}`);

  test("a number read by either way has the normal form of what was written", () => {
    fc.assert(
      fc.property(mobile, (number) => {
        const forms = [number, `55${number}`, `+55(${number.slice(0, 2)})${number.slice(2)}`, `0${number}`];
        for (const form of forms) expect(normalise(form)).toBe(`55${number}`);
        expect(normalOf(readNational(number))).toBe(`55${number}`);
        expect(normalOf(readNumber(`55${number}`))).toBe(`55${number}`);
        expect(national(`55${number}`)).toBe(number);
      }),
    );
  });

  test("DDD and number of what is not Brazilian is the number itself", () => {
    expect(national("551133334444")).toBe("1133334444");
    expect(national("351912345678")).toBe("351912345678");
    expect(national("28149")).toBe("28149");
  });
});
