// The part of node-smpp (an independent SMPP client; it brings no types) that commands and tests use.

declare module "smpp" {
  import type { EventEmitter } from "node:events";
  import type { Socket } from "node:net";

  export interface Pdu {
    readonly command: string;
    readonly command_id: number;
    readonly command_status: number;
    readonly sequence_number: number;
    readonly [field: string]: unknown;
    response(fields?: Readonly<Record<string, unknown>>): Pdu;
    isResponse(): boolean;
  }

  type Fields = Readonly<Record<string, unknown>>;
  type Answered = (answer: Pdu) => void;

  export interface Session extends EventEmitter {
    readonly socket: Socket;
    send(pdu: Pdu, answered?: Answered, sent?: () => void): boolean;
    bind_transmitter(fields: Fields, answered?: Answered): boolean;
    bind_receiver(fields: Fields, answered?: Answered): boolean;
    bind_transceiver(fields: Fields, answered?: Answered): boolean;
    submit_sm(fields: Fields, answered?: Answered): boolean;
    submit_multi(fields: Fields, answered?: Answered): boolean;
    data_sm(fields: Fields, answered?: Answered): boolean;
    query_sm(fields: Fields, answered?: Answered): boolean;
    cancel_sm(fields: Fields, answered?: Answered): boolean;
    replace_sm(fields: Fields, answered?: Answered): boolean;
    enquire_link(answered?: Answered): boolean;
    unbind(answered?: Answered): boolean;
    close(closed?: () => void): void;
    destroy(closed?: () => void): void;
  }

  export interface ConnectOptions {
    readonly host?: string;
    readonly port?: number;
    readonly tls?: boolean;
    readonly rejectUnauthorized?: boolean;
  }

  const smpp: {
    connect(options: ConnectOptions | string, connected?: () => void): Session;
    /** Numbers of command_status by name (`ESME_ROK`). */
    readonly errors: Readonly<Record<string, number>>;
  };
  export default smpp;
}
