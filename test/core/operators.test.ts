import { expect, test } from "vitest";
import { readNational } from "../../src/core/address.ts";
import { operatorByCode, operatorOf, operators } from "../../src/core/operators.ts";

const prefixes = Array.from({ length: 100 }, (_, prefix) => String(prefix).padStart(2, "0"));

test.each([
  ["11999990001", "VIVO"],
  ["11912345678", "VIVO"],
  ["11987654321", "TIM"],
  ["11925556666", "CLARO"],
  ["21988887777", "OI"],
  ["43988887777", "SERCOMTEL"],
  ["1178889999", "NEXTEL"],
])("%s is of %s", (number, name) => {
  expect(readNational(number)).toMatchObject({ operator: { name } });
});

test.each([
  ["11", "99", "55320"],
  ["34", "96", "55312"],
  ["11", "96", "55320"],
  ["43", "88", "55343"],
  ["44", "88", "55314"],
  ["61", "85", "55314"],
  ["21", "88", "55331"],
  ["11", "87", "55341"],
  ["11", "81", "55341"],
  ["11", "93", "55321"],
  ["11", "78", "55351"],
])("in area %s, 9%s is of %s", (area, prefix, code) => {
  const operator = operatorOf(area, `9${prefix}990001`);
  expect(operator).toEqual(operatorByCode(code));
  expect(operators).toContainEqual(operator);
});

test.each(["11", "43", "61", "34"])("in area %s only 00-09, 10, 20, 30 and 40 belong to nobody", (area) => {
  const free = prefixes.filter((prefix) => operatorOf(area, `9${prefix}990001`) === null);
  expect(free).toEqual([...prefixes.slice(0, 10), "10", "20", "30", "40"]);
});

test("Sercomtel is found in area 43 alone", () => {
  for (const area of ["11", "21", "41", "42", "44", "51"]) {
    for (const prefix of prefixes) expect(operatorOf(area, `9${prefix}990001`)?.name).not.toBe("SERCOMTEL");
  }
});

test("a code that the table lacks names itself", () => {
  expect(operatorByCode("55101")).toEqual({ code: "55101", name: "55101" });
});
