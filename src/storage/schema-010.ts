// Schema, version 10: how an inbound message goes to the client, as JSON.

export const schema010 = `
alter table inbound add column callbacks text;
`;
