// Schema, version 3: how many bytes of calls a sandbox had taken by a certain call. One mark stands for many calls, so that
// what the journal weighs is known at once, after a restart too.

export const schema003 = `
create table call_marks (seq integer primary key, bytes integer not null);
`;
