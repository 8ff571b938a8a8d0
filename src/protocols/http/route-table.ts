// Finds the route of a path: one look-up for exact paths, a short walk for the others.

import type { Fallback, Route } from "./reply.ts";

export type FindRoute = (path: string) => Fallback;

/** @throws Error when two routes claim the same path; that is a mistake in the program. */
export function routeTable(routes: readonly Route[], fallback: Fallback): FindRoute {
  const exact = new Map<string, Route>();
  const open: { readonly start: string; readonly route: Route }[] = [];
  for (const route of routes) {
    const path = route.path.toLowerCase();
    if (route.match === "prefix") {
      open.push({ start: path, route });
      continue;
    }
    if (exact.has(path)) throw new Error(`two routes for the path ${route.path}: give each path once`);
    exact.set(path, route);
    if (route.match === "path-info") open.push({ start: `${path}/`, route });
  }
  open.sort((a, b) => b.start.length - a.start.length);
  return (path) => {
    const asIs = exact.get(path);
    if (asIs !== undefined) return asIs;
    const lower = path.toLowerCase();
    const found = exact.get(lower);
    if (found !== undefined) return found;
    for (const { start, route } of open) if (lower.startsWith(start)) return route;
    return fallback;
  };
}
