import type { JsonObject } from "../core/json.ts";
import { choice, flag, optional, record, type Shape, text, whole } from "../core/shape.ts";
import { defaultSmppSettings, type SmppSettings } from "../wire/smpp/settings.ts";

const { boundTimers, hostTimers, limits } = defaultSmppSettings;
const ms = (absent: number): Shape<number> => optional(whole(0, 86_400_000), absent);
const many = (absent: number): Shape<number> => optional(whole(1, 16_777_216), absent);

const shape = record({
  systemId: optional(text({ min: 1, max: 15 }), defaultSmppSettings.systemId),
  acceptVersion33: optional(flag, defaultSmppSettings.acceptVersion33),
  unexpectedTlvs: optional(choice("ignore", "refuse"), defaultSmppSettings.unexpectedTlvs),
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

/** The settings of the SMPP doors, which a user gives by their plain names, in no groups. @throws UsageError */
export function readSmppSettings(given: JsonObject): SmppSettings {
  const read = shape(given, "smpp");
  const { systemId, acceptVersion33, unexpectedTlvs } = read;
  return { systemId, acceptVersion33, unexpectedTlvs, boundTimers: read, hostTimers: read, limits: read };
}
