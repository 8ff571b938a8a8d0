// The page of the SMPP door says what its tables and settings say.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sendCodes } from "../../../../src/providers/mensagem/codes-sends.ts";
import { statusOfCode } from "../../../../src/providers/mensagem/smpp/codes.ts";
import { smppAccountValidator, smppDialect } from "../../../../src/providers/mensagem/smpp/dialect.ts";

const folder = join(import.meta.dirname, "../../../../src/providers/mensagem/smpp");
const page = readFileSync(join(folder, "README.md"), "utf8");

it("has every code with its command_status, every reading and every detail of an account", () => {
  for (const { code } of sendCodes.filter((row) => row.code !== "1")) {
    expect(page).toContain(`| \`${code}\` | \`${statusOfCode[code] ?? "ESME_ROK"}\``);
  }
  for (const name of Object.keys(smppDialect)) expect(page).toContain(`| \`${name}\` | `);
  const details = Object.keys(smppAccountValidator({}, "smpp"));
  expect(details.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
