/** Reason for the end of work whose client is gone: nobody is left to answer. */
export class ClientLeft extends Error {
  override readonly name = "ClientLeft";
  constructor() {
    super("the client left before its answer");
  }
}

/** The reason that every request gives: an error of its own would cost each of them a stack. */
export const clientLeft = new ClientLeft();
