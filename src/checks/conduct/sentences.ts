// Sentences of the rules, all in one place: name, reason, remedy, and the way to provoke the habit.

interface RuleSentences {
  readonly name: string;
  readonly why: string;
  readonly remedy: string;
  /** Flags of `torpedo run` that provoke it. */
  readonly run: string;
  /** Part of the command under test. */
  readonly test: string;
}

const callbacks = "--callback dlr=http://127.0.0.1:4000/dlr --callback mo=http://127.0.0.1:4000/mo";
const rule = (name: string, why: string, remedy: string, run: string, test: string): RuleSentences => ({
  name,
  why,
  remedy,
  run,
  test,
});

export const sentences: Readonly<Record<string, RuleSentences>> = {
  TC101: rule(
    "retried a permanent refusal",
    "The answer stays the same, and operators stop accounts that repeat refused requests.",
    "Mark the message as failed; send again only after a change of its text, number or account.",
    "--scenario number-invalidated",
    "sends twice to 11999990077 by Mensagem",
  ),
  TC102: rule(
    "went on without credit",
    "Each further request is refused until a top-up.",
    "Stop sending after the first refusal for credit, tell a person, and go on after the top-up.",
    "--scenario credit-runs-out",
    "sends more than two messages",
  ),
  TC103: rule(
    "went on with wrong credentials",
    "Operators block addresses that repeat a wrong credential.",
    "Stop at the first refusal of the account, and tell a person.",
    "",
    "sends with a wrong credential",
  ),
  TC104: rule(
    "no back-off",
    "A gateway in trouble gets more load from each client that repeats at once.",
    "Wait 1 s, 2 s, 4 s and so on before each further attempt, at most 5 times.",
    "--scenario first-attempts-fail",
    "sends by MobilePronto or Mensagem",
  ),
  TC105: rule(
    "gave up at once",
    "The refusal was temporary: the message would have been accepted later.",
    "Send the message again after a pause that grows.",
    "--scenario first-attempts-fail",
    "sends by MobilePronto or Mensagem, and goes on with other messages for a minute",
  ),
  TC106: rule(
    "never gives up",
    "A message that nobody waits for any more fills queues and costs credits.",
    "Give up after about 5 attempts, and tell a person.",
    "--scenario gateway-down-ten-minutes",
    "sends until the outage ends",
  ),
  TC108: rule(
    "ignored throttling",
    "Operators close sessions and block accounts that go on after a throttled request.",
    "Pause the whole queue for a second, then go on more slowly and in order.",
    "--scenario smpp-throttled",
    "sends 50 submit_sm",
  ),
  TC110: rule(
    "came before Retry-After",
    "The answer names the time of the next attempt.",
    "Read the header Retry-After, and wait for so long after the end of the answer.",
    "--scenario slow-down-in-json",
    "sends three times by Sophia",
  ),
  TC201: rule(
    "sent twice after a lost answer",
    "The first message was accepted: the recipient gets two, and both cost credits.",
    "Ask for the status, or wait for the report, before you send again; or give each message an id of its own.",
    "--scenario answer-lost",
    "sends once to a number",
  ),
  TC203: rule(
    "id used for two texts",
    "Reports and status requests cannot tell the messages apart.",
    "Give each message an id of its own.",
    "",
    "sends messages with ids by Sophia or Mensagem",
  ),
  TC204: rule(
    "took a used id for a failure",
    "ID JA UTILIZADO after a lost answer says that the first send was accepted.",
    "Take the answer for the success of the first send.",
    "--scenario answer-lost",
    "sends with an id by Sophia, and again after the lost answer",
  ),
  TC205: rule(
    "sent again while held",
    "A held message is sent once it is released: the recipient gets two.",
    "Wait for the report of the held message.",
    "--scenario antifraud",
    "sends a text with a link by Mensagem",
  ),
  TC301: rule(
    "asked for an id that was never given",
    "The status of the message stays unknown.",
    "Store the id of each answer, and ask for that id.",
    "",
    "asks for the status of a message",
  ),
  TC302: rule(
    "id bent",
    "Case, blanks, zeros and the form of numbers belong to the id.",
    "Store the id as a text, octet by octet.",
    "--scenario smpp-message-id-hex-and-decimal",
    "asks for the status of a message",
  ),
  TC401: rule(
    "receiver answers errors",
    "The provider repeats the callback and gives up at last: the report is lost.",
    "Answer 200 once the callback is stored, and work on it later.",
    callbacks,
    "sends a message and takes its reports",
  ),
  TC402: rule(
    "receiver is slow",
    "A slow receiver holds up all further reports of the account.",
    "Store the callback, answer at once, and work on it later.",
    callbacks,
    "sends five messages and takes their reports",
  ),
  TC403: rule(
    "receiver redirects or wants a login",
    "Providers follow no redirect and have no login.",
    "Give the final address, and let the provider in by its address or by a secret in the path.",
    callbacks,
    "sends a message and takes its reports",
  ),
  TC404: rule(
    "receiver refuses duplicates",
    "A copy that is refused comes again and again.",
    "Answer 200 to a report that you have already.",
    `--scenario reports-duplicated ${callbacks}`,
    "sends a message and takes its reports",
  ),
  TC406: rule(
    "success with another code than wanted",
    "The provider takes the answer for a failure, and repeats the callback.",
    "Answer exactly 200.",
    callbacks,
    "sends by Sophia and takes its reports",
  ),
  TC408: rule(
    "wrote to a phone that opted out",
    "Law and operators forbid messages after an opt-out.",
    "Block the number at SAIR, PARAR, STOP or CANCELAR; one confirmation within a minute is allowed.",
    `--scenario opt-out ${callbacks}`,
    "sends to 11999990090 by Mensagem and takes inbound messages",
  ),
  TC410: rule(
    "polls too often",
    "Operators block clients that ask for the same news many times a second.",
    "Take callbacks, or ask at most once a second.",
    "--scenario reports-48-hours-late",
    "asks for the status of a message",
  ),
  TC501: rule(
    "function that is out of date",
    "The function answers OUT-OF-DATE since 29/02/2020.",
    "Take callbacks, or use STATUS and inBox of WBSAPI.",
    "",
    "asks STAT, STAM or RECV of Mensagem",
  ),
  TC601: rule(
    "reconnect storm",
    "Operators block addresses that connect again at once.",
    "Wait a second before the next bind, then longer after each failure.",
    "--scenario smpp-unbound-by-the-server",
    "sends five submit_sm",
  ),
  TC602: rule(
    "binds again with a refused password",
    "The password stays wrong, and operators block the address.",
    "Stop after the first refusal of system_id or password, and tell a person.",
    "",
    "binds with a wrong password",
  ),
  TC603: rule(
    "never sent enquire_link",
    "A connection that died is noticed at the next message only.",
    "Send an enquire_link after 30 to 60 s without traffic.",
    "",
    "keeps a session bound for two minutes without a message",
  ),
  TC604: rule(
    "enquire_link unanswered",
    "The server ends a session whose client does not answer.",
    "Answer each enquire_link with enquire_link_resp.",
    "",
    "keeps a session bound until the emulator sends enquire_link",
  ),
  TC605: rule(
    "window overrun",
    "Requests beyond the window are refused or wait unread.",
    "Wait for a response once as many requests are in flight as the window allows.",
    "--scenario slow-past-the-time-out",
    "sends 50 submit_sm",
  ),
  TC606: rule(
    "slow deliver_sm_resp",
    "The server sends no further reports while its window is full.",
    "Store the deliver_sm, answer at once, and work on it later.",
    "--scenario smpp-receipts-in-five-dresses",
    "asks for receipts of five submit_sm",
  ),
  TC607: rule(
    "left without unbind",
    "The server keeps the session until its time-out, and may refuse the next bind.",
    "Send unbind, and wait for its response, before you close the connection.",
    "",
    "binds and ends the session",
  ),
  TC608: rule(
    "responses with a wrong sequence",
    "The server cannot match the response, and sends the request again.",
    "Copy sequence_number from the request, and answer deliver_sm with deliver_sm_resp.",
    "--scenario smpp-receipts-in-five-dresses",
    "asks for a receipt of a submit_sm",
  ),
  TC609: rule(
    "data_coding does not fit the octets",
    "The phone shows other characters.",
    "Encode the text as data_coding names it: 0 is GSM 7-bit in octets, 8 is UCS-2 in big endian.",
    "",
    "sends a text with accents by SMPP",
  ),
  TC610: rule(
    "TON and NPI other than the document's",
    "The document wants TON 1 and NPI 1 of the source.",
    "Set source_addr_ton and source_addr_npi to 1.",
    "",
    "sends by SMPP",
  ),
  TC611: rule(
    "reference number used again",
    "Phones join segments of two texts with one reference.",
    "Count the reference up with each long text.",
    "",
    "sends two long texts to a number by SMPP",
  ),
  TC612: rule(
    "cut inside a character",
    "The phone shows a wrong character at the joint.",
    "Cut before an escape, a surrogate pair or an octet sequence, never inside.",
    "",
    "sends a long text with € or emoji by SMPP",
  ),
  TC701: rule(
    "UCS-2 without need",
    "UCS-2 has 70 characters a part, and GSM 7-bit has 160.",
    "Send texts that fit GSM 7-bit with data_coding 0.",
    "",
    "sends a long text by SMPP",
  ),
  TC702: rule(
    "accents lost",
    "The recipient reads question marks or pairs of signs.",
    "Write requests in the charset that they name, for the most part UTF-8.",
    "",
    "sends a text with accents",
  ),
  TC704: rule(
    "one character forces UCS-2",
    "A typographic quote or dash makes the message cost more parts.",
    "Replace typographic quotes, dashes and dots by their plain forms.",
    "",
    "sends a text with a character outside GSM 7-bit",
  ),
  TC705: rule(
    "same length refusal again and again",
    "Nobody shortens the texts, and each of them is refused.",
    "Count characters as the provider does, and shorten or split the text before you send.",
    "",
    "sends a text that is too long",
  ),
};

/** Command that provokes the habit. */
export function provokes({ run, test }: RuleSentences): string {
  return `torpedo run${run === "" ? "" : ` ${run}`} --conduct -- npm test # the test ${test}`;
}
