import type { Migration } from '../../kernel/database/migrate.ts'

export const responseSchema: Migration[] = [
  {
    id: '2026-11-22-56-response',
    sql: /* sql */ `
create table response_template (
  id uuid primary key,
  topic text not null,
  level int not null check (level between 1 and 4),
  name text not null,
  type_prefixes text[] not null,
  conditions text not null,
  rules jsonb not null,
  lead text not null,
  starters text[] not null,
  commander text not null,
  told text[] not null,
  expected_hours int not null,
  measures text not null,
  groups jsonb not null,
  tasks jsonb not null,
  closing jsonb not null,
  enabled boolean not null,
  source_name text not null,
  source_article text not null,
  confidence text not null,
  version int not null,
  changed_at timestamptz(3),
  changed_by_name text,
  unique (topic, level)
);
create table response (
  id uuid primary key,
  event_id uuid references emergency_event,
  template_id uuid not null references response_template,
  plan_id uuid,
  topic text not null,
  level int not null check (level between 1 and 4),
  mode text not null check (mode in ('real', 'exercise')),
  state text not null check (state in ('active', 'ended')),
  subject text not null,
  measures text not null,
  area_code text references area,
  expected_until timestamptz(3) not null,
  headquarters_place text not null,
  lead_unit_id uuid not null references unit,
  room_unit_id uuid not null references unit,
  started_at timestamptz(3) not null,
  started_by_name text not null,
  started_by_unit_id uuid not null,
  starter_post text not null,
  ordered_by_name text,
  ordered_by_post text,
  ordered_at timestamptz(3),
  ordered_how text,
  closing jsonb not null,
  upper_unit_name text,
  upper_level int,
  upper_county_at_least int,
  upper_noted_at timestamptz(3),
  upper_note text,
  last_task int not null,
  ended_at timestamptz(3),
  ended_by_name text,
  end_note text,
  check ((ordered_by_name is null) = (ordered_at is null)),
  check ((state = 'ended') = (ended_at is not null)),
  check (ended_at is null or end_note is not null)
);
create index response_started on response (started_at desc, id desc);
create index response_event on response (event_id) where event_id is not null;
create unique index response_once on response (event_id, topic, mode) where state = 'active';
create table response_level (
  id uuid primary key,
  response_id uuid not null references response,
  from_level int,
  to_level int not null,
  reason text not null,
  at timestamptz(3) not null,
  by_name text not null
);
create index response_level_of on response_level (response_id, at);
create table response_group (
  response_id uuid not null references response,
  code text not null,
  duties text not null,
  sort int not null,
  primary key (response_id, code)
);
create table response_member (
  id uuid primary key,
  response_id uuid not null references response,
  code text,
  role text not null check (role in ('commander', 'lead', 'member')),
  bearer text not null,
  unit_id uuid references unit,
  unit_name text not null,
  person_id uuid references person,
  person_name text,
  post_name text not null,
  phone text,
  defect text,
  sort int not null
);
create index response_member_of on response_member (response_id, sort);
create table response_task (
  id uuid primary key,
  response_id uuid not null references response,
  parent_id uuid references response_task,
  code text,
  number text not null,
  group_code text,
  title text not null,
  detail text not null,
  place text not null,
  forces text not null,
  priority text not null,
  bearer text,
  post_name text,
  unit_id uuid not null references unit,
  person_id uuid references person,
  phone text,
  defect text,
  state text not null check (state in ('issued', 'refused', 'inProgress', 'blocked', 'done', 'verified', 'cancelled')),
  accept_minutes int not null,
  done_minutes int not null,
  issued_at timestamptz(3) not null,
  issued_by_name text not null,
  accepted_at timestamptz(3),
  done_at timestamptz(3),
  done_by_name text,
  done_by_account_id uuid,
  result text,
  verified_at timestamptz(3),
  verified_by_name text,
  refusal text,
  rounds int not null,
  unique (response_id, number),
  check (state not in ('done', 'verified') or (done_at is not null and result is not null)),
  check ((state = 'verified') = (verified_at is not null))
);
create unique index response_task_once on response_task (response_id, code) where code is not null;
create index response_task_unit on response_task (unit_id) where state not in ('verified', 'cancelled');
create table response_word (
  id uuid primary key,
  task_id uuid not null references response_task,
  response_id uuid not null references response,
  kind text not null,
  text text not null,
  at timestamptz(3) not null,
  by_name text not null,
  unit_id uuid
);
create index response_word_of on response_word (response_id, at);
create table response_file (
  response_id uuid not null,
  owner_id uuid not null,
  file_id uuid not null references file,
  sort int not null,
  primary key (owner_id, file_id)
);
create index response_file_of on response_file (response_id);
create table response_bulletin (
  id uuid primary key,
  response_id uuid not null references response,
  title text not null,
  text text not null,
  state text not null check (state in ('draft', 'approved', 'published', 'returned')),
  drafted_at timestamptz(3) not null,
  drafted_by_name text not null,
  drafted_by_account_id uuid,
  judged_at timestamptz(3),
  judged_by_name text,
  opinion text,
  published_at timestamptz(3),
  published_by_name text,
  channels text[] not null,
  next_by timestamptz(3),
  check ((state = 'published') = (published_at is not null)),
  check (published_at is null or judged_at is not null)
);
create index response_bulletin_of on response_bulletin (response_id, drafted_at);
create table response_clue (
  id uuid primary key,
  response_id uuid not null references response,
  source text not null,
  text text not null,
  found_at timestamptz(3) not null,
  noted_by_name text not null,
  answer text,
  channel text,
  answered_at timestamptz(3),
  answered_by_name text,
  check ((answered_at is null) = (answer is null))
);
create index response_clue_of on response_clue (response_id, found_at);
create table response_closing (
  response_id uuid not null references response,
  code text not null,
  met_at timestamptz(3) not null,
  note text not null,
  by_name text not null,
  primary key (response_id, code)
);

-- What was started stays as it was stated; an exercise never becomes a real response.
create function response_keeps_its_start() returns trigger language plpgsql as $$
begin
  if new.mode <> old.mode or new.started_at <> old.started_at or new.started_by_name <> old.started_by_name
    or (old.event_id is not null and new.event_id is distinct from old.event_id)
    or new.ordered_at is distinct from old.ordered_at or new.ordered_by_name is distinct from old.ordered_by_name
    or (old.ended_at is not null and new.ended_at is distinct from old.ended_at) then
    raise exception '响应的启动、终止记录和实战（演练）标记不可更改' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger response_keeps_its_start before update on response for each row execute function response_keeps_its_start();
create function response_bulletin_stays_published() returns trigger language plpgsql as $$
begin
  if old.state = 'published' and to_jsonb(new) is distinct from to_jsonb(old) then
    raise exception '已发布的信息不可更改' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger response_bulletin_stays_published before update on response_bulletin for each row execute function response_bulletin_stays_published();
create trigger response_stays before delete on response for each row execute function refuse_change();
create trigger response_task_stays before delete on response_task for each row execute function refuse_change();
create trigger response_level_append_only before update or delete on response_level for each row execute function refuse_change();
create trigger response_word_append_only before update or delete on response_word for each row execute function refuse_change();
create trigger response_closing_append_only before update or delete on response_closing for each row execute function refuse_change();
create trigger response_no_truncate before truncate on response for each statement execute function refuse_change();
create trigger response_word_no_truncate before truncate on response_word for each statement execute function refuse_change();
`,
  },
]
