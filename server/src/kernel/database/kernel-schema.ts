import type { Migration } from './migrate.ts'

/**
 * The kernel's tables. Facts are append-only: triggers refuse update, delete and truncate, and each fact's hash covers the one before it
 * in the chain of its unit, so that a removed or altered row shows even when someone drops the triggers.
 */
export const kernelSchema: Migration[] = [
  {
    id: '2026-11-22-01-kernel',
    sql: /* sql */ `
create extension if not exists pgcrypto;

create table installation (
  only_one boolean primary key default true check (only_one),
  id uuid not null,
  clock text not null check (clock in ('real', 'virtual')),
  virtual_now timestamptz(3),
  sample_county boolean not null default false,
  created_at timestamptz(3) not null
);

-- Reach: who is below whom. Every unit has a row to itself at depth 0.
create table unit_closure (
  ancestor_id uuid not null,
  descendant_id uuid not null,
  depth int not null,
  primary key (ancestor_id, descendant_id)
);
create index unit_closure_up on unit_closure (descendant_id, depth);

-- Who is a party to a matter, whatever its place in the tree.
create table matter_party (
  matter_id uuid not null,
  unit_id uuid not null,
  capacity text not null,
  since timestamptz(3) not null,
  primary key (matter_id, unit_id)
);
create index matter_party_unit on matter_party (unit_id, matter_id);

create table account (
  id uuid primary key,
  account text not null unique,
  display_name text not null,
  unit_id uuid not null,
  person_id uuid,
  password_hash text not null,
  former_password_hashes text[] not null default '{}',
  must_change_password boolean not null default true,
  enabled boolean not null default true,
  sample boolean not null default false,
  last_signed_in_at timestamptz(3),
  created_at timestamptz(3) not null
);
create index account_unit on account (unit_id);

create table account_grant (
  account_id uuid not null references account on delete cascade,
  role text not null,
  unit_id uuid not null,
  primary key (account_id, role, unit_id)
);

create table session (
  token_hash bytea primary key,
  account_id uuid not null references account on delete cascade,
  created_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  idle_minutes int not null
);
create index session_account on session (account_id);
create index session_expiry on session (expires_at);

create table sign_in_attempt (
  account text not null,
  source text not null,
  known boolean not null default false,
  failures int not null,
  since timestamptz(3) not null,
  blocked_until timestamptz(3),
  primary key (account, source)
);

create table fact_chain (
  id uuid primary key,
  length bigint not null,
  head bytea not null
);

create table fact (
  position bigint generated always as identity primary key,
  transaction_id xid8 not null default pg_current_xact_id(),
  id uuid not null unique,
  chain_id uuid not null,
  sequence bigint not null,
  type text not null,
  subject_id text not null,
  matter_id uuid,
  actor_id uuid,
  actor_name text,
  recorded_at timestamptz(3) not null,
  data jsonb not null,
  hash bytea not null,
  unique (chain_id, sequence)
);
create index fact_subject on fact (subject_id, position);
create index fact_matter on fact (matter_id, position) where matter_id is not null;
create index fact_stream on fact (transaction_id, position);
create index fact_type on fact (type, position);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '记录只增不改：% 不允许 %', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger fact_append_only before update or delete on fact for each row execute function refuse_change();
create trigger fact_no_truncate before truncate on fact for each statement execute function refuse_change();

create table fact_root (
  id bigint generated always as identity primary key,
  made_at timestamptz(3) not null,
  position bigint not null,
  root bytea not null,
  heads jsonb not null,
  public_key text not null,
  signature text not null
);
create trigger fact_root_append_only before update or delete on fact_root for each row execute function refuse_change();
create trigger fact_root_no_truncate before truncate on fact_root for each statement execute function refuse_change();

create table fact_delivery (
  fact_position bigint not null references fact,
  subscriber text not null,
  attempts int not null default 0,
  next_attempt_at timestamptz(3) not null,
  last_error text,
  dead_at timestamptz(3),
  primary key (fact_position, subscriber)
);
create index fact_delivery_due on fact_delivery (next_attempt_at, fact_position) where dead_at is null;

create table due_task (
  kind text not null,
  key text not null,
  run_at timestamptz(3) not null,
  attempts int not null default 0,
  last_error text,
  dead_at timestamptz(3),
  primary key (kind, key)
);
create index due_task_next on due_task (run_at) where dead_at is null;

create table request_receipt (
  id uuid primary key,
  account_id uuid,
  route text not null,
  body_hash bytea not null,
  reply jsonb not null,
  at timestamptz(3) not null
);

create table setting (
  key text primary key,
  value jsonb not null,
  owner text not null,
  changed_at timestamptz(3) not null,
  changed_by text
);

create table file (
  id uuid primary key,
  digest text not null,
  name text not null,
  media_type text not null,
  size bigint not null,
  unit_id uuid not null,
  matter_id uuid,
  uploaded_by uuid,
  uploaded_at timestamptz(3) not null
);
create index file_unit on file (unit_id);

-- One round trip ends a unit of work: its facts with their chain, their deliveries, its tasks and its receipt.
-- Chains are taken in the order given (the caller sorts them) so that two units of work never wait for each other in a circle.
create function commit_work(facts jsonb, tasks jsonb, receipt jsonb, at timestamptz) returns bigint language plpgsql as $$
declare
  f jsonb;
  t jsonb;
  head_now bytea;
  seq bigint;
  pos bigint := null;
  body text;
begin
  for f in select * from jsonb_array_elements(facts) loop
    body := f->>'body';
    insert into fact_chain as c (id, length, head)
      values ((f->>'chain')::uuid, 1, digest(convert_to('1' || chr(10) || body, 'UTF8'), 'sm3'))
      on conflict (id) do update set length = c.length + 1,
        head = digest(c.head || convert_to((c.length + 1)::text || chr(10) || body, 'UTF8'), 'sm3')
      returning c.length, c.head into seq, head_now;
    insert into fact (id, chain_id, sequence, type, subject_id, matter_id, actor_id, actor_name, recorded_at, data, hash)
      values ((f->>'id')::uuid, (f->>'chain')::uuid, seq, f->>'type', f->>'subject', (f->>'matter')::uuid, (f->>'actor')::uuid,
              f->>'actorName', at, f->'data', head_now)
      returning fact.position into pos;
    insert into fact_delivery (fact_position, subscriber, next_attempt_at)
      select pos, s, at from jsonb_array_elements_text(f->'subscribers') s;
  end loop;
  for t in select * from jsonb_array_elements(tasks) loop
    insert into due_task (kind, key, run_at) values (t->>'kind', t->>'key', (t->>'runAt')::timestamptz)
      on conflict (kind, key) do update set run_at = excluded.run_at, attempts = 0, last_error = null, dead_at = null;
  end loop;
  if receipt is not null then
    insert into request_receipt (id, account_id, route, body_hash, reply, at)
      values ((receipt->>'id')::uuid, (receipt->>'account')::uuid, receipt->>'route', decode(receipt->>'hash', 'hex'), receipt->'reply', at);
  end if;
  return pos;
end $$;
`,
  },
  {
    // Facts of one chain that a unit of work records one after another move the chain's head once: ten thousand of an import would otherwise
    // leave as many dead versions of one row, each in the way of the next.
    id: '2026-11-22-28-facts-of-one-chain',
    sql: /* sql */ `
create or replace function commit_work(facts jsonb, tasks jsonb, receipt jsonb, at timestamptz) returns bigint language plpgsql as $$
declare
  f jsonb;
  t jsonb;
  head_now bytea;
  seq bigint;
  pos bigint := null;
  body text;
  chain uuid := null;
  several boolean := false;
begin
  for f in select * from jsonb_array_elements(facts) loop
    body := f->>'body';
    if chain = (f->>'chain')::uuid then
      seq := seq + 1;
      head_now := digest(head_now || convert_to(seq::text || chr(10) || body, 'UTF8'), 'sm3');
      several := true;
    else
      if several then
        update fact_chain c set length = seq, head = head_now where c.id = chain;
      end if;
      chain := (f->>'chain')::uuid;
      several := false;
      insert into fact_chain as c (id, length, head)
        values ((f->>'chain')::uuid, 1, digest(convert_to('1' || chr(10) || body, 'UTF8'), 'sm3'))
        on conflict (id) do update set length = c.length + 1,
          head = digest(c.head || convert_to((c.length + 1)::text || chr(10) || body, 'UTF8'), 'sm3')
        returning c.length, c.head into seq, head_now;
    end if;
    insert into fact (id, chain_id, sequence, type, subject_id, matter_id, actor_id, actor_name, recorded_at, data, hash)
      values ((f->>'id')::uuid, (f->>'chain')::uuid, seq, f->>'type', f->>'subject', (f->>'matter')::uuid, (f->>'actor')::uuid,
              f->>'actorName', at, f->'data', head_now)
      returning fact.position into pos;
    insert into fact_delivery (fact_position, subscriber, next_attempt_at)
      select pos, s, at from jsonb_array_elements_text(f->'subscribers') s;
  end loop;
  if several then
    update fact_chain c set length = seq, head = head_now where c.id = chain;
  end if;
  for t in select * from jsonb_array_elements(tasks) loop
    insert into due_task (kind, key, run_at) values (t->>'kind', t->>'key', (t->>'runAt')::timestamptz)
      on conflict (kind, key) do update set run_at = excluded.run_at, attempts = 0, last_error = null, dead_at = null;
  end loop;
  if receipt is not null then
    insert into request_receipt (id, account_id, route, body_hash, reply, at)
      values ((receipt->>'id')::uuid, (receipt->>'account')::uuid, receipt->>'route', decode(receipt->>'hash', 'hex'), receipt->'reply', at);
  end if;
  return pos;
end $$;
`,
  },
]
