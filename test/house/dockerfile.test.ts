import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultsFor } from "../../src/config/config.ts";
import { settingsFor, variableOf } from "../../src/config/settings.ts";
import { providers } from "../../src/providers/index.ts";

const root = join(import.meta.dirname, "../..");
const read = (name: string) => readFileSync(join(root, name), "utf8");

interface Instruction {
  readonly word: string;
  readonly rest: string;
}

/** The instructions of each stage, continuation lines joined. */
function stages(dockerfile: string): Instruction[][] {
  const result: Instruction[][] = [];
  for (const line of dockerfile.replace(/\\\n\s*/g, "").split("\n")) {
    const match = /^([A-Z]+)\s+(.*)$/.exec(line);
    if (match?.[1] === undefined || match[2] === undefined) continue;
    if (match[1] === "FROM") result.push([]);
    result.at(-1)?.push({ word: match[1], rest: match[2] });
  }
  return result;
}

describe("the container image", () => {
  const all = stages(read("Dockerfile"));
  const last = all.at(-1) ?? [];
  const its = (word: string) => last.filter((item) => item.word === word).map((item) => item.rest);

  it("is built in stages: what builds does not ship", () => {
    expect(all).toHaveLength(2);
    expect(its("RUN").join()).not.toMatch(/npm|tsc/);
    expect(all[0]?.map((item) => item.rest).join("\n")).toContain("npm prune --omit=dev");
  });

  it("runs on a Node that the package accepts", () => {
    const major = /^node:(\d+)/.exec(its("FROM")[0] ?? "")?.[1];
    expect(Number(major)).toBeGreaterThanOrEqual(24);
  });

  it("runs Node directly, as somebody other than root", () => {
    expect(its("USER")).toEqual(["node"]);
    expect(last.findIndex((item) => item.word === "USER")).toBeGreaterThan(
      last.findLastIndex((item) => item.word === "RUN"),
    );
    expect(JSON.parse(its("ENTRYPOINT")[0] ?? "[]")).toEqual(["node", "bin/torpedo.mjs"]);
    expect(JSON.parse(its("CMD")[0] ?? "[]")).toEqual(["start"]);
  });

  it("asks after its own health through the command", () => {
    const command = /CMD (\[.*\])$/.exec(its("HEALTHCHECK")[0] ?? "")?.[1] ?? "[]";
    expect(JSON.parse(command)).toEqual(["node", "bin/torpedo.mjs", "health"]);
  });

  it("opens every door on the port that it has by default", () => {
    const { httpPort, smppPort, ...others } = defaultsFor(providers);
    const own = Object.entries(others).flatMap(([name, value]) => (name.endsWith("Port") ? [value] : []));
    const ports = [httpPort, ...own, smppPort];
    expect(its("EXPOSE").join(" ").split(" ").map(Number)).toEqual(ports);
  });

  it("sets only variables that exist, and keeps its data in the volume", () => {
    const environment = new Map(
      its("ENV").flatMap((line) =>
        [...line.matchAll(/(\w+)=(\S+)/g)].map((pair) => [pair[1] ?? "", pair[2] ?? ""] as const),
      ),
    );
    const earlier = settingsFor(providers).map(variableOf);
    for (const name of environment.keys()) if (name.startsWith("TORPEDO_")) expect(earlier).toContain(name);
    expect(environment.get("TORPEDO_HOST")).toBe("0.0.0.0");
    const volume = its("VOLUME")[0] ?? "none";
    expect(environment.get("TORPEDO_DATA")?.startsWith(`${volume}/`)).toBe(true);
  });

  it("ships what runs, the licence and nothing else", () => {
    expect(its("COPY")).toEqual(["--from=build /build/node_modules node_modules", "--from=build /app ./"]);
    const commands = (all[0] ?? []).filter(({ word }) => word === "RUN").map(({ rest }) => rest);
    const [, moved = ""] = /mv (.*) \/app$/.exec(commands.at(-1) ?? "") ?? [];
    expect(moved.split(" ").toSorted()).toEqual(["LICENSE", "bin", "dist", "package.json", "scenarios", "schemas"]);
  });

  it("says its name, version and licence in labels, as package.json does", () => {
    const labels = Object.fromEntries(
      its("LABEL").flatMap((line) =>
        [...line.matchAll(/org\.opencontainers\.image\.([\w.]+)="([^"]*)"/g)].map(([, name = "", value]) => [
          name,
          value,
        ]),
      ),
    );
    const { description, version, license } = JSON.parse(read("package.json"));
    expect(labels).toEqual({
      title: "Torpedo",
      description,
      version,
      licenses: license,
      "base.name": `docker.io/library/${its("FROM")[0]}`,
    });
  });

  it("lets any user write its data", () => {
    expect(its("RUN")).toEqual(["mkdir -m 1777 /data"]);
  });

  it("is built from the sources alone, and from all that building needs", () => {
    const ignored = read(".dockerignore").split("\n").filter(Boolean);
    expect(ignored).toEqual(expect.arrayContaining([".git", "node_modules", "dist", ".torpedo"]));
    for (const name of ["src", "bin", "tools", "scenarios", "package-lock.json"]) expect(ignored).not.toContain(name);
    for (const name of ["package-lock.json", ".npmrc", "tools/build.mjs"])
      expect(existsSync(join(root, name))).toBe(true);
  });
});
