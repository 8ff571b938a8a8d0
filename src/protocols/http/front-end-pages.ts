// HTML that stands in front of a service when the service does not answer: in the style of such pages, in our own words.

import { STATUS_CODES } from "node:http";
import type { FrontEndPage } from "../../core/fault.ts";
import type { HttpAnswer } from "./call.ts";

interface PageParts {
  readonly status: number;
  readonly headers: HttpAnswer["headers"];
  readonly body: (title: string) => string;
}

const pages: Readonly<Record<FrontEndPage, PageParts>> = {
  "iis-500": {
    status: 500,
    headers: [
      ["Content-Type", "text/html"],
      ["Server", "Microsoft-IIS/8.5"],
      ["X-Powered-By", "ASP.NET"],
    ],
    body: (title) =>
      [
        "<!DOCTYPE html>",
        '<html xmlns="http://www.w3.org/1999/xhtml">',
        '<head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1" />',
        `<title>${title}</title></head>`,
        '<body style="margin:0;font-family:Verdana,Arial,sans-serif">',
        '<div style="background:#555;color:#fff;padding:10px"><h1>Server Error</h1></div>',
        `<div style="padding:10px"><h2>${title}</h2>`,
        "<h3>The site cannot show this resource because of a fault inside it.</h3></div>",
        "</body>",
        "</html>",
        "",
      ].join("\r\n"),
  },
  "nginx-502": {
    status: 502,
    headers: [
      ["Server", "nginx"],
      ["Content-Type", "text/html"],
    ],
    body: (title) =>
      [
        "<html>",
        `<head><title>${title}</title></head>`,
        "<body>",
        `<center><h1>${title}</h1></center>`,
        "<hr><center>nginx</center>",
        "</body>",
        "</html>",
        "",
      ].join("\r\n"),
  },
  maintenance: {
    status: 503,
    headers: [
      ["Content-Type", "text/html; charset=utf-8"],
      ["Retry-After", "3600"],
    ],
    body: () =>
      [
        "<!DOCTYPE html>",
        '<html lang="pt-BR">',
        "<head><title>Sistema em manutenção</title></head>",
        "<body>",
        "<h1>Estamos em manutenção</h1>",
        "<p>O serviço está parado para melhorias e volta em breve. Tente mais tarde.</p>",
        "</body>",
        "</html>",
        "",
      ].join("\n"),
  },
};

/** @param status instead of the page's own */
export function frontEndAnswer(name: FrontEndPage, status?: number): HttpAnswer {
  const page = pages[name];
  const code = status ?? page.status;
  return { status: code, headers: page.headers, body: page.body(titleOf(code)) };
}

function titleOf(status: number): string {
  return `${status} ${STATUS_CODES[status] ?? "Status"}`;
}
