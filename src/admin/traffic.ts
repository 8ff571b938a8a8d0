import { z } from "zod";
import { call, callback, callRow, inbound, message, status, story } from "./answers.ts";
import { type Operation, operation } from "./operation.ts";
import { callbackQuery, callQuery, inboundQuery, messageQuery, phone } from "./schemas.ts";
import { session } from "./session-answer.ts";

const one = "/sandboxes/{sandbox}";

export const messages: readonly Operation[] = [
  operation(`GET ${one}/messages`, {
    id: "listMessages",
    summary: "What clients sent",
    query: messageQuery,
    answer: z.array(message),
    run: ({ control, path, query }) => control.sandbox(path("sandbox")).messages(query),
  }),
  operation(`GET ${one}/messages/{message}`, {
    id: "readMessage",
    summary: "One message with its whole story: call, steps, callbacks, answers of the phone",
    answer: story,
    run: ({ control, path, number }) => control.sandbox(path("sandbox")).message(number("message")),
  }),
  operation(`POST ${one}/messages/{message}/report`, {
    id: "forceStatus",
    summary: "Makes a status so by hand; reports of it go out as of any other",
    body: z.strictObject({ status, word: z.string().min(1).max(100).exactOptional() }),
    answer: message,
    run: ({ control, path, number, body }) =>
      control.sandbox(path("sandbox")).report(number("message"), body.status, body.word),
  }),
  operation(`POST ${one}/messages/{message}/release`, {
    id: "releaseMessage",
    summary: "Lets a message that antifraud holds go, or refuses it",
    body: z.strictObject({ accepted: z.boolean() }),
    answer: message,
    run: ({ control, path, number, body }) =>
      control.sandbox(path("sandbox")).release(number("message"), body.accepted),
  }),
];

export const calls: readonly Operation[] = [
  operation(`GET ${one}/calls`, {
    id: "listCalls",
    summary: "The journal: every exchange with a client, also refused ones",
    query: callQuery,
    answer: z.array(callRow),
    run: ({ control, path, query }) => control.sandbox(path("sandbox")).requests(query),
  }),
  operation(`GET ${one}/calls/{call}`, {
    id: "readCall",
    summary: "One call with its bytes, secrets masked; PDUs also decoded",
    answer: call,
    run: ({ control, path, number }) => control.sandbox(path("sandbox")).request(number("call")),
  }),
];

export const sessions: readonly Operation[] = [
  operation(`GET ${one}/sessions`, {
    id: "listSessions",
    summary: "The SMPP sessions that are bound now, with what is to be said about their requests",
    answer: z.array(session),
    run: ({ control, path }) => control.sandbox(path("sandbox")).sessions(),
  }),
];

export const callbacks: readonly Operation[] = [
  operation(`GET ${one}/callbacks`, {
    id: "listCallbacks",
    summary: "Reports and inbounds on their way to clients, with every attempt",
    query: callbackQuery,
    answer: z.array(callback),
    run: ({ control, path, query }) => control.sandbox(path("sandbox")).callbacks(query),
  }),
  operation(`GET ${one}/callbacks/{callback}`, {
    id: "readCallback",
    summary: "One of them",
    answer: callback,
    run: ({ control, path, number }) => control.sandbox(path("sandbox")).callback(number("callback")),
  }),
  operation(`POST ${one}/callbacks/{callback}/repeat`, {
    id: "repeatCallback",
    summary: "Sends it once more, now, whatever became of it",
    answer: callback,
    run: ({ control, path, number }) => control.sandbox(path("sandbox")).repeat(number("callback")),
  }),
];

export const inbounds: readonly Operation[] = [
  operation(`GET ${one}/inbounds`, {
    id: "listInbounds",
    summary: "What phones sent",
    query: inboundQuery,
    answer: z.array(inbound),
    run: ({ control, path, query }) => control.sandbox(path("sandbox")).inboundMessages(query),
  }),
  operation(`POST ${one}/inbounds`, {
    id: "sendInbound",
    summary: "Lets a phone send an SMS: free, or as the answer to a message",
    body: phone,
    answer: inbound,
    status: 201,
    run: ({ control, path, body }) => control.sandbox(path("sandbox")).sendInbound(body),
  }),
  operation(`POST ${one}/reachable`, {
    id: "phoneReachable",
    summary: "A phone is reachable again: who asked to be told is (alert_notification)",
    body: z.strictObject({ phone: z.string().min(1).max(100) }),
    answer: z.array(callback),
    run: ({ control, path, body }) => control.sandbox(path("sandbox")).reachable(body.phone),
  }),
];
