// Every link of every Markdown file leads somewhere, in the checkout and in the package.

import { existsSync, readFileSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import { describe, expect, it } from "vitest";
import { anchorsOf, danglingLinks, documentsIn, linksOf } from "../support/docs/markdown.ts";

const root = join(import.meta.dirname, "../..");
const documents = documentsIn(root);
const manifest: { readonly files: readonly string[]; readonly repository?: string } = JSON.parse(
  readFileSync(join(root, "package.json"), "utf8"),
);
const isPacked = (path: string): boolean =>
  path === "package.json" ||
  manifest.files.some((entry) => path === entry || path.startsWith(`${entry}/`) || matchesGlob(path, entry));

it("llms.txt lists every page for users, the translations apart", () => {
  const isPage = (file: string): boolean =>
    /^(?:docs|scenarios|examples|src\/providers)\//.test(file) && !/\.pt-BR\.md$/.test(file);
  expect(linksOf(readFileSync(join(root, "llms.txt"), "utf8"))).toEqual(
    expect.arrayContaining(documents.filter(isPage)),
  );
});

describe("a link", () => {
  it("leads to a file, and to a heading where it names one", () => {
    expect(documents.length).toBeGreaterThan(40);
    expect(danglingLinks(root, documents)).toEqual([]);
  });

  it("of the package leads to a file of the package", () => {
    const packed = documents.filter(isPacked);
    expect(packed).toContain("README.md");
    const isThere = (path: string): boolean => existsSync(join(root, path)) && isPacked(path);
    expect(danglingLinks(root, packed, isThere)).toEqual([]);
  });

  it("names no public address of the project, since none is known", () => {
    expect(manifest.repository).toBeUndefined();
    const named = documents.flatMap((file) =>
      [...readFileSync(join(root, file), "utf8").matchAll(/[\w.-]+\/torpedo-sms(?=[\s@/:`"')]|$)/g)]
        .map(([name]) => name)
        .filter((name) => name !== "OWNER/torpedo-sms" && !/^(?:node_modules|registry\.example)\//.test(name))
        .map((name) => `${file}: ${name}`),
    );
    expect(named).toEqual([]);
  });
});

it.each([
  ["# The `run` command\n## Kinds of command_status", ["the-run-command", "kinds-of-command_status"]],
  ["# Códigos\n# Códigos", ["códigos", "códigos-1"]],
  ["```sh\n# no heading\n```\n# [A link](b.md), and more", ["a-link-and-more"]],
])("anchors of %j", (page, anchors) => {
  expect([...anchorsOf(page)]).toEqual(anchors);
});
