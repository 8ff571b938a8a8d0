/** States of a report or an inbound message on its way to the client. */
export const callbackStates = ["waiting", "delivered", "given-up", "lost", "dropped"] as const;
export type CallbackState = (typeof callbackStates)[number];
