// undici's RetryAgent, which sends a request again after an error of the connection or a busy server.

import { Agent, RetryAgent, request } from "undici";

const { TORPEDO_URL, TORPEDO_MENSAGEM_URL, TORPEDO_SOPHIA_TOKEN, TORPEDO_MENSAGEM_USER } = process.env;
const dispatcher = new RetryAgent(new Agent(), { maxRetries: 2 });
const attempt = (address, fields) =>
  request(`${address}?${new URLSearchParams(fields)}`, { dispatcher }).then(
    ({ body }) => body.text(),
    (error) => console.log(String(error)),
  );

for (let order = 1; order <= 4; order++) {
  const phone = `1199996${String(order).padStart(4, "0")}`;
  const text = `Pedido ${order} pago`;
  await attempt(`${TORPEDO_URL}/api/unitario.php`, { token: TORPEDO_SOPHIA_TOKEN, destino: phone, msg: text });
  await attempt(`${TORPEDO_MENSAGEM_URL}/sms/send`, { u: TORPEDO_MENSAGEM_USER, n: phone, m: text });
}
await dispatcher.close();
