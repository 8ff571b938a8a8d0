/** Reason for the end of work whose client is gone: nobody is left to answer. */
export class ClientLeft extends Error {
  override readonly name = "ClientLeft";
  constructor() {
    super("the client left before its answer");
  }
}
