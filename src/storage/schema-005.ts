// Schema, version 5: the answer that a provider decided, where other octets left.

export const schema005 = `
alter table requests add column decided blob;
`;
