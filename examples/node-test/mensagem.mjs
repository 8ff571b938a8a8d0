// The client under test, as it stands in production: only its address is another.

/** The provider refused the message. */
export class Refused extends Error {}
/** No answer that can be read came: the message may have been accepted, and is not sent again. */
export class Unknown extends Error {}

/** Accepted; accepted and held by the antifraud. */
const accepted = ["1", "61"];

export class Mensagem {
  /** @param timeLimit milliseconds: without a limit a lost answer would hold the program for ever */
  constructor(address, integrationUser, timeLimit = 10_000) {
    this.address = address;
    this.integrationUser = integrationUser;
    this.timeLimit = timeLimit;
  }
  /** @returns the message's md5 */
  async send(to, text) {
    const query = new URLSearchParams({ u: this.integrationUser, n: to, m: text });
    const [code, md5] = (await this.#get(`/sms/send?${query}`)).split(";");
    if (!/^\d+$/.test(code)) throw new Unknown("the answer is no code");
    if (!accepted.includes(code)) throw new Refused(`refused with ${code}`);
    return md5;
  }
  async #get(path) {
    try {
      const answer = await fetch(this.address + path, { signal: AbortSignal.timeout(this.timeLimit) });
      if (answer.ok) return await answer.text();
    } catch (cause) {
      throw new Unknown("no answer came", { cause });
    }
    throw new Unknown("the answer is an error page");
  }
}
