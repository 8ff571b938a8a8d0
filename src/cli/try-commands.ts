import type { FilledSample } from "../config/sample-requests.ts";

/** A line for a POSIX shell that sends the sample. */
export function tryCommand({ name, address, example }: FilledSample): string {
  if (example.by === "smpp") {
    const { systemId, password } = example;
    const credentials = `--system-id ${quoted(systemId)} --password ${quoted(password)}`;
    return `npx torpedo-sms send ${name} --url ${address} ${credentials} --to 5511999990001 --text Oi`;
  }
  const headers = Object.entries(example.headers).map(([name, value]) => `-H ${always(`${name}: ${value}`)}`);
  const body = example.body === "" ? [] : [`-d ${always(example.body)}`];
  return ["curl -s", always(example.url), ...headers, ...body].join(" ");
}

/** The same without credentials: `torpedo send` asks the emulator for those of the account. */
export function sendCommand({ name, account }: FilledSample): string {
  return `npx torpedo-sms send ${name} --account ${account} --to 11999990001 --text Oi`;
}

function quoted(text: string): string {
  return /^[\w.@-]+$/.test(text) ? text : always(text);
}

function always(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
