// The few fields of a submit_sm that conduct judges (SMPP 3.4 4.4.1), from the octets of the journal.

export interface SubmittedPdu {
  readonly dataCoding: number;
  readonly octets: Buffer;
  /** Segment of a longer message, by its user data header. */
  readonly isSegment: boolean;
}

const headLength = 16;

/** Null: the octets are no submit_sm. */
export function submittedPdu(request: string): SubmittedPdu | null {
  const octets = Buffer.from(request, "latin1");
  let at = headLength;
  const text = (): void => {
    const end = octets.indexOf(0, at);
    at = end < 0 ? octets.length + 1 : end + 1;
  };
  text(); // service_type
  at += 2;
  text(); // source_addr
  at += 2;
  text(); // destination_addr
  const esmClass = octets[at];
  at += 3;
  text(); // schedule_delivery_time
  text(); // validity_period
  at += 2;
  const dataCoding = octets[at];
  const length = octets[at + 2];
  if (esmClass === undefined || dataCoding === undefined || length === undefined) return null;
  const message = octets.subarray(at + 3, at + 3 + length);
  const header = (esmClass & 0x40) === 0 ? 0 : (message[0] ?? 0) + 1;
  const isSegment = header > 1 && (message[1] === 0x00 || message[1] === 0x08);
  return { dataCoding, octets: message.subarray(header), isSegment };
}

/** message_id of a query_sm, cancel_sm or replace_sm: the first field of each. */
export function queriedId(request: string): string {
  const end = request.indexOf("\0", headLength);
  return end < 0 ? "" : request.slice(headLength, end);
}
