// node-soap with a plain queue: it takes each answer as it comes, and never sends again by itself.

import { createClientAsync } from "soap";

const { TORPEDO_URL: address, TORPEDO_MENSAGEM_USER: user } = process.env;
const mobilePronto = await createClientAsync(`${address}/Service.asmx?wsdl`);
const mensagem = await createClientAsync(`${address}/wbsapi.asmx?wsdl`);
const patience = { timeout: 2_000 };
const attempt = (call) =>
  call.then(
    ([answer]) => answer,
    (error) => console.log(String(error).slice(0, 80)),
  );

for (let order = 1; order <= 5; order++) {
  const phone = `1199998${String(order).padStart(4, "0")}`;
  const message = {
    Credencial: process.env.TORPEDO_MOBILEPRONTO_CREDENCIAL20,
    Principal_User: process.env.TORPEDO_MOBILEPRONTO_PRINCIPAL_USER,
    Aux_User: "LOJA",
    Mobile: `55${phone}`,
    Send_Project: "N",
    Message: `Pedido ${order} confirmado, até amanhã`,
  };
  await attempt(mobilePronto.MPG_Send_SMSAsync(message, patience));
  const unique = {
    Identificacao: user,
    Telefone: phone,
    Mensagem: `Pedido ${order}: https://loja.br/p/${order}`,
    Agenda: "0001-01-01T00:00:00",
    TipoMensagem: 0,
    CentroCustos: 0,
    IdExterno: `${order}`,
  };
  const sent = await attempt(mensagem.sendUniqueAsync(unique, patience));
  const [code, hash] = (sent?.sendUniqueResult ?? "0").split(";");
  if (code === "1") await attempt(mensagem.statusAsync({ Identificacao: user, Hash: hash }, patience));
}
