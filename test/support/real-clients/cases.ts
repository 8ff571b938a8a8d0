// Clients that nobody here wrote, each under scenarios, with the rules that a person reading the journal finds violated.

import { join } from "node:path";

export interface RealClientCase {
  readonly client: string;
  readonly scenario: string;
  /** Rules that are violated, no more and no less. */
  readonly violated: readonly string[];
  /** Rules that are provoked and kept, among others. */
  readonly kept: readonly string[];
}

export interface RealClient {
  readonly needs: string;
  readonly command: readonly string[];
}

const file = (name: string): string => join(import.meta.dirname, name);

export const realClients: Readonly<Record<string, RealClient>> = {
  "PHP SoapClient": { needs: "php", command: ["php", file("soap-client.php")] },
  "node-soap": { needs: "node", command: [process.execPath, file("node-soap.mjs")] },
  "node-smpp": { needs: "node", command: [process.execPath, file("node-smpp.mjs")] },
  "curl --retry": { needs: "curl", command: ["sh", file("curl-retry.sh")] },
  "undici RetryAgent": { needs: "node", command: [process.execPath, file("retry-agent.mjs")] },
};

export const receiverFile = file("receiver.php");

const row = (client: string, scenario: string, violated: string, kept: string): RealClientCase => ({
  client,
  scenario,
  violated: violated.split(" ").filter(Boolean),
  kept: kept.split(" ").filter(Boolean),
});

/** For `npm test`. */
export const someCases: readonly RealClientCase[] = [
  row("PHP SoapClient", "answer-lost", "", "TC201 TC203 TC301 TC302 TC702"),
  row("curl --retry", "answer-lost", "TC201", "TC702"),
  row("node-smpp", "smpp-throttled", "", "TC108 TC607 TC610"),
];

/** For `npm run endurance`. */
export const moreCases: readonly RealClientCase[] = [
  row("PHP SoapClient", "first-attempts-fail", "", "TC702"),
  row("PHP SoapClient", "credit-runs-out", "", "TC102"),
  row("PHP SoapClient", "slow-past-the-time-out", "", "TC201"),
  row("PHP SoapClient", "bad-day", "", "TC301"),
  row("node-soap", "answer-lost", "", "TC201"),
  row("node-soap", "credit-runs-out", "", "TC102"),
  row("node-soap", "slow-past-the-time-out", "", "TC201"),
  row("node-soap", "truncated-xml", "", "TC201"),
  row("node-smpp", "smpp-unbound-by-the-server", "", "TC601 TC607"),
  row("node-smpp", "smpp-bind-refused-twice", "", "TC601 TC607"),
  row("node-smpp", "smpp-taken-but-refused", "", "TC607"),
  row("node-smpp", "smpp-cut-in-mid-pdu", "", "TC201 TC601"),
  row("curl --retry", "slow-past-the-time-out", "TC201", ""),
  row("curl --retry", "slow-down-in-json", "", "TC110"),
  row("undici RetryAgent", "answer-lost", "TC201", ""),
  row("undici RetryAgent", "slow-down-in-json", "", "TC110"),
];
