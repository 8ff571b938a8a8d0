// Schema, version 9: snapshots of sandboxes. The rows of a snapshot stand in the tables of the sandboxes, under its number.

export const schema009 = `
create table snapshots (
  no integer primary key, sandbox integer not null, name text not null, data text not null, unique (sandbox, name));
update key_value set value = coalesce((select id from messages where seq = cast(key_value.value as integer)), value)
  where key like 'phone:%' and key not like 'phone:smpp-%';
`;
