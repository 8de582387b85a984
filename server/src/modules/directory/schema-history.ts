import type { Migration } from '../../kernel/database/migrate.ts'

interface UnitFormerNameTable {
  unit_id: string
  name: string
  until: Date
  reason: string
}
interface PostTenureTable {
  post_id: string
  person_id: string
  order: number
  /** Null: since before the record began. */
  since: Date | null
  until: Date | null
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    unit_former_name: UnitFormerNameTable
    post_tenure: PostTenureTable
  }
}

/** What units were called and into which they went; who held a post from when to when; and the views the ledgers read. */
export const directoryHistorySchema: Migration[] = [
  {
    id: '2026-11-22-45-directory-history',
    sql: /* sql */ `
alter table unit add column fax text, add column note text, add column merged_into_id uuid references unit, add column ended_at timestamptz(3);
create table unit_former_name (
  unit_id uuid not null references unit,
  name text not null,
  until timestamptz(3) not null,
  reason text not null
);
create index unit_former_name_unit on unit_former_name (unit_id, until);
create index unit_former_name_name on unit_former_name (name);

alter table person add column office_phone text, add column fax text, add column note text, add column left_at timestamptz(3), add column left_reason text;

create table post_tenure (
  post_id uuid not null references post on delete cascade,
  person_id uuid not null references person,
  "order" int not null,
  since timestamptz(3),
  until timestamptz(3),
  check (until is null or since is null or until >= since)
);
create index post_tenure_post on post_tenure (post_id, until);
create index post_tenure_person on post_tenure (person_id, until);
create unique index post_tenure_open on post_tenure (post_id, person_id) where until is null;
insert into post_tenure (post_id, person_id, "order") select post_id, person_id, "order" from post_holder;

create view unit_ledger as
  select u.id, u.id as unit_id, jsonb_build_object(
    'name', u.name, 'shortName', u.short_name, 'kind', u.kind, 'parent', u.parent_id, 'area', u.area_code,
    'dutyPhone', u.duty_phone, 'fax', u.fax, 'note', u.note,
    'formerNames', (select string_agg(f.name, '、' order by f.until) from unit_former_name f where f.unit_id = u.id)) as values
  from unit u;
create view person_ledger as
  select p.id, p.unit_id, jsonb_build_object(
    'name', p.name, 'mobile', p.mobile, 'officePhone', p.office_phone, 'fax', p.fax, 'email', p.email, 'note', p.note,
    'posts', (select string_agg(po.name, '、' order by h."order", po.sort, po.name) from post_holder h join post po on po.id = h.post_id
      where h.person_id = p.id)) as values
  from person p;
create view post_ledger as
  select po.id, po.unit_id, jsonb_build_object(
    'name', po.name, 'kind', po.kind,
    'holders', (select string_agg(p.name, '、' order by h."order") from post_holder h join person p on p.id = h.person_id
      where h.post_id = po.id)) as values
  from post po;
`,
  },
]
