// Texts as Brazilian senders write them, with the codes that a person reads in each.

import { describe, expect, it } from "vitest";
import { oneTimeCodes } from "../../src/core/one-time-codes.ts";

const codes: readonly (readonly [text: string, ...codes: readonly string[]])[] = [
  ["Seu código de verificação é 123456. Não compartilhe com ninguém.", "123456"],
  ["Codigo 481-221. Nao compartilhe com ninguem.", "481-221"],
  ["G-482913 é o seu código de verificação do Google.", "G-482913"],
  ["Seu codigo do WhatsApp: 123-456\nNao compartilhe este codigo.", "123-456"],
  ["<#> Seu código Uber é 4821. Nunca o informe a ninguém. Resposta STOP para 28149 cancela. FA+9qCX9VpC", "4821"],
  ["<#> 987654 is your code FA+9qCX9VSu", "987654"],
  ["123456 é o seu código\nAb3dE9gH1jK\n", "123456"],
  ["Itau: use o token 654321 para confirmar o Pix de R$ 1.250,00 para Maria em 12/03 as 14:30.", "654321"],
  ["NUBANK: 907214 e o seu codigo de acesso. Ele expira em 10 minutos.", "907214"],
  ["Digite 4821 para confirmar o seu cadastro na Loja Sol.", "4821"],
  ["Use 771204 para entrar na sua conta.", "771204"],
  ["Sua senha provisoria: aB3xY9. Troque-a no primeiro acesso.", "aB3xY9"],
  ["Token de seguranca: A7K29Q. Validade: 5 minutos.", "A7K29Q"],
  ["Código de acesso ABCD-1234, válido por 1800 segundos", "ABCD-1234"],
  ["PIN 0417 para retirar no armário da Rua Augusta, 1500.", "0417"],
  ["Seu PIN é 2026.", "2026"],
  ["Cod. 908172 para validar o celular (11) 98765-4321.", "908172"],
  ["Código de entrega: 9377. Informe ao entregador. Pedido 482913.", "9377"],
  ["Seu código para autorizar a compra de R$ 99,90 no cartão final 1234 é 567890.", "567890"],
  ["Codigo 567890 para compra de R$ 99,90 no cartao final 1234. Duvidas: 4004-1234.", "567890"],
  ["Use o código para finalizar seu pedido: 482913", "482913"],
  ["Use o código para confirmar seu telefone: 48291377", "48291377"],
  ["Your Example verification code is 305118. Do not share it.", "305118"],
  ["305118 is your Example code", "305118"],
  ["Use 305118 as your password reset code", "305118"],
  ["OTP: 998877 (expires in 5 minutes)", "998877"],
  ["Código de verificação:\n123456", "123456"],
  ["Seu código 482913 é válido até 2359 de hoje", "482913"],
  ["Sua senha de acesso: 4821, usuario: 10293", "4821"],
  ["Usuario 10293 e senha 4821 para o primeiro acesso", "4821"],
  ["Código 123 456 para entrar", "123 456"],
  ["Recebemos o pedido de acesso. Codigo no app ou aqui! 482913. Nao compartilhe.", "482913"],
  ["Sua conta: https://exemplo.com/entrar?code=771122\n@exemplo.com #747723", "747723"],
  ["Códigos de dois aparelhos: o código 111222 do tablet e o código 333444 do celular", "111222", "333444"],
  ["Seu código é 123456. De novo: código 123456", "123456"],
];

const none: readonly string[] = [
  "",
  "Oi",
  "123456",
  "Ola Marina, seu pedido 8812 saiu para entrega e chega hoje ate 18h.",
  "Consulta confirmada para 03/03/2026 as 14h30 com Dra. Helena, sala 1203.",
  "Confirmação de consulta: 12/03 às 14:30, Rua Augusta, 1500.",
  "Cupom VOLTA10: 10% na proxima compra.",
  "Use o código NATAL2026 e ganhe 15% de desconto na próxima compra!",
  "Codigo promocional 123456 vale ate 31/12.",
  "Compra aprovada no cartao final 4521: R$ 1.234,56 em 10/03 as 09:15.",
  "Nunca informe sua senha. Compra aprovada no cartao final 4521, R$ 120,00.",
  "Fatura de R$ 350 vence em 10/04/2026. Codigo de barras 34191790010104351004791020150008291070026000",
  "Codigo de rastreio BR123456789BR. Pedido 482913 a caminho.",
  "Codigo de rastreamento: 482913",
  "Codigo do cliente: 482913. Agencia 1234, conta 12345-6.",
  "Sua senha de atendimento é A123. Aguarde no guichê 1204.",
  "Protocolo de atendimento nº 482913. Avalie o nosso acesso.",
  "Sua senha foi alterada, protocolo 482913.",
  "Sua senha foi alterada em 12/03/2026 às 14:30. Não foi você? Ligue 0800 123 4567 ou (11) 3333-4444.",
  "Altere a senha ate 2026. Duvidas: ligue 40041234.",
  "Codigo postal 01310-100, CPF 123.456.789-09, CNPJ 12.345.678/0001-95.",
  "Entre com o CPF 12345678909 e a sua senha.",
  "Senha expirada! Para cancelar envie SAIR para 28149.",
  "Seu código chegou por e-mail: veja joao.123456@exemplo.com",
  "Redefina a senha: https://exemplo.com/r/482913?token=123456",
  "Saldo de 1500 pontos. Entre com a sua senha e troque 1200 pontos.",
  "Placa ABC1D23 multada em 2026, veja com a sua senha gov.br",
  "Voo LA3456 as 10h45, portao 1234. Localizador do codigo de reserva: XK4T9Q",
  "Pin up! Promocao 2026: leve 4000 pecas",
  "Temos 123456 seguidores!",
];

describe("one-time codes", () => {
  it.each(codes)("%s", (text, ...expected) => {
    expect(oneTimeCodes(text)).toEqual(expected);
  });

  it.each(none)("no code in: %s", (text) => {
    expect(oneTimeCodes(text)).toEqual([]);
  });

  it("takes time that grows with the length alone", () => {
    for (const part of ["1", "1-", "a@", "codigo ", "1234 ", "codigo 123456, ", "http://a.", "((11)", "R$", "\u00e9"])
      expect(oneTimeCodes(part.repeat(40_000 / part.length)).length).toBeLessThanOrEqual(20);
  });
});
