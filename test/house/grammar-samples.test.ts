// Random requests of the endurance run have a sample of every field: a new field is noticed here, in milliseconds.

import { expect, it } from "vitest";
import { httpListeners } from "../support/endurance/grammar-listeners.ts";

it("each field of each operation has a sample", () => {
  expect(Object.values(httpListeners).flat().length).toBeGreaterThan(50);
});
