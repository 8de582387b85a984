import type { PlanNeed } from '@anlan/contract/plan.ts'
import type { BulletinState, ResponseMode, ResponseState, TaskState } from '@anlan/contract/response.ts'
import type {
  ClosingCondition,
  ResponseCondition,
  ResponseLevel,
  ResponseTopic,
  TaskPriority,
  TemplateGroup,
  TemplateTask,
} from '@anlan/contract/response-template.ts'
import type { ColumnType, JSONColumnType, Selectable } from 'kysely'
import type { z } from 'zod'

interface TemplateTable {
  id: string
  topic: ResponseTopic
  level: ResponseLevel
  name: string
  type_prefixes: string[]
  conditions: string
  rules: JSONColumnType<ResponseCondition[]>
  lead: string
  starters: string[]
  commander: string
  told: string[]
  expected_hours: number
  measures: string
  groups: JSONColumnType<TemplateGroup[]>
  tasks: JSONColumnType<TemplateTask[]>
  closing: JSONColumnType<ClosingCondition[]>
  enabled: boolean
  source_name: string
  source_article: string
  confidence: string
  version: number
  changed_at: Date | null
  changed_by_name: string | null
}
export type Template = Selectable<TemplateTable>

interface ResponseTable {
  id: string
  event_id: string | null
  /** The row of the response table it began by; null for one that a plan started. */
  template_id: string | null
  plan_id: string | null
  plan_edition: ColumnType<number | null, number | null | undefined>
  plan_title: ColumnType<string | null, string | null | undefined>
  /** 文号 of that edition. */
  plan_number: ColumnType<string | null, string | null | undefined>
  /** Whose response it is: the county, or the town or village whose plan it runs by. */
  owner_unit_id: string
  topic: ResponseTopic
  level: ResponseLevel
  mode: ResponseMode
  state: ResponseState
  subject: string
  measures: string
  area_code: string | null
  expected_until: Date
  headquarters_place: string
  lead_unit_id: string
  room_unit_id: string
  started_at: Date
  started_by_name: string
  started_by_unit_id: string
  starter_post: string
  /** By what right the post acted: its holder, or a deputy in his absence. */
  starter_right: ColumnType<string, string | undefined>
  ordered_by_name: string | null
  ordered_by_post: string | null
  ordered_at: Date | null
  ordered_how: string | null
  closing: JSONColumnType<ClosingCondition[]>
  upper_unit_name: string | null
  upper_level: ResponseLevel | null
  upper_county_at_least: ResponseLevel | null
  upper_noted_at: Date | null
  upper_note: string | null
  last_task: number
  ended_at: Date | null
  ended_by_name: string | null
  end_note: string | null
}
export type Response = Selectable<ResponseTable>

interface LevelTable {
  id: string
  response_id: string
  from_level: ResponseLevel | null
  to_level: ResponseLevel
  reason: string
  at: Date
  by_name: string
}
interface GroupTable {
  response_id: string
  /** One of the usual groups, or a plan's own key. */
  code: string
  name: ColumnType<string, string | undefined>
  duties: string
  sort: number
  /** Dissolved with a lower level. */
  stood_down_at: ColumnType<Date | null, Date | null | undefined>
}
/** Who stands in the headquarters, as the posts were held when it was set up. `code` is null for its command. */
interface MemberTable {
  id: string
  response_id: string
  code: string | null
  role: 'chief' | 'deputy' | 'office' | 'seat' | 'commander' | 'lead' | 'member'
  bearer: string
  unit_id: string | null
  unit_name: string
  person_id: string | null
  person_name: string | null
  post_name: string
  phone: string | null
  defect: string | null
  sort: number
}
export type Member = Selectable<MemberTable>

interface TaskTable {
  id: string
  response_id: string
  parent_id: string | null
  /** Of the template's task; null for one that was added freely. */
  code: string | null
  number: string
  group_code: string | null
  title: string
  detail: string
  place: string
  forces: string
  priority: TaskPriority
  bearer: string | null
  post_name: string | null
  unit_id: string
  person_id: string | null
  phone: string | null
  defect: string | null
  state: TaskState
  accept_minutes: number
  /** Null where it has no end in time; of a continuous one, from report to report. */
  done_minutes: number | null
  /** Null while it waits for its moment. */
  issued_at: Date | null
  issued_by_name: string
  accepted_at: Date | null
  done_at: Date | null
  done_by_name: string | null
  done_by_account_id: string | null
  result: string | null
  verified_at: Date | null
  verified_by_name: string | null
  refusal: string | null
  /** How often its clocks were started. */
  rounds: number
  /** When it is to start; null while the step before has not ended. */
  planned_at: ColumnType<Date | null, Date | null | undefined>
  /** Key of the step before. */
  after_code: ColumnType<string | null, string | null | undefined>
  offset_minutes: ColumnType<number, number | undefined>
  continuous: ColumnType<boolean, boolean | undefined>
  needs: ColumnType<z.output<typeof PlanNeed>[], string | undefined>
  deliverable: ColumnType<string, string | undefined>
  clause: ColumnType<string, string | undefined>
  /** Cancelled because a lower level has it not, by nobody's own word. */
  withdrawn_by_level: ColumnType<boolean, boolean | undefined>
}
export type Task = Selectable<TaskTable>

interface WordTable {
  id: string
  task_id: string
  response_id: string
  kind: string
  text: string
  at: Date
  by_name: string
  unit_id: string | null
}
interface FileTable {
  response_id: string
  owner_id: string
  file_id: string
  sort: number
}
interface BulletinTable {
  id: string
  response_id: string
  title: string
  text: string
  state: BulletinState
  drafted_at: Date
  drafted_by_name: string
  drafted_by_account_id: string | null
  judged_at: Date | null
  judged_by_name: string | null
  opinion: string | null
  published_at: Date | null
  published_by_name: string | null
  channels: string[]
  next_by: Date | null
}
export type Bulletin = Selectable<BulletinTable>
interface ClueTable {
  id: string
  response_id: string
  source: string
  text: string
  found_at: Date
  noted_by_name: string
  answer: string | null
  channel: string | null
  answered_at: Date | null
  answered_by_name: string | null
}
interface ClosingTable {
  response_id: string
  code: string
  met_at: Date
  note: string
  by_name: string
}

declare module '../../kernel/database/database.ts' {
  interface Tables {
    response_template: TemplateTable
    response: ResponseTable
    response_level: LevelTable
    response_group: GroupTable
    response_member: MemberTable
    response_task: TaskTable
    response_word: WordTable
    response_file: FileTable
    response_bulletin: BulletinTable
    response_clue: ClueTable
    response_closing: ClosingTable
  }
}
