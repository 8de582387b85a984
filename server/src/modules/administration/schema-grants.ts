import type { Role } from '@anlan/contract/permissions.ts'
import type { Migration } from '../../kernel/database/migrate.ts'

interface PostGrantTable {
  post_id: string
  role: Role
}
interface AccountRequestTable {
  account_id: string
  roles: Role[]
  requested_at: Date
  requested_by: string
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    post_grant: PostGrantTable
    account_request: AccountRequestTable
  }
}

export const grantSchema: Migration[] = [
  {
    id: '2026-11-22-51-held-grants',
    sql: /* sql */ `
-- A role that goes with a post (岗位授权): its holder and his deputies have it at the post's unit, and nobody after he left it.
create table post_grant (
  post_id uuid not null references post on delete cascade,
  role text not null check (role not in ('system_admin', 'security_admin', 'auditor')),
  primary key (post_id, role)
);
-- Roles that whoever opened an account asks for; the security administrator grants them or not.
create table account_request (
  account_id uuid primary key references account on delete cascade,
  roles text[] not null,
  requested_at timestamptz(3) not null,
  requested_by text not null
);
-- Computed, so that it cannot lag behind who holds a post. An administrator's account gets nothing from a post (三权分立).
create view held_grant as
  select account_id, role, unit_id, null::uuid as post_id from account_grant
  union all
  select a.id, g.role, po.unit_id, po.id
  from account a
  join person p on p.id = a.person_id and p.enabled
  join post_holder h on h.person_id = p.id
  join post po on po.id = h.post_id
  join post_grant g on g.post_id = po.id
  where not exists (select 1 from account_grant x where x.account_id = a.id and x.role in ('system_admin', 'security_admin', 'auditor'));

-- Whoever comes to a post or leaves it: in the same commit all nodes are told to look his sessions up anew.
create function tell_sessions_of_person() returns trigger language plpgsql as $$
begin
  perform pg_notify('anlan_session', a.id::text) from account a where a.person_id = coalesce(new.person_id, old.person_id);
  return null;
end $$;
create trigger post_holder_sessions after insert or update or delete on post_holder for each row execute function tell_sessions_of_person();
`,
  },
]
