// node-smpp with a window of five: it waits before each reconnect and after each throttled message, and then goes on.

import smpp from "smpp";

const orders = 24;
const window = 5;
const waiting = Array.from({ length: orders }, (_, index) => index + 1);
let [done, connects] = [0, 0];

function connect() {
  connects++;
  const session = smpp.connect({ url: `smpp://${process.env.TORPEDO_SMPP_ADDRESS}` });
  const inFlight = new Set();
  let isOpen = false;
  session.on("error", (error) => console.log(String(error)));
  session.on("close", () => {
    isOpen = false;
    // The answers are lost: the orders are left to their receipts.
    done += inFlight.size;
    if (done < orders && connects < 10) setTimeout(connect, 1_500);
  });
  session.on("unbind", (pdu) => {
    isOpen = false;
    session.send(pdu.response());
    session.close();
  });
  for (const request of ["deliver_sm", "enquire_link"]) session.on(request, (pdu) => session.send(pdu.response()));
  const next = () => {
    while (isOpen && inFlight.size < window && waiting.length > 0) submit(waiting.shift());
    if (isOpen && done === orders) session.unbind(() => session.close());
  };
  const submit = (order) => {
    inFlight.add(order);
    const message = {
      source_addr: "28149",
      source_addr_ton: 1,
      source_addr_npi: 1,
      destination_addr: `551199997${String(order).padStart(4, "0")}`,
      short_message: order % 3 === 0 ? `Pedido ${order}: amanhã às 9h — São Paulo` : `Pedido ${order} confirmado`,
    };
    session.submit_sm(message, ({ command_status: status }) => {
      inFlight.delete(order);
      if (status === smpp.ESME_RTHROTTLED) {
        waiting.unshift(order);
        isOpen = false;
        setTimeout(() => {
          isOpen = true;
          next();
        }, 1_300);
        return;
      }
      done++;
      next();
    });
  };
  const credentials = {
    system_id: process.env.TORPEDO_MENSAGEM_USER,
    password: process.env.TORPEDO_MENSAGEM_SMPP_PASSWORD,
  };
  session.bind_transceiver(credentials, ({ command_status: status }) => {
    if (status !== 0) return session.close();
    isOpen = true;
    next();
  });
}

connect();
