// Random requests of the endurance run have a sample of every field: a new field is noticed here, in milliseconds.

import { expect, it } from "vitest";
import { httpDoors } from "../support/endurance/grammar-doors.ts";

it("each field of each operation has a sample", () => {
  expect(Object.values(httpDoors).flat().length).toBeGreaterThan(50);
});
