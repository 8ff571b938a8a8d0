// A client of submit_sm by node-smpp for sweeps. With the argument `planted` it has six mistakes, marked below.

import { createRequire } from "node:module";

const smpp = createRequire(import.meta.url)("smpp");
const planted = process.argv[2] === "planted";
const {
  TORPEDO_SMPP_ADDRESS: address,
  TORPEDO_MENSAGEM_USER: user,
  TORPEDO_MENSAGEM_SMPP_PASSWORD: password,
} = process.env;
const to = "5511999990001";
const second = 1_000;

/** Time limits of requests; null: none. */
const limit = { bind: 20 * second, submit: planted ? null : 4 * second };

function request(session, pdu, ms) {
  return new Promise((resolve) => {
    const timer = ms === null ? null : setTimeout(() => resolve(null), ms);
    session.send(pdu, (answer) => {
      if (timer !== null) clearTimeout(timer);
      resolve(answer);
    });
    session.on("close", () => resolve(null));
  });
}

async function bound() {
  const session = smpp.connect({ url: `smpp://${address}` });
  session.on("error", () => {});
  session.on("unbind", (pdu) => session.send(pdu.response()));
  await new Promise((resolve) => session.on("connect", resolve));
  const bind = new smpp.PDU("bind_transceiver", { system_id: user, password, interface_version: 0x34 });
  await request(session, bind, limit.bind);
  return session;
}

const status = (name) => smpp.errors[name];

async function deliver() {
  let session = await bound();
  try {
    for (let attempt = 1; ; attempt++) {
      const pdu = new smpp.PDU("submit_sm", { destination_addr: to, short_message: "Pedido 7" });
      const answer = await request(session, pdu, limit.submit);
      if (answer === null || answer.command === "generic_nack") {
        // Mistake: a response that is lost is sent again, though it was accepted.
        if (!planted || attempt > 1) return "unknown";
        session.destroy();
        session = await bound();
        continue;
      }
      switch (answer.command_status) {
        case 0:
          return "sent";
        case status("ESME_RSYSERR"):
          // Mistake: given up, and said to be sent.
          if (planted) return "sent";
          await new Promise((resolve) => setTimeout(resolve, 600 * attempt));
          continue;
        case status("ESME_RSUBMITFAIL"):
          // Mistake: taken for success.
          return planted ? "sent" : "refused";
        case status("ESME_RINVDSTADR"):
          // Mistake: a number that is refused is tried again.
          if (planted && attempt === 1) continue;
          return "blocked";
        default:
          // Mistake: a status that nobody thought of ends the program.
          if (planted) throw new Error(`command_status ${answer.command_status}`);
          return "unknown";
      }
    }
  } finally {
    session.destroy();
  }
}

const outcome = await deliver();
await fetch(process.env.TORPEDO_REPORT_URL, { method: "POST", body: JSON.stringify({ to, outcome }) });
