// Schema, version 3: how many bytes of calls a sandbox had taken by a certain call. A mark stands for many rows, so that the size of the journal is known at once, after a restart too.

export const schema003 = `
create table call_marks (seq integer primary key, bytes integer not null);
`;
