import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  civilOf,
  instantOf,
  localDateTime,
  localDateTimeMillis,
  localMinute,
  parseLocalDateTime,
} from "../../src/core/local-time.ts";

describe("dates of America/Sao_Paulo", () => {
  test.each([
    ["2026-03-01T02:59:59.007Z", "2026-02-28 23:59:59.007", "2602282359"],
    ["2024-03-01T02:00:00.000Z", "2024-02-29 23:00:00.000", "2402292300"],
    ["2000-02-29T12:00:00.120Z", "2000-02-29 09:00:00.120", "0002290900"],
    ["1970-01-01T00:00:00.000Z", "1969-12-31 21:00:00.000", "6912312100"],
    ["2026-12-31T23:30:00.999Z", "2026-12-31 20:30:00.999", "2612312030"],
  ])("%s", (iso, local, minute) => {
    const instant = Date.parse(iso);
    expect(localDateTimeMillis(instant)).toBe(local);
    expect(localDateTime(instant)).toBe(local.slice(0, 19));
    expect(localMinute(instant)).toBe(minute);
    expect(parseLocalDateTime(local.slice(0, 19))).toBe(Math.floor(instant / 1000) * 1000);
  });

  test.each([
    "",
    "2026-02-29 10:00:00",
    "1900-02-29 10:00:00",
    "2026-04-31 10:00:00",
    "2026-00-10 10:00:00",
    "2026-13-10 10:00:00",
    "2026-01-00 10:00:00",
    "2026-01-10 24:00:00",
    "2026-01-10 10:60:00",
    "2026-01-10 10:00:60",
    "2026-01-10 10:00",
    "2026-01-10T10:00:00",
    "2026-1-10 10:00:00",
    "10/01/2026 10:00:00",
    " 2026-01-10 10:00:00",
    "2026-01-10 10:00:00\n",
    "２026-01-10 10:00:00",
  ])("%j is no date", (written) => {
    expect(parseLocalDateTime(written)).toBeNull();
  });

  const years = fc.date({
    min: new Date("0001-01-02T00:00:00Z"),
    max: new Date("9999-12-30T00:00:00Z"),
    noInvalidDate: true,
  });

  test("what is written is read back, to the second", () => {
    fc.assert(
      fc.property(years, (date) => {
        const second = Math.floor(date.getTime() / 1000) * 1000;
        expect(parseLocalDateTime(localDateTime(date.getTime()))).toBe(second);
      }),
    );
  });

  test("the calendar is the one of the language's own dates, at any offset", () => {
    fc.assert(
      fc.property(years, fc.integer({ min: -720, max: 720 }), (date, offset) => {
        const instant = date.getTime();
        const shifted = new Date(instant + offset * 60_000);
        const civil = civilOf(instant, offset);
        expect(Object.values(civil)).toEqual([
          shifted.getUTCFullYear(),
          shifted.getUTCMonth() + 1,
          shifted.getUTCDate(),
          shifted.getUTCHours(),
          shifted.getUTCMinutes(),
          shifted.getUTCSeconds(),
          shifted.getUTCMilliseconds(),
        ]);
        expect(instantOf(civil, offset)).toBe(instant);
      }),
    );
  });
});
