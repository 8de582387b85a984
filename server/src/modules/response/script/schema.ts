import type { JSONColumnType } from 'kysely'
import type { Migration } from '../../../kernel/database/migrate.ts'
import type { Script } from './script.ts'

interface ScriptTable {
  response_id: string
  script: JSONColumnType<Script>
}
declare module '../../../kernel/database/database.ts' {
  interface Tables {
    response_script: ScriptTable
  }
}

/** Rows of the response table as a script, in SQL: for responses that began before scripts were kept. */
const scriptOfRows = /* sql */ `
insert into response_script (response_id, script)
select r.id, jsonb_build_object(
  'source', jsonb_build_object('planId', null, 'editionId', null, 'edition', null, 'title', own.name, 'documentNumber', null),
  'topic', r.topic, 'lead', own.lead,
  'command', jsonb_build_object('name', '', 'chief', null, 'deputies', '[]'::jsonb, 'office', null, 'members', '[]'::jsonb),
  'levels', (select jsonb_agg(jsonb_build_object('level', t.level, 'name', t.name, 'conditions', t.conditions, 'starters', to_jsonb(t.starters),
      'startersSaid', '', 'commander', t.commander, 'told', to_jsonb(t.told), 'expectedHours', t.expected_hours, 'measures', t.measures,
      'closing', t.closing)) from response_template t where t.topic = r.topic),
  'groups', (select coalesce(jsonb_agg(jsonb_build_object('code', g->>'code', 'name', '', 'duties', coalesce(g->>'duties', ''),
      'lead', jsonb_build_object('bearer', g->>'lead', 'said', ''),
      'members', (select coalesce(jsonb_agg(jsonb_build_object('bearer', m, 'said', '')), '[]'::jsonb) from jsonb_array_elements_text(g->'members') m),
      'levels', jsonb_build_array(t.level))), '[]'::jsonb)
    from response_template t, jsonb_array_elements(t.groups) g where t.topic = r.topic),
  'steps', (select coalesce(jsonb_agg(jsonb_build_object('key', k->>'code', 'title', k->>'title', 'detail', '', 'group', k->>'group',
      'bearer', k->>'bearer', 'said', '', 'levels', jsonb_build_array(t.level), 'offsetMinutes', 0, 'after', null,
      'acceptMinutes', k->'acceptMinutes', 'doneMinutes', k->'doneMinutes', 'continuous', false, 'priority', k->>'priority',
      'needs', '[]'::jsonb, 'deliverable', '', 'clause', '')), '[]'::jsonb)
    from response_template t, jsonb_array_elements(t.tasks) k where t.topic = r.topic))
from response r join response_template own on own.id = r.template_id;
`

export const scriptSchema: Migration[] = [
  {
    id: '2026-11-25-57-response-script',
    sql: /* sql */ `
-- What a response is run by, frozen at its start.
create table response_script (
  response_id uuid primary key references response,
  script jsonb not null
);
${scriptOfRows}
create trigger response_script_append_only before update or delete on response_script for each row execute function refuse_change();
create trigger response_script_no_truncate before truncate on response_script for each statement execute function refuse_change();

alter table response alter column template_id drop not null;
alter table response add column plan_edition int;
alter table response add column plan_title text;
alter table response add column plan_number text;
alter table response add column owner_unit_id uuid references unit;
alter table response add column starter_right text not null default '';
update response set owner_unit_id = room_unit_id;
alter table response alter column owner_unit_id set not null;
-- The same plan once for one event; plans of different owners side by side.
drop index response_once;
create unique index response_once on response
  (coalesce(event_id, '00000000-0000-0000-0000-000000000000'), mode, plan_id, coalesce(area_code, '')) where state = 'active' and plan_id is not null;
create unique index response_topic_once on response (event_id, topic, mode) where state = 'active' and plan_id is null;

alter table response_group add column name text not null default '';
alter table response_group add column stood_down_at timestamptz(3);
alter table response_member drop constraint response_member_role_check;
alter table response_member add constraint response_member_role_check
  check (role in ('chief', 'deputy', 'office', 'seat', 'commander', 'lead', 'member'));

alter table response_task drop constraint response_task_state_check;
alter table response_task add constraint response_task_state_check
  check (state in ('planned', 'issued', 'refused', 'inProgress', 'blocked', 'done', 'verified', 'cancelled'));
alter table response_task alter column issued_at drop not null;
alter table response_task alter column done_minutes drop not null;
alter table response_task add column planned_at timestamptz(3);
alter table response_task add column after_code text;
alter table response_task add column offset_minutes int not null default 0;
alter table response_task add column continuous boolean not null default false;
alter table response_task add column needs jsonb not null default '[]';
alter table response_task add column deliverable text not null default '';
alter table response_task add column clause text not null default '';
alter table response_task add column withdrawn_by_level boolean not null default false;
alter table response_task add check (state in ('planned', 'cancelled') or issued_at is not null);
-- A step withdrawn with a lower level may come anew with a higher one.
drop index response_task_once;
create unique index response_task_once on response_task (response_id, code) where code is not null and state <> 'cancelled';
create index response_task_waiting on response_task (response_id, after_code) where state = 'planned' and planned_at is null;

-- What was owed and said in exercises before it was marked.
alter table obligation disable trigger user;
update obligation o set exercise = true from response r where r.id = o.matter_id and r.mode = 'exercise';
alter table obligation enable trigger user;
update notice n set exercise = true from response r where r.id = n.matter_id and r.mode = 'exercise';
`,
  },
]
