// Schema, version 4: tables and columns have the words of the control API, and so have kept settings and `decided_by`.

export const schema004 = `
alter table calls rename to requests;
alter table requests rename column door to listener;
update requests set decided_by = 'default' || substr(decided_by, 7) where decided_by = 'nature' or decided_by like 'nature:%';
alter table call_marks rename to request_marks;
alter table inbounds rename to inbound;
alter table callbacks rename column tries to attempt_count;
alter table memory rename to key_value;
update key_value set value = replace(replace(replace(value,
  '"rehearsal":', '"testNumbers":'), '"calls":', '"requests":'), '"callBytes":', '"requestBytes":')
  where key = 'sandbox:settings';
`;
