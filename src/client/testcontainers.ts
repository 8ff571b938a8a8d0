// `torpedo-sms/testcontainers`: the emulator's image as a container of Testcontainers. The image is the user's own.

import { AbstractStartedContainer, GenericContainer, type StartedTestContainer, Wait } from "testcontainers";
import { newToken } from "../clock/token.ts";
import { connectEmulator } from "./connect.ts";
import type { Emulator } from "./sandbox.ts";

/** Ports in the container, which are those of the image. */
const ports = { http: 8080, mensagem: 2738, smpp: 9500 } as const;

/** A container of the emulator that is not started yet. It keeps nothing. */
export class TorpedoContainer extends GenericContainer {
  readonly #token: string;

  /** @param image its name in your registry: `registry.example/torpedo-sms:0.2.0` */
  constructor(image: string) {
    super(image);
    this.#token = newToken();
    this.withExposedPorts(...Object.values(ports));
    this.withEnvironment({ TORPEDO_TOKEN: this.#token, TORPEDO_DATA: ":memory:" });
    this.withWaitStrategy(Wait.forHttp("/torpedo/v1/health/ready", ports.http).forStatusCode(200));
  }

  /** @param name name of a shipped scenario, or a scenario file in the container */
  withScenario(name: string): this {
    return this.withEnvironment({ TORPEDO_SCENARIO: name });
  }

  /** @param text accounts file, in YAML or JSON */
  withAccounts(text: string): this {
    const target = "/tmp/accounts.yaml";
    return this.withCopyContentToContainer([{ content: text, target }]).withEnvironment({ TORPEDO_ACCOUNTS: target });
  }

  override async start(): Promise<StartedTorpedoContainer> {
    return new StartedTorpedoContainer(await super.start(), this.#token);
  }
}

/** A running container of the emulator. */
export class StartedTorpedoContainer extends AbstractStartedContainer {
  /** Token of the control API. */
  readonly token: string;

  constructor(container: StartedTestContainer, token: string) {
    super(container);
    this.token = token;
  }

  /** Addresses of the listeners, as this machine reaches them. */
  get urls(): { readonly http: string; readonly mensagem: string; readonly smpp: string } {
    const at = (port: number): string => `${this.getHost()}:${this.getMappedPort(port)}`;
    return { http: `http://${at(ports.http)}`, mensagem: `http://${at(ports.mensagem)}`, smpp: at(ports.smpp) };
  }

  /** Connects to the emulator, with the interface of one in process. */
  async connect(): Promise<Emulator> {
    const emulator = await connectEmulator({ url: this.urls.http, token: this.token });
    return { ...emulator, urls: { ...emulator.urls, ...this.urls } };
  }
}
