// The container's settings and the addresses of a started one, without a container engine.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StartedTestContainer } from "testcontainers";
import { afterEach, describe, expect, it } from "vitest";
import { StartedTorpedoContainer, TorpedoContainer } from "../../src/client/testcontainers.ts";
import { settingsFor, variableOf } from "../../src/config/settings.ts";
import { providers } from "../../src/providers/index.ts";
import { emulate, sendMensagem, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

const dockerfile = readFileSync(join(import.meta.dirname, "../../Dockerfile"), "utf8");

/** Shows what Testcontainers gives to an engine. */
class Inspected extends TorpedoContainer {
  get given() {
    return { ports: this.exposedPorts, variables: this.environment, contents: this.contentsToCopy };
  }
}

describe("a container that is not started", () => {
  it("opens the ports of the image, sets variables that the program reads, and keeps nothing", () => {
    const { ports, variables } = new Inspected("registry.example/torpedo-sms:0.2.0").given;
    expect(ports).toEqual(/^EXPOSE (.*)$/m.exec(dockerfile)?.[1]?.split(" ").map(Number));
    expect(settingsFor(providers).map(variableOf)).toEqual(expect.arrayContaining(Object.keys(variables)));
    expect(variables).toEqual({ TORPEDO_TOKEN: expect.stringMatching(/^[\w-]{24}$/), TORPEDO_DATA: ":memory:" });
  });

  it("takes a scenario and accounts", () => {
    const container = new Inspected("torpedo-sms").withScenario("answer-lost").withAccounts("accounts: {}");
    const { variables, contents } = container.given;
    expect(variables["TORPEDO_SCENARIO"]).toBe("answer-lost");
    expect(contents).toEqual([{ content: "accounts: {}", target: variables["TORPEDO_ACCOUNTS"] }]);
  });
});

describe("a started container", () => {
  it("has the addresses of this machine, and connects with its token", async () => {
    const emulator = await emulate({}, { token: "of-the-test" });
    const portOf = (address: string): number => Number(/:(\d+)$/.exec(address)?.[1]);
    const mapped = new Map([
      [8080, portOf(emulator.urls.http)],
      [2738, portOf(emulator.urls.mensagem)],
      [9500, portOf(emulator.urls.smpp)],
    ]);
    const engine: Pick<StartedTestContainer, "getHost" | "getMappedPort"> = {
      getHost: () => "127.0.0.1",
      getMappedPort: (port: number | string) => mapped.get(Number(port)) ?? 0,
    };
    const started = new StartedTorpedoContainer(engine as StartedTestContainer, "of-the-test");
    const { http, mensagem, smpp } = emulator.urls;
    expect(started.urls).toEqual({ http, mensagem, smpp });
    const connected = await started.connect();
    expect(connected.urls).toMatchObject(started.urls);
    await sendMensagem(connected);
    expect(await connected.messages()).toHaveLength(1);
    await connected.stop();
  });
});
