// Dates as clients write them, in every order and with damage, and numbers with signs, groups and white space.

import type { SeededRandom } from "../../../src/core/seeded-random.ts";

const numbers = ["1", "2", "5", "7", "9", "10", "11", "12", "13", "25", "28", "29", "30", "31", "32", "0", "02", "09"];
// Local time of other years had other offsets than the emulator's, which is Brasília's of today.
const years = ["2027", "2026", "2028", "27", "2030"];
const months = ["Jan", "Feb", "Jul", "July", "DEC", "dec", "May", "September"];
const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Monday", "sunday"];
const separators = [" ", "/", "-", ".", ", "];
const clocks = [
  "10:00",
  "9:05",
  "09:05:59",
  "23:59:59.123",
  "0:00",
  "24:00",
  "7:60",
  "10:00:00.99999999",
  "12 AM",
  "3 pm",
];
const halves = ["", "", "", " AM", " PM", "PM"];
const zones = ["", "", "", "Z", " Z", " GMT", "+03:00", "-03:00", " -0300", "+3", " +14:01", " EST"];
const damage = [" ", ",", ".", "/", "-", ":", "+", "T", "x", "12", "\t", "às", ";", '"'];

function drawing(random: SeededRandom, label: string) {
  let draws = 0;
  const below = (limit: number): number => Math.floor(random.draw(`${label}, draw ${draws++}`) * limit);
  const pick = (list: readonly string[]): string => list[below(list.length)] ?? "";
  return { below, pick };
}

/** The date of this number. */
export function generatedDate(random: SeededRandom, number: number): string {
  const { below, pick } = drawing(random, `date ${number}`);
  const date = (): string => {
    const separator = pick(separators);
    const iso = `2027-0${1 + below(9)}-${pick(["01", "12", "30", "31"])}`;
    const orders = [
      [pick(numbers), pick(numbers), pick(years)],
      [pick(years), pick(numbers), pick(numbers)],
      [pick(numbers), pick(months), pick(years)],
      [pick(months), pick(numbers), pick(years)],
      [pick(numbers), pick(numbers)],
      [pick(months), pick([...numbers, ...years])],
      [pick(numbers), pick(months)],
      [pick(years), pick(numbers)],
    ];
    return below(3) === 0 ? iso : (orders[below(orders.length)] ?? []).join(separator);
  };
  const clock = `${pick(clocks)}${pick(halves)}`;
  const forms = [
    date(),
    `${date()} ${clock}`,
    `${date()}T${clock}`,
    `${clock} ${date()}`,
    clock,
    `${date()}, ${clock}`,
  ];
  const text = `${below(5) === 0 ? `${pick(weekdays)}, ` : ""}${forms[below(forms.length)]}${pick(zones)}`;
  if (below(6) > 0) return text;
  const at = below(text.length + 1);
  return below(2) === 0 ? text.slice(0, at) + pick(damage) + text.slice(at) : text.slice(0, at) + text.slice(at + 1);
}

/** The number of this number. */
export function generatedNumber(random: SeededRandom, number: number): string {
  const { below, pick } = drawing(random, `number ${number}`);
  const digits = Array.from({ length: below(22) }, () => String(below(10))).join("");
  const limits = ["2147483647", "2147483648", "9223372036854775807", "9223372036854775808", "18446744073709551615"];
  const body = pick([
    digits,
    digits,
    pick(limits),
    `${digits}.${digits.slice(0, 5)}`,
    `${digits.slice(0, 3)},000`,
    "1e3",
  ]);
  const text = `${pick(["", "", " ", "\t", "\u00a0"])}${pick(["", "", "-", "+", "--"])}${body}${pick(["", "", " ", "\n"])}`;
  if (below(8) > 0) return text;
  const at = below(text.length + 1);
  return text.slice(0, at) + pick([",", ".", " ", "-", "x", "0"]) + text.slice(at);
}
