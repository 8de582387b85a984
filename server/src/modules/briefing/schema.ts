import type { JSONColumnType } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface BriefingFigureTable {
  paper_id: string
  name: string
  label: string
  value: number
  unit: string
  items: JSONColumnType<{ label: string; to: string }[]>
  sort: number
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    briefing_figure: BriefingFigureTable
  }
}

export const briefingSchema: Migration[] = [
  {
    id: '2026-11-22-42-briefing',
    sql: /* sql */ `
-- What a briefing counted when it was drafted, and what it counted: the words may be edited, this may not.
create table briefing_figure (
  paper_id uuid not null references paper, name text not null, label text not null, value int not null check (value >= 0), unit text not null,
  items jsonb not null check (jsonb_array_length(items) = value), sort int not null, primary key (paper_id, name)
);
create trigger briefing_figure_append_only before update or delete on briefing_figure for each row execute function refuse_change();

-- 发文登记: every paper that went out under a signature, and every report that was sent up, each as it stands in its own tables.
create view issued_document_ledger as
  select p.id, p.unit_id, jsonb_build_object(
    'number', p.number,
    'title', p.title,
    'kind', k.name,
    'issuedOn', to_char(p.signed_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD'),
    'signer', p.signed_by_name,
    'recipients', (select string_agg(d.name, '、' order by d.sort) from paper_delivery d where d.paper_id = p.id and not d.copy),
    'copies', (select string_agg(d.name, '、' order by d.sort) from paper_delivery d where d.paper_id = p.id and d.copy),
    'urgency', p.urgency,
    'state', case p.state when 'signed' then '已签发' when 'sent' then '已分发' else '已撤回' end,
    'drafter', p.drafted_by_name) as values
  from paper p join paper_kind k on k.code = p.kind
  where p.signed_at is not null
  union all
  select r.id, r.unit_id, jsonb_build_object(
    'number', r.number,
    'title', r.title,
    'kind', '突发事件信息',
    'issuedOn', to_char(r.submitted_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD'),
    'signer', (select s.by_name from event_report_signature s where s.report_id = r.id and s.step in ('signed', 'confirmed', 'oral') order by s.at desc limit 1),
    'recipients', (select string_agg(u.name, '、' order by u.name) from event_report_delivery d join unit u on u.id = d.unit_id where d.report_id = r.id and not d.copy),
    'copies', (select string_agg(u.name, '、' order by u.name) from event_report_delivery d join unit u on u.id = d.unit_id where d.report_id = r.id and d.copy),
    'urgency', null,
    'state', '已报出',
    'drafter', r.drafted_by_name) as values
  from event_report r
  where r.state = 'sent';
`,
  },
]
