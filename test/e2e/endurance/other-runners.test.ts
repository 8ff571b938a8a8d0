// Helpers of examples/ for test runners of other languages, each run as its first lines say.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../../src/index.ts";
import { have, haveFile } from "../../support/programs.ts";
import { scratch, undoAll } from "../../support/sandboxed.ts";
import { takenPort } from "../../support/taken-port.ts";
import { cleanEnvironment } from "../../support/torpedo-process.ts";

afterEach(undoAll);

const root = join(import.meta.dirname, "../../..");
const jars = "/usr/share/java";
const console5 = `${jars}/junit-platform-console-standalone.jar`;
const compiled = ["junit-jupiter-api", "junit-platform-commons", "apiguardian-api", "opentest4j"];
const classes = compiled.map((name) => `${jars}/${name}.jar`).join(":");

/** Commands of a shell; $OUT is a folder of the test. */
const runners = [
  {
    file: "pytest/conftest.py",
    isHere: have("pytest"),
    says: "3 passed",
    command: "pytest -p no:cacheprovider examples/pytest",
  },
  {
    file: "phpunit/Torpedo.php",
    isHere: have("phpunit"),
    says: "OK (2 tests",
    command: "phpunit --do-not-cache-result examples/phpunit",
  },
  {
    file: "junit5/TorpedoExtension.java",
    isHere: have("javac") && haveFile(console5),
    says: "2 tests successful",
    command: `javac -d "$OUT" -cp ${classes} examples/junit5/*.java && java -jar ${console5} -cp "$OUT" --scan-classpath`,
  },
  {
    file: "csharp/Order.cs",
    isHere: have("mcs") && have("mono"),
    says: "Order.cs: ok",
    command: 'mcs -out:"$OUT/order.exe" examples/csharp/Order.cs && mono "$OUT/order.exe"',
  },
];
const here = runners.filter(({ isHere }) => isHere).map((runner) => [runner.file, runner] as const);

function run(command: string, url: string, token: Readonly<Record<string, string>> = {}) {
  const env = cleanEnvironment({ TORPEDO_URL: url, OUT: scratch(), PYTHONDONTWRITEBYTECODE: "1", ...token });
  return promisify(execFile)("sh", ["-c", command], { cwd: root, env, timeout: 100_000, killSignal: "SIGKILL" });
}

describe("the helper", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator({ token: "of-the-test" });
  });
  afterAll(() => emulator.stop());

  it.each(here)("%s gives each test a sandbox, and leaves none behind", async (_, { command, says }) => {
    const { stdout } = await run(command, emulator.urls.http, { TORPEDO_TOKEN: "of-the-test" });
    expect(stdout).toContain(says);
    expect(await emulator.requests()).toEqual([]);
    expect(await emulator.control.sandboxes.list()).toHaveLength(1);
  });

  it.each(here)("%s fails where no emulator answers", async (_, { command }) => {
    const { port, free } = await takenPort();
    await free();
    await expect(run(command, `http://127.0.0.1:${port}`)).rejects.toMatchObject({ killed: false });
  });
});
