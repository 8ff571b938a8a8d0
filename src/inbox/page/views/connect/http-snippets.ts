// Whole programs that send an HTTP request, in six languages without any library.

import type { SampleView } from "../../../../api/schema/emulator.ts";

export type HttpExample = Extract<SampleView["example"], { by: "http" }>;

export const languages = ["curl", "PHP", "C#", "Java", "Python", "Node"] as const;
export type CodeLanguage = (typeof languages)[number];

/** The request as a program of this language. */
export function httpSnippet(language: CodeLanguage, example: HttpExample): string {
  return writers[language](example);
}

const writers: Readonly<Record<CodeLanguage, (example: HttpExample) => string>> = {
  curl({ url, headers, body }) {
    const lines = [`curl -s ${shell(url)}`];
    for (const [name, value] of Object.entries(headers)) lines.push(`-H ${shell(`${name}: ${value}`)}`);
    if (body !== "") lines.push(`-d ${shell(body)}`);
    return lines.join(" \\\n  ");
  },
  PHP({ method, url, headers, body }) {
    if (method === "GET") return `<?php\necho file_get_contents(${single(url)});`;
    const list = Object.entries(headers).map(([name, value]) => `        ${single(`${name}: ${value}`)},`);
    return [
      "<?php",
      "$context = stream_context_create(['http' => [",
      `    'method' => ${single(method)},`,
      "    'header' => [",
      ...list,
      "    ],",
      `    'content' => ${single(body)},`,
      "]]);",
      `echo file_get_contents(${single(url)}, false, $context);`,
    ].join("\n");
  },
  "C#"({ method, url, headers, body }) {
    const lines = ["using var client = new HttpClient();"];
    if (method === "GET")
      return [...lines, `Console.WriteLine(await client.GetStringAsync(${double(url)}));`].join("\n");
    lines.push(`var content = new StringContent(${double(body)}, System.Text.Encoding.UTF8, "text/xml");`);
    for (const [name, value] of Object.entries(headers))
      if (name !== "Content-Type") lines.push(`content.Headers.Add(${double(name)}, ${double(value)});`);
    lines.push(`var answer = await client.PostAsync(${double(url)}, content);`);
    return [...lines, "Console.WriteLine(await answer.Content.ReadAsStringAsync());"].join("\n");
  },
  Java({ method, url, headers, body }) {
    const lines = [
      "import java.net.URI;",
      "import java.net.http.*;",
      "",
      "public class Send {",
      "    public static void main(String[] arguments) throws Exception {",
      `        var request = HttpRequest.newBuilder(URI.create(${double(url)}))`,
    ];
    for (const [name, value] of Object.entries(headers))
      lines.push(`            .header(${double(name)}, ${double(value)})`);
    if (method === "POST") lines.push(`            .POST(HttpRequest.BodyPublishers.ofString(${double(body)}))`);
    return [
      ...lines,
      "            .build();",
      "        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());",
      "        System.out.println(answer.body());",
      "    }",
      "}",
    ].join("\n");
  },
  Python({ method, url, headers, body }) {
    const lines = ["from urllib.request import Request, urlopen", "", "request = Request(", `    ${double(url)},`];
    if (method === "POST") lines.push(`    data=${single(body)}.encode(),`);
    const list = Object.entries(headers).map(([name, value]) => `        ${single(name)}: ${single(value)},`);
    if (list.length > 0) lines.push("    headers={", ...list, "    },");
    return [...lines, ")", "print(urlopen(request).read().decode())"].join("\n");
  },
  Node({ method, url, headers, body }) {
    if (method === "GET") return `const answer = await fetch(${double(url)});\nconsole.log(await answer.text());`;
    const list = Object.entries(headers).map(([name, value]) => `    ${double(name)}: ${single(value)},`);
    const lines = [
      `const answer = await fetch(${double(url)}, {`,
      `  method: "${method}",`,
      "  headers: {",
      ...list,
      "  },",
    ];
    return [...lines, `  body: ${single(body)},`, "});", "console.log(await answer.text());"].join("\n");
  },
};

function shell(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}
function single(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
function double(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
