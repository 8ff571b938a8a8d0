// Sessions that reports go to over SMPP.

/** `submitter`: the session of the submission while it can receive, else any other. */
export const reportReceivers = ["submitter", "any", "other", "transceiver", "receiver"] as const;
export type ReportReceiver = (typeof reportReceivers)[number];
