import type { Import, Scan } from "./scan.ts";

/** First circle of imports, of types too, as a path that ends where it began; null: none. */
export function findCircle(
  files: ReadonlyMap<string, Scan>,
  target: (file: string, item: Import) => string,
): string[] | null {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] | null => {
    const start = path.indexOf(file);
    if (start >= 0) return [...path.slice(start), file];
    if (done.has(file)) return null;
    path.push(file);
    for (const item of files.get(file)?.imports ?? []) {
      if (!item.specifier.startsWith(".")) continue;
      const circle = visit(target(file, item));
      if (circle !== null) return circle;
    }
    path.pop();
    done.add(file);
    return null;
  };
  for (const file of files.keys()) {
    const circle = visit(file);
    if (circle !== null) return circle;
  }
  return null;
}
