// Sends one SMS, for a sweep: exit code 1 when it is refused, 2 when nobody knows.
//
//   npx torpedo-sms sweep --handling examples/torpedo.handling.yaml -- node examples/node-test/send.mjs

import { Mensagem, Refused, Unknown } from "./mensagem.mjs";

const { TORPEDO_MENSAGEM_URL, TORPEDO_MENSAGEM_USER } = process.env;
try {
  await new Mensagem(TORPEDO_MENSAGEM_URL, TORPEDO_MENSAGEM_USER, 2_000).send("11999990001", "Pedido 42 confirmado");
} catch (error) {
  if (!(error instanceof Refused || error instanceof Unknown)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof Refused ? 1 : 2;
}
