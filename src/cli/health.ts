import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { readConfig } from "../config/read.ts";
import { UsageError } from "../core/usage-error.ts";
import { exit } from "./host.ts";

const timeoutMs = 3000;

/** `torpedo health`: asks an emulator whether it is ready; what a container's HEALTHCHECK runs. */
export async function health(flags: Readonly<Record<string, unknown>>): Promise<number> {
  const url = new URL("/torpedo/v1/health/ready", await doorOf(flags["url"]));
  const answer = await ask(url);
  if (answer === "ready") {
    process.stdout.write("ready\n");
    return exit.done;
  }
  process.stderr.write(
    `torpedo: ${url.origin} is not ready (${answer}); start it with torpedo start, or give another --url.\n`,
  );
  return exit.failed;
}

async function doorOf(flag: unknown): Promise<string> {
  if (typeof flag !== "string") {
    const { host, httpPort } = await readConfig();
    const wanted = host.find((address) => !/^(?:0\.0\.0\.0|::)$/.test(address)) ?? "127.0.0.1";
    return `http://${wanted.includes(":") ? `[${wanted}]` : wanted}:${httpPort}`;
  }
  if (URL.canParse(flag) && /^https?:/.test(flag)) return flag;
  throw new UsageError({
    where: "--url",
    problem: "must be an http or https address",
    value: flag,
    remedy: "give the HTTP door, for example http://127.0.0.1:8080",
  });
}

/** `ready`, or why not. A certificate is not checked: it is most often one's own. */
function ask(url: URL): Promise<string> {
  return new Promise((resolve) => {
    const options = { timeout: timeoutMs, rejectUnauthorized: false };
    const request = url.protocol === "https:" ? requestHttps(url, options) : requestHttp(url, options);
    request.on("response", (response) => {
      response.resume();
      resolve(response.statusCode === 200 ? "ready" : `HTTP ${response.statusCode}`);
    });
    request.on("timeout", () => request.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    request.on("error", (error) => resolve(error.message || String(error)));
    request.end();
  });
}
