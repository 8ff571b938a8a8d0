import { expect, it } from "vitest";
import { linksIn } from "../../src/core/links.ts";

const rows: readonly (readonly [text: string, ...links: readonly string[]])[] = [
  ["Acesse https://exemplo.com.br/pagar?id=7&x=%20#fim.", "https://exemplo.com.br/pagar?id=7&x=%20#fim"],
  ["Rastreie em bit.ly/3xYzAb, ou em www.correios.com.br!", "bit.ly/3xYzAb", "www.correios.com.br"],
  ["(veja http://localhost:3000/reset?token=a.b-c)", "http://localhost:3000/reset?token=a.b-c"],
  ["https://pt.wikipedia.org/wiki/Sistema_(teoria) e mais", "https://pt.wikipedia.org/wiki/Sistema_(teoria)"],
  ["ACESSE LOJA.COM.BR/OFERTA", "LOJA.COM.BR/OFERTA"],
  ["app.exemplo.io:8080/a e gov.br", "app.exemplo.io:8080/a", "gov.br"],
  ["http://10.0.2.2:8080/x\nhttp://10.0.2.2:8080/x", "http://10.0.2.2:8080/x"],
  ["“https://a.dev/x”, 'https://b.dev/y'", "https://a.dev/x", "https://b.dev/y"],
  ["javascript:alert(1) data:text/html,x ftp://a.b/c"],
  ["joao@exemplo.com.br, pagamento aprovado.Com isso, amanha.me avise, R$ 1.234,56, 12.03.2026, v2.0.br1"],
  ["http:// https://"],
];

it.each(rows)("links of %s", (text, ...expected) => {
  expect(linksIn(text)).toEqual(expected);
});

it("takes time that grows with the length alone", () => {
  for (const part of ["a.", "a-", "www.", "http://", "a.com.", ")", "https://a(", "a.ly/"])
    expect(linksIn(part.repeat(40_000 / part.length)).length).toBeLessThanOrEqual(20);
  expect(linksIn(`https://a/${"(".repeat(1_900)}${")".repeat(90)}`)).toHaveLength(1);
});
