// Cost of a send beside a bare server in the same run: with margins that a busy machine keeps, so that what makes it twice
// as dear is seen at once. The figures themselves are `npm run bench`'s.

import { describe, expect, it } from "vitest";
import { http } from "../../../bench/figures/http.ts";

const plan = { rounds: 5, requests: 1_500 };
/** Twice the budget, and a little for engines that are not warm yet. */
const margin = 2.5;

describe("server CPU of a send, against bare node:http", () => {
  it.each(["send", "soap", "unitario"])("%s is far from twice its budget", { retry: 2 }, async (id) => {
    const [row] = await http([id], plan);
    if (row === undefined || row.budget === null) throw new Error(`${id} was not measured`);
    if (row.figure === null || row.yardstick === null) throw new Error(`${id} has no yardstick`);
    // Other work of the machine makes a round dearer, never cheaper.
    const ratio = row.figure.least / row.yardstick.figure.least;
    console.log(`${id}: ${ratio.toFixed(2)} times a bare server, budget ${row.budget.max}`);
    expect(ratio).toBeLessThan(row.budget.max * margin);
  });
});
