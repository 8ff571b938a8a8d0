// The services as declarations: what their WSDLs and pages say, and which method answers each operation.

import type { OperationVocabulary } from "../../core/vocabulary.ts";
import type { AsmxParameter, AsmxResultType } from "../../protocols/asmx/service.ts";
import { sendSimpleSmsDescription, sendSmsDescription, statusVoiceDescription } from "./descriptions.ts";
import type { MobileProntoMethod } from "./method.ts";
import { mpgCredits01r33, mpgCreditsV200, mpgCreditsV300 } from "./mpg-credits.ts";
import { mpgQuery01 } from "./mpg-query01.ts";
import { mpgSendSimpleSms } from "./mpg-send-simple-sms.ts";
import { mpgSendSms } from "./mpg-send-sms.ts";
import { mpgSendLongSms, mpgSendSmsV300 } from "./mpg-send-sms-v300.ts";
import { mpgSendandFollowUpVoice } from "./mpg-sendandfollowup-voice.ts";
import { mpgStatusVoice } from "./mpg-status-voice.ts";
import {
  credits,
  query01,
  sendandFollowUpVoice,
  sendLongSms,
  sendSimpleSms,
  sendSms,
  sendSmsV300,
  statusVoice,
} from "./vocabulary.ts";

export interface ServiceOperation {
  /** Name in the WSDL, where the vocabulary tells it from an operation of the same name. */
  readonly method?: string;
  readonly vocabulary: OperationVocabulary;
  readonly description: string;
  readonly parameters: readonly AsmxParameter[];
  readonly result: AsmxResultType;
  /** Not in our documents: setting `siblings` leaves it out. */
  readonly observed: boolean;
  readonly perform: MobileProntoMethod;
}

export interface ServiceFile {
  readonly path: string;
  /** The WebService attribute's Name: title of the pages, names in the WSDL (observed). */
  readonly name: string;
  readonly namespace: string;
  readonly operations: readonly ServiceOperation[];
}

function strings(names: readonly string[]): AsmxParameter[] {
  return names.map((name) => ({ name, type: "string" }));
}

function ref(name: string): AsmxParameter {
  return { name, type: "string", by: "ref" };
}

/** Operations of v_3_00, which clients know at two addresses. */
const v300: readonly ServiceOperation[] = [
  {
    method: "MPG_Send_SMS",
    vocabulary: sendSmsV300,
    description: "Envio de SMS Síncrono.",
    parameters: strings(sendSmsV300.requestFields),
    result: "string",
    observed: true,
    perform: mpgSendSmsV300,
  },
  {
    vocabulary: sendLongSms,
    description: "Envio de SMS Longo Síncrono.",
    parameters: strings(sendLongSms.requestFields),
    result: "string",
    observed: true,
    perform: mpgSendLongSms,
  },
  {
    vocabulary: credits,
    description: "Consulta de Créditos.",
    parameters: [...strings(["Credencial", "Token"]), ref("v_st_Status")],
    result: "decimal",
    observed: true,
    perform: mpgCreditsV300,
  },
];

export const serviceFiles: readonly ServiceFile[] = [
  {
    path: "/Service.asmx",
    name: "MPGateway",
    namespace: "http://www.mpgateway.com/",
    operations: [
      {
        vocabulary: sendSms,
        description: sendSmsDescription,
        parameters: strings(sendSms.requestFields),
        result: "string",
        observed: false,
        perform: mpgSendSms,
      },
      {
        vocabulary: credits,
        description: "Consulta de Créditos.",
        parameters: [...strings(["Credencial", "Principal_User"]), ref("Status")],
        result: "decimal",
        observed: true,
        perform: mpgCredits01r33,
      },
      {
        vocabulary: query01,
        description: "Consulta de SMS enviados nos últimos 30 dias.",
        parameters: [...strings(["Credencial", "Principal_User", "Aux_User", "Mobile", "Status_Code"]), ref("Status")],
        result: "string",
        observed: true,
        perform: mpgQuery01,
      },
    ],
  },
  {
    path: "/sms/v_2_00/service.asmx",
    name: "PWGatewaySMS",
    namespace: "PWGateway",
    operations: [
      {
        vocabulary: sendSimpleSms,
        description: sendSimpleSmsDescription,
        parameters: strings(sendSimpleSms.requestFields),
        result: "string",
        observed: false,
        perform: mpgSendSimpleSms,
      },
      {
        vocabulary: credits,
        description: "Consulta de Créditos.",
        parameters: [...strings(["Credencial"]), ref("v_st_Status")],
        result: "decimal",
        observed: true,
        perform: mpgCreditsV200,
      },
    ],
  },
  {
    path: "/voice/v_3_00/service.asmx",
    name: "PWGatewayVoice",
    namespace: "PWGatewayVoice",
    operations: [
      {
        vocabulary: statusVoice,
        description: statusVoiceDescription,
        parameters: strings(statusVoice.requestFields),
        result: "string",
        observed: false,
        perform: mpgStatusVoice,
      },
      {
        vocabulary: sendandFollowUpVoice,
        description: "Envio de Voz com acompanhamento (vide MPG_Status_Voice).",
        parameters: strings(sendandFollowUpVoice.requestFields),
        result: "string",
        observed: true,
        perform: mpgSendandFollowUpVoice,
      },
    ],
  },
  { path: "/sms/v_3_00/service.asmx", name: "PWGatewaySMS", namespace: "PWGateway", operations: v300 },
  { path: "/v_3_00/sms/service.asmx", name: "MPGateway", namespace: "MobileProntoMPGateway", operations: v300 },
];
