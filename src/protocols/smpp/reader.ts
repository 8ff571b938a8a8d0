// Walks the body of one PDU, field by field, never past its end. The first thing wrong is kept and ends the walk.

import type { Sentence } from "../../core/sentences.ts";
import { fieldMistake, inField } from "./decode-sentences.ts";
import type { DestAddress, PduField, UnsuccessSme } from "./fields.ts";
import { type StatusName, status } from "./status.ts";

export interface FieldProblem {
  readonly error: Sentence;
  readonly status: number;
  readonly field: string;
}

const noOctets = Buffer.alloc(0);
const dlName = { name: "dl_name", max: 21, status: "ESME_RINVDLNAME" } as const;
const address = { name: "destination_addr", max: 21, status: "ESME_RINVDSTADR" } as const;

export class PduReader {
  readonly octets: Buffer;
  at: number;
  problem: FieldProblem | undefined;

  constructor(octets: Buffer, at: number) {
    this.octets = octets;
    this.at = at;
    this.problem = undefined;
  }

  field(field: PduField): string | number | Buffer | readonly DestAddress[] | readonly UnsuccessSme[] {
    switch (field.kind) {
      case "octet":
        return this.octet(field.name);
      case "text":
        return this.text(field);
      case "time":
        return this.time(field.name, field.status);
      case "message":
        return this.message(field.name);
      case "destinations":
        return this.destinations();
      case "failures":
        return this.failures();
    }
  }

  fail(name: StatusName, field: string, mistake: Sentence): void {
    this.problem ??= { status: status(name), field, error: inField(field, mistake) };
  }

  octet(name: string): number {
    const value = this.octets[this.at++];
    if (value !== undefined) return value;
    this.fail("ESME_RINVCMDLEN", name, fieldMistake("body-ends"));
    return 0;
  }

  text(field: { readonly name: string; readonly max: number; readonly status: StatusName }): string {
    const { octets, at } = this;
    const limit = Math.min(at + field.max, octets.length);
    let end = at;
    while (end < limit && octets[end] !== 0) end++;
    if (end >= limit) {
      if (limit === octets.length && limit < at + field.max) {
        this.fail("ESME_RINVCMDLEN", field.name, fieldMistake("nul-missing"));
      } else {
        this.fail(field.status, field.name, fieldMistake("no-nul", { max: field.max }));
      }
      return "";
    }
    this.at = end + 1;
    return end === at ? "" : octets.toString("latin1", at, end);
  }

  private time(name: string, badStatus: StatusName): string {
    const value = this.text({ name, max: 17, status: badStatus });
    if (value.length !== 0 && value.length !== 16) {
      this.fail(badStatus, name, fieldMistake("time-length", { count: value.length }));
    }
    return value;
  }

  private message(name: string): Buffer {
    const length = this.octet("sm_length");
    if (length > 254) {
      this.fail("ESME_RINVMSGLEN", "sm_length", fieldMistake("over-254", { length }));
      return noOctets;
    }
    if (this.at + length > this.octets.length) {
      this.fail("ESME_RINVCMDLEN", name, fieldMistake("message-ends", { length }));
      return noOctets;
    }
    const start = this.at;
    this.at += length;
    return length === 0 ? noOctets : this.octets.subarray(start, this.at);
  }

  private destinations(): readonly DestAddress[] {
    const count = this.octet("number_of_dests");
    if (count < 1 || count > 254) {
      this.fail("ESME_RINVNUMDESTS", "number_of_dests", fieldMistake("range", { value: count, min: 1, max: 254 }));
    }
    const list: DestAddress[] = [];
    while (list.length < count && this.problem === undefined) {
      const flag = this.octet("dest_flag");
      if (this.problem !== undefined) break;
      if (flag === 1) list.push({ flag, ...this.smeAddress() });
      else if (flag === 2) list.push({ flag, dl_name: this.text(dlName) });
      else this.fail("ESME_RINVDESTFLAG", "dest_flag", fieldMistake("wrong-flag", { flag }));
    }
    return list;
  }

  private failures(): readonly UnsuccessSme[] {
    const count = this.octet("no_unsuccess");
    const list: UnsuccessSme[] = [];
    while (list.length < count && this.problem === undefined) {
      const sme = this.smeAddress();
      const start = this.at;
      this.at += 4;
      if (this.at > this.octets.length) this.fail("ESME_RINVCMDLEN", "error_status_code", fieldMistake("body-ends"));
      else list.push({ ...sme, error_status_code: this.octets.readUInt32BE(start) });
    }
    return list;
  }

  private smeAddress() {
    const dest_addr_ton = this.octet("dest_addr_ton");
    const dest_addr_npi = this.octet("dest_addr_npi");
    return { dest_addr_ton, dest_addr_npi, destination_addr: this.text(address) };
  }
}
