// The page of one operation: description, test form, samples (asmx.md section 8.3).

import type { AsmxAddress } from "./address.ts";
import { isOnHttp } from "./compile.ts";
import { escapeAttribute, htmlEncode } from "./escape.ts";
import { getSample, type HelpSample, postSample, soapSample } from "./help-samples.ts";
import { helpPage } from "./help-shell.ts";
import type { AsmxOperation, AsmxService, AsmxSettings } from "./service.ts";

export function operationPage(
  service: AsmxService,
  settings: AsmxSettings,
  address: AsmxAddress,
  name: string,
): string {
  const back = `          Click <a href="${escapeAttribute(address.file)}">here</a> for a complete list of operations.`;
  const fullName = service.aliases?.[name] ?? name;
  const operation = service.operations.find((candidate) => candidate.name === fullName);
  if (operation === undefined) {
    return helpPage(service, address, [
      "      <span>",
      back,
      "          <h2>Method Not Found</h2>",
      `          Method '${htmlEncode(name)}' was not found in service ${htmlEncode(service.name)}.`,
      "      </span>",
    ]);
  }
  const hasPostSample = isOnHttp(operation) && (service.httpPost || settings.clients === "local");
  const samples = [
    soapSample(service, operation, address, "1.1"),
    soapSample(service, operation, address, "1.2"),
    ...(isOnHttp(operation) && service.httpGet ? [getSample(service, operation, address)] : []),
    ...(hasPostSample ? [postSample(service, operation, address)] : []),
  ];
  return helpPage(service, address, [
    "      <span>",
    `          <p class="intro">${back.trim()}</p>`,
    `          <h2>${htmlEncode(operation.name)}</h2>`,
    ...(operation.description === undefined ? [] : [`          <p class="intro">${operation.description}</p>`]),
    "",
    "          <h3>Test</h3>",
    ...testForm(service, settings, operation, address),
    "",
    ...samples.flatMap(sampleBlock),
    "      </span>",
  ]);
}

function testForm(
  service: AsmxService,
  settings: AsmxSettings,
  operation: AsmxOperation,
  address: AsmxAddress,
): readonly string[] {
  if (!isOnHttp(operation))
    return ["          The test form is only available for methods with primitive types as parameters."];
  if (!service.httpPost && settings.clients === "remote") {
    return ["          The test form is only available for requests from the local machine."];
  }
  const action = escapeAttribute(`${address.url}/${operation.name}`).replaceAll("'", "&#39;");
  const rows = operation.parameters.flatMap(({ name }) => [
    "              <tr>",
    `                <td class="frmText" style="color: #000000; font-weight: normal;">${htmlEncode(name)}:</td>`,
    `                <td><input class="frmInput" type="text" size="50" name="${escapeAttribute(name)}"></td>`,
    "              </tr>",
  ]);
  const header = [
    "              <tr>",
    '                <td class="frmHeader" background="#dcdcdc" style="border-right: 2px solid white;">Parameter</td>',
    '                <td class="frmHeader" background="#dcdcdc">Value</td>',
    "              </tr>",
  ];
  return [
    "          To test the operation using the HTTP POST protocol, click the 'Invoke' button.",
    `          <form target="_blank" action='${action}' method="POST">`,
    '            <table cellspacing="0" cellpadding="4" frame="box" bordercolor="#dcdcdc" rules="none" style="border-collapse: collapse;">',
    ...(operation.parameters.length === 0 ? [] : header),
    ...rows,
    "              <tr>",
    "                <td></td>",
    '                <td align="right"> <input type="submit" value="Invoke" class="button"></td>',
    "              </tr>",
    "            </table>",
    "          </form>",
  ];
}

function sampleBlock({ title, request, response }: HelpSample): readonly string[] {
  return [
    "          <span>",
    `            <h3>${title}</h3>`,
    `            <p>The following is a sample ${title} request and response.  The <font class=value>placeholders</font> shown need to be replaced with actual values.</p>`,
    "",
    `            <pre>${request}</pre>`,
    "",
    `            <pre>${response}</pre>`,
    "          </span>",
    "",
  ];
}
