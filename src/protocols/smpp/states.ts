// Requests allowed to an ESME in each state: SMPP 3.4 section 2.3, table 2-1. Departures are marked.

import type { BindCommand, ServiceCommand } from "./pdu.ts";
import type { SessionState } from "./session-types.ts";

const transmitters: readonly SessionState[] = ["BOUND_TX", "BOUND_TRX"];

const allowed: Readonly<Record<ServiceCommand, readonly SessionState[]>> = {
  submit_sm: transmitters,
  submit_multi: transmitters,
  // Ours: the table allows it on a receiver too, but a receiver does not submit.
  data_sm: transmitters,
  query_sm: transmitters,
  cancel_sm: transmitters,
  // Ours: the table has it on a transmitter only; everybody allows the transceiver.
  replace_sm: transmitters,
};

const boundStates: Readonly<Record<BindCommand, SessionState>> = {
  bind_transmitter: "BOUND_TX",
  bind_receiver: "BOUND_RX",
  bind_transceiver: "BOUND_TRX",
};

export function isAllowed(command: ServiceCommand, state: SessionState): boolean {
  return allowed[command].includes(state);
}

/** True of requests that bring messages. */
export function isSubmission(command: ServiceCommand): boolean {
  return command === "submit_sm" || command === "submit_multi" || command === "data_sm";
}

/** The state that an accepted bind leads to. */
export function stateAfter(command: BindCommand): SessionState {
  return boundStates[command];
}

export function isBound(state: SessionState): boolean {
  return state === "BOUND_TX" || state === "BOUND_RX" || state === "BOUND_TRX";
}

/** True if deliver_sm, data_sm and alert_notification may go to a session in this state. */
export function isReceiver(state: SessionState): boolean {
  return state === "BOUND_RX" || state === "BOUND_TRX";
}
