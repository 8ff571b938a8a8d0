// PDUs written as octets, without the code under test: hex digits and 'ASCII', blanks for the eye.

/** `octets("0005 'abc' 00")`. */
export function octets(notation: string): Buffer {
  const parts = notation.match(/'[^']*'|[0-9a-fA-F]{2}|\S/g) ?? [];
  return Buffer.concat(
    parts.map((part) => {
      if (part.startsWith("'")) return Buffer.from(part.slice(1, -1), "latin1");
      if (!/^[0-9a-fA-F]{2}$/.test(part)) throw new Error(`not octets: ${part} in ${notation}`);
      return Buffer.from(part, "hex");
    }),
  );
}

/** The same with its command_length in front. */
export function pdu(notation: string): Buffer {
  const rest = octets(notation);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(rest.length + 4);
  return Buffer.concat([length, rest]);
}

const bindBody = "'user' 00 'secret' 00 'SMPP' 00 34 01 01 00";
export const bindReceiver = pdu(`00000001 00000000 00000001 ${bindBody}`);
export const bindTransmitter = pdu(`00000002 00000000 00000001 ${bindBody}`);
export const bindTransceiver = pdu(`00000009 00000000 00000001 ${bindBody}`);
export const bindReceiverResp = pdu("80000001 00000000 00000001 'SMSC' 00 0210 0001 34");
export const bindTransmitterResp = pdu("80000002 00000000 00000001 'SMSC' 00 0210 0001 34");
export const bindTransceiverResp = pdu("80000009 00000000 00000001 'SMSC' 00 0210 0001 34");

/** submit_sm of `Oi` with that sequence number. */
export function submitSm(sequence: number, text = "Oi"): Buffer {
  const body = Buffer.from(text, "latin1");
  const length = body.length.toString(16).padStart(2, "0");
  return pdu(
    `00000004 00000000 ${word(sequence)} 00 01 01 '28149' 00 01 01 '5511999990001' 00 00 00 00 00 00 01 00 00 00 ${length} ${body.toString("hex")}`,
  );
}

/** submit_sm_resp with the message_id that the test door gives. */
export function submitSmResp(sequence: number): Buffer {
  return pdu(`80000004 00000000 ${word(sequence)} 'm-${sequence}' 00`);
}

/** A header alone. */
export function header(command: number, status: number, sequence: number): Buffer {
  return pdu(`${word(command)} ${word(status)} ${word(sequence)}`);
}

export function word(number: number): string {
  return (number >>> 0).toString(16).padStart(8, "0");
}
