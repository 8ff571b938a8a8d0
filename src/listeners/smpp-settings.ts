import { X509Certificate } from "node:crypto";
import type { JsonObject } from "../core/json.ts";
import { UsageError } from "../core/usage-error.ts";
import {
  choice,
  flag,
  isObject,
  list,
  maybe,
  optional,
  record,
  text,
  type Validator,
  whole,
} from "../core/validate.ts";
import type { ListenerOptions } from "../protocols/smpp/listener.ts";
import { defaultSmppSettings, type SmppSettings } from "../protocols/smpp/settings.ts";
import { refusalNames } from "../protocols/smpp/status.ts";

const { boundTimers, hostTimers, limits } = defaultSmppSettings;
const ms = (absent: number): Validator<number> => optional(whole(0, 86_400_000), absent);
const many = (absent: number): Validator<number> => optional(whole(1, 16_777_216), absent);

export const smppSettingsValidator = record({
  systemId: optional(text({ min: 1, max: 15 }), defaultSmppSettings.systemId),
  acceptVersion33: optional(flag, defaultSmppSettings.acceptVersion33),
  unexpectedTlvs: optional(choice("ignore", "refuse"), defaultSmppSettings.unexpectedTlvs),
  onMissingEnquireLink: optional(choice("wait", "close", "unbind"), defaultSmppSettings.onMissingEnquireLink),
  onMalformedResponse: optional(choice("ignore", "nack", "close"), defaultSmppSettings.onMalformedResponse),
  tooManySessions: optional(choice(...refusalNames), defaultSmppSettings.tooManySessions),
  firstSequence: optional(whole(1, 0x7fffffff), defaultSmppSettings.firstSequence),
  /** True if address_range of a bind narrows the inbounds that its session gets. */
  addressRange: optional(flag, false),
  /** Addresses of balancers that put a PROXY protocol header in front, and must. */
  proxyFrom: maybe(list(text({ min: 2, max: 45 }), 100)),
  /** A client certificate is requested, or required, on the TLS listener. */
  clientCertificate: maybe(choice("ask", "require")),
  /** File with the certificates of the authority that signs client certificates. */
  clientCa: maybe(text({ min: 1, max: 4_096 })),
  enquireLinkMs: ms(boundTimers.enquireLinkMs),
  responseMs: ms(boundTimers.responseMs),
  inactivityMs: ms(boundTimers.inactivityMs),
  sessionInitMs: ms(hostTimers.sessionInitMs),
  refusedBindMs: ms(hostTimers.refusedBindMs),
  unbindMs: ms(hostTimers.unbindMs),
  quietMs: ms(hostTimers.quietMs),
  finMs: ms(hostTimers.finMs),
  slowReaderMs: ms(hostTimers.slowReaderMs),
  enquireLinkGraceMs: ms(hostTimers.enquireLinkGraceMs),
  unboundPduOctets: many(limits.unboundPduOctets),
  pduOctets: many(limits.pduOctets),
  processing: many(limits.processing),
  processingOctets: many(limits.processingOctets),
  window: many(limits.window),
  waiting: many(limits.waiting),
  pauseOctets: many(limits.pauseOctets),
  closeOctets: many(limits.closeOctets),
  connections: many(limits.connections),
  connectionsPerAddress: many(limits.connectionsPerAddress),
  unbound: many(limits.unbound),
  sessionsPerAccount: many(limits.sessionsPerAccount),
  bindAttempts: many(limits.bindAttempts),
  bindAttemptsMs: ms(limits.bindAttemptsMs),
});

/** Settings of one listener. */
export interface SmppListenerSettings extends SmppSettings {
  readonly addressRange: boolean;
  readonly proxyFrom?: readonly string[];
  readonly clientCertificate?: "ask" | "require";
  readonly clientCa?: string;
}

function read(given: JsonObject, where: string): SmppListenerSettings {
  const all = smppSettingsValidator(given, where);
  const { systemId, acceptVersion33, unexpectedTlvs, firstSequence, addressRange } = all;
  const { onMissingEnquireLink, onMalformedResponse, tooManySessions } = all;
  const { proxyFrom, clientCertificate, clientCa } = all;
  return {
    systemId,
    acceptVersion33,
    unexpectedTlvs,
    onMissingEnquireLink,
    onMalformedResponse,
    tooManySessions,
    firstSequence,
    boundTimers: all,
    hostTimers: all,
    limits: all,
    addressRange,
    ...(proxyFrom === undefined ? {} : { proxyFrom }),
    ...(clientCertificate === undefined ? {} : { clientCertificate }),
    ...(clientCa === undefined ? {} : { clientCa }),
  };
}

/**
 * Reads the settings of the SMPP listeners, which a user gives in no groups. Under `smpps` stand those of the TLS
 * listener. @throws UsageError
 */
export function readSmppSettings(given: JsonObject): SmppListenerSettings & { readonly smpps: SmppListenerSettings } {
  const { smpps = {}, ...plain } = given;
  if (!isObject(smpps)) {
    throw new UsageError({
      where: "smpp.smpps",
      problem: "must be an object",
      remedy: "give settings of the TLS listener",
    });
  }
  return { ...read(plain, "smpp"), smpps: read({ ...plain, ...smpps }, "smpp.smpps") };
}

/**
 * Options of one listener; `tls` is its certificate and key. @throws UsageError when the file of `clientCa` is not
 * right
 */
export function listenerOptions(
  { proxyFrom, clientCertificate, clientCa, ...settings }: SmppListenerSettings,
  tls?: { readonly cert: string; readonly key: string },
  readFile?: (file: string) => string,
): Pick<ListenerOptions, "settings" | "proxyFrom" | "tls"> {
  const common = { settings, ...(proxyFrom === undefined ? {} : { proxyFrom }) };
  if (tls === undefined) return common;
  if (clientCertificate === "require" && clientCa === undefined) {
    const remedy = "name the file with the certificates of the authority that signs client certificates";
    throw new UsageError({ where: "smpp.clientCa", problem: "is missing for clientCertificate: require", remedy });
  }
  const ca = clientCa === undefined ? undefined : certificates(clientCa, readFile?.(clientCa) ?? "");
  return {
    ...common,
    tls: {
      ...tls,
      ...(clientCertificate === undefined ? {} : { clientCertificate }),
      ...(ca === undefined ? {} : { ca }),
    },
  };
}

function certificates(file: string, pem: string): string {
  try {
    new X509Certificate(pem);
    return pem;
  } catch {
    const remedy = "give a PEM file of certificates";
    throw new UsageError({ where: "smpp.clientCa", problem: `${file} has no certificate`, remedy });
  }
}
