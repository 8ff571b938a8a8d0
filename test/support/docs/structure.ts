// Pages in two languages have the same structure.

/** Parts that a page and its translation share: levels of headings, code, targets of links, sizes of tables. */
export function structureOf(page: string) {
  const prose = page.replaceAll(/^```.*?^```$/gms, "");
  return {
    headings: (prose.match(/^#+(?= )/gm) ?? []).join(" "),
    code: page.match(/^```.*?^```$/gms),
    links: [...prose.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target?.replace(/(\.pt-BR)?\.md$/, ".md")),
    tables: prose.match(/^\|/gm)?.length,
    commands: [...new Set(prose.match(/`(?:torpedo|npm|npx) [^`]+`/g))].toSorted(),
  };
}
