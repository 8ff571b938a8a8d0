// Schema, version 8: what was sent, and when, in columns of their own: a row is completed without being read.

export const schema008 = `
alter table requests add column sent text;
alter table requests add column ms real;
`;
