// Schema, version 6: the real time of an attempt.

export const schema006 = `
alter table attempts add column elapsed_ms real;
`;
