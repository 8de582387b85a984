import type { Confidence } from '@anlan/contract/codec.ts'
import type {
  EquipmentFinding,
  LeaderFinding,
  SpotQuestion,
  SpotState,
  SupervisionKind,
} from '@anlan/contract/duty-check.ts'
import type { Generated } from 'kysely'
import type { Migration } from '../../kernel/database/migrate.ts'

interface SpotRoundTable {
  id: string
  drawn_at: Date
  drawn_by: string
  seed: number
  count: number
  pool: { id: string; days: number }[]
}
export interface SpotCheckTable {
  id: string
  round_id: string
  unit_id: string
  phone: string | null
  state: SpotState
  version: Generated<number>
  on_duty: { personId: string; name: string; post: string; phone: string | null }[]
  calls: { at: string; answered: boolean; seconds: number }[]
  questions: SpotQuestion[]
  answerer_name: string
  guard: boolean
  leader: LeaderFinding | null
  equipment: EquipmentFinding | null
  note: string
  checked_by: string | null
  signed_at: Date | null
  signed_by: string | null
  object_by: Date | null
  objection: string
  objection_decision: string
}
interface DutyQuestionTable {
  code: string
  text: string
  /** Null where the right answer is computed from the records. */
  answer: string | null
  enabled: boolean
  sort: number
  version: Generated<number>
  source: Generated<string>
  confidence: Generated<Confidence>
}
interface ScoreRuleTable {
  code: string
  item: string
  method: string
  kind: 'deduct' | 'bonus'
  points: number
  cap: number | null
  veto: boolean
  enabled: boolean
  sort: number
  version: Generated<number>
  source: string
  confidence: Confidence
}
interface SupervisionTable {
  id: string
  unit_id: string
  kind: SupervisionKind
  at: Date
  by_name: string
  text: string
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    duty_spot_round: SpotRoundTable
    duty_spot_check: SpotCheckTable
    duty_question: DutyQuestionTable
    duty_score_rule: ScoreRuleTable
    duty_supervision: SupervisionTable
  }
}

export const spotCheckSchema: Migration[] = [
  {
    id: '2026-11-23-37-duty-spot-checks',
    sql: /* sql */ `
create table duty_spot_round (
  id uuid primary key, drawn_at timestamptz(3) not null, drawn_by text not null, seed int not null, count int not null, pool jsonb not null
);
create table duty_spot_check (
  id uuid primary key, round_id uuid not null references duty_spot_round, unit_id uuid not null references unit, phone text, state text not null,
  version int not null default 1, on_duty jsonb not null default '[]', calls jsonb not null default '[]', questions jsonb not null default '[]',
  answerer_name text not null default '', guard boolean not null default false, leader text, equipment text, note text not null default '',
  checked_by text, signed_at timestamptz(3), signed_by text, object_by timestamptz(3), objection text not null default '',
  objection_decision text not null default '', unique (round_id, unit_id), check (state in ('drawn', 'calling') or signed_at is not null)
);
create index duty_spot_check_unit on duty_spot_check (unit_id, signed_at desc);
create table duty_question (code text primary key, text text not null, answer text, enabled boolean not null, sort int not null);
create table duty_score_rule (
  code text primary key, item text not null, method text not null, kind text not null check (kind in ('deduct', 'bonus')), points float8 not null,
  cap float8, veto boolean not null, enabled boolean not null, sort int not null, version int not null default 1, source text not null, confidence text not null
);
create table duty_supervision (
  id uuid primary key, unit_id uuid not null references unit, kind text not null, at timestamptz(3) not null, by_name text not null, text text not null
);
create index duty_supervision_unit on duty_supervision (unit_id, at desc, id desc);
`,
  },
  {
    id: '2026-11-23-38-duty-question-set',
    sql: /* sql */ `
alter table duty_question add column version int not null default 1,
  add column source text not null default '产品默认（问题由县总值班室核定）',
  add column confidence text not null default '设计' check (confidence in ('确', '较确', '待核', '设计'));
`,
  },
]
