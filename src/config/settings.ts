// Every setting once: its name, its value on the command line and what it is for. Flags, environment variables, the
// keys of the config file and the table in the README all come from here.

import type { Config } from "./config.ts";

export interface Setting {
  readonly key: keyof Config;
  /** Without dashes: `http-port`. The variable is `TORPEDO_HTTP_PORT`, the key in a file is `httpPort`. */
  readonly flag: string;
  /** How help shows its value. */
  readonly value: string;
  readonly help: string;
  /** The default, in words. */
  readonly otherwise: string;
  /** May be given several times. */
  readonly many?: true;
}

export const settings: readonly Setting[] = [
  {
    key: "host",
    flag: "host",
    value: "ADDRESS",
    help: "address to listen on",
    otherwise: "127.0.0.1 and ::1",
    many: true,
  },
  { key: "httpPort", flag: "http-port", value: "PORT", help: "HTTP door of all providers, by path", otherwise: "8080" },
  {
    key: "httpsPort",
    flag: "https-port",
    value: "PORT",
    help: "the same over TLS",
    otherwise: "8443 with a certificate",
  },
  { key: "mensagemPort", flag: "mensagem-port", value: "PORT", help: "Mensagem's own HTTP door", otherwise: "2738" },
  { key: "smppPort", flag: "smpp-port", value: "PORT", help: "SMPP door", otherwise: "9500" },
  { key: "smppsPort", flag: "smpps-port", value: "PORT", help: "SMPP over TLS", otherwise: "off" },
  { key: "data", flag: "data", value: "FILE", help: "database file, or :memory:", otherwise: ".torpedo/torpedo.db" },
  {
    key: "durable",
    flag: "durable",
    value: "WHAT",
    help: "survive the end of the process, or of power",
    otherwise: "process",
  },
  { key: "scenario", flag: "scenario", value: "FILE", help: "scenario file", otherwise: "none" },
  { key: "accounts", flag: "accounts", value: "FILE", help: "accounts file", otherwise: "the default accounts" },
  { key: "clock", flag: "clock", value: "KIND", help: "real, or manual: time moves when told to", otherwise: "real" },
  { key: "rehearsal", flag: "rehearsal", value: "ON", help: "rehearsal numbers, on or off", otherwise: "on" },
  { key: "seed", flag: "seed", value: "TEXT", help: "where all ids and all chance come from", otherwise: "torpedo" },
  { key: "logLevel", flag: "log-level", value: "LEVEL", help: "silent, error, warn, info or debug", otherwise: "warn" },
  { key: "tlsCert", flag: "tls-cert", value: "FILE", help: "certificate (PEM) for the TLS doors", otherwise: "none" },
  { key: "tlsKey", flag: "tls-key", value: "FILE", help: "its key (PEM)", otherwise: "none" },
  {
    key: "tlsSelfSigned",
    flag: "tls-self-signed",
    value: "ON",
    help: "a certificate made at each start in their place, on or off; `torpedo certificate` prints it",
    otherwise: "off",
  },
  {
    key: "token",
    flag: "token",
    value: "TEXT",
    help: "what the control API and the inbox ask for",
    otherwise: "made when bound beyond this machine",
  },
  {
    key: "allowedHosts",
    flag: "allowed-host",
    value: "NAME",
    help: "host name the control API may be called by",
    otherwise: "this machine's",
    many: true,
  },
  {
    key: "limits",
    flag: "limit",
    value: "NAME=NUMBER",
    help: "how many messages, calls, bytes of calls or callbacks a sandbox keeps",
    otherwise: "messages=100000, calls=50000, callBytes=268435456, callbacks=100000",
    many: true,
  },
  {
    key: "providers",
    flag: "provider",
    value: "ID.NAME=VALUE",
    help: "a provider's own setting",
    otherwise: "each provider's README",
    many: true,
  },
  {
    key: "smpp",
    flag: "smpp",
    value: "NAME=VALUE",
    help: "a setting of the SMPP doors",
    otherwise: "none",
    many: true,
  },
];

export function variableOf(setting: Setting): string {
  return `TORPEDO_${setting.flag.replaceAll("-", "_").toUpperCase()}`;
}
