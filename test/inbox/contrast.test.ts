// Contrast of the page's colours by WCAG 2.2: 3:1 of the borders of fields and buttons (1.4.11), 4.5:1 of text.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(join(import.meta.dirname, "../../src/inbox/page/style/base.css"), "utf8");
const [light = "", dark = ""] = [...css.matchAll(/^:root[^{]*\{([^}]*)\}/gm)].map(([, rules = ""]) => rules);

function luminance(theme: string, name: string): number {
  const hex = new RegExp(`--${name}: #([0-9a-f]{6});`).exec(theme)?.[1] ?? "";
  const [red = 0, green = 0, blue = 0] = (hex.match(/../g) ?? []).map((part) => {
    const value = Number.parseInt(part, 16) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(theme: string, name: string, other: string): number {
  const [high = 0, low = 0] = [luminance(theme, name), luminance(theme, other)].toSorted((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ["light", light],
  ["dark", dark],
])("in the %s theme", (_, theme) => {
  it.each(["paper", "card", "sunk"])("borders of fields stand out from %s", (surface) => {
    expect(contrast(theme, "edge", surface)).toBeGreaterThanOrEqual(3);
  });
  it.each(["red", "green", "amber", "blue"])("a word in %s is read on its own background", (colour) => {
    expect(contrast(theme, colour, `${colour}-bg`)).toBeGreaterThanOrEqual(4.5);
  });
});
