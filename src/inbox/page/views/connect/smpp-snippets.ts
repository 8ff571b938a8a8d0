// Whole programs that send an SMS over SMPP, in each language with its commonest client library.

import type { SampleView } from "../../../../api/schema/emulator.ts";
import type { CodeLanguage } from "./http-snippets.ts";

type SmppExample = Extract<SampleView["example"], { by: "smpp" }>;

export function smppSnippet(language: CodeLanguage, { host, port, systemId, password }: SmppExample): string {
  switch (language) {
    case "curl":
      return `# SMPP is no HTTP; the emulator brings a client\nnpx torpedo-sms send smpp --url ${host}:${port} \\\n  --system-id ${systemId} --password ${password} \\\n  --to 5511999990001 --text Oi`;
    case "PHP":
      return `<?php // composer require glushkovds/php-smpp
require 'vendor/autoload.php';

$service = new \\PhpSmpp\\Service\\Sender(
    ['${host}:${port}'], '${systemId}', '${password}', \\PhpSmpp\\Client::BIND_MODE_TRANSCEIVER
);
echo $service->send('5511999990001', 'Oi', '28149');`;
    case "C#":
      return `// dotnet add package JamaaSMPP
using JamaaTech.Smpp.Net.Client;

using var client = new SmppClient();
client.Properties.Host = "${host}";
client.Properties.Port = ${port};
client.Properties.SystemID = "${systemId}";
client.Properties.Password = "${password}";
client.ForceConnect();
var message = new TextMessage { DestinationAddress = "5511999990001", Text = "Oi" };
message.RegisterDeliveryNotification = true;
client.SendMessage(message);
Console.WriteLine(message.ReceiptedMessageId);`;
    case "Java":
      return `// org.jsmpp:jsmpp:3.0.0
import org.jsmpp.bean.*;
import org.jsmpp.session.*;

public class Send {
    public static void main(String[] arguments) throws Exception {
        var session = new SMPPSession();
        var unknown = TypeOfNumber.UNKNOWN;
        session.connectAndBind("${host}", ${port}, new BindParameter(BindType.BIND_TRX,
            "${systemId}", "${password}", "", unknown, NumberingPlanIndicator.UNKNOWN, null));
        var sent = session.submitShortMessage("",
            unknown, NumberingPlanIndicator.UNKNOWN, "28149",
            TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, "5511999990001",
            new ESMClass(), (byte) 0, (byte) 0, null, null,
            new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE), (byte) 0,
            new GeneralDataCoding(), (byte) 0, "Oi".getBytes());
        System.out.println(sent.getMessageId());
        session.unbindAndClose();
    }
}`;
    case "Python":
      return `# pip install smpplib
import smpplib.client

client = smpplib.client.Client("${host}", ${port})
client.set_message_sent_handler(lambda pdu: print(pdu.message_id))
client.connect()
client.bind_transceiver(system_id="${systemId}", password="${password}")
client.send_message(destination_addr="5511999990001", short_message=b"Oi", registered_delivery=True)
client.read_once()
client.unbind()
client.disconnect()`;
    case "Node":
      return `// npm install smpp
import smpp from "smpp";

const session = smpp.connect({ url: "smpp://${host}:${port}" });
session.bind_transceiver({ system_id: "${systemId}", password: "${password}" }, () =>
  session.submit_sm(
    { destination_addr: "5511999990001", short_message: "Oi", registered_delivery: 1 },
    (answer) => {
      console.log(answer.message_id);
      session.close();
    },
  ),
);`;
  }
}
