import type { SurveyLine, SurveyUnit, SurveyView } from '@anlan/contract/survey.ts'
import { sql } from 'kysely'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { ledgers } from '../declaration/ledgers.ts'
import { guarded, type WrittenCell, xlsxFile } from '../sheets/api.ts'
import { recordsOfSurvey } from './counts.ts'
import { answerReach } from './surveys.ts'

interface Row {
  id: string
  title: string
  note: string
  ledgers: string[]
  due_on: string
  started_at: Date
  started_by: string
  closed_at: Date | null
  units: number
  done: number
}

/** Surveys that ask units in reach, latest first; the figures are those of units in reach. */
export async function listSurveys(work: Work, id?: string): Promise<(SurveyLine & { note: string })[]> {
  const { rows } = await sql<Row>`
    select s.id, s.title, s.note, s.ledgers, to_char(s.due_on, 'YYYY-MM-DD') as due_on, s.started_at, s.started_by, s.closed_at,
      count(*)::int as units, count(u.done_at)::int as done
    from register_survey s join register_survey_unit u on u.survey_id = s.id
    where u.unit_id in ${unitsInReach(work)} ${id ? sql`and s.id = ${id}` : sql``}
    group by s.id order by s.started_at desc limit 100`.execute(work.tx)
  const today = shanghaiDay(work.now)
  return rows.map(row => ({
    id: row.id,
    title: row.title,
    note: row.note,
    dueOn: row.due_on,
    startedAt: row.started_at.toISOString(),
    startedBy: row.started_by,
    closedAt: row.closed_at?.toISOString() ?? null,
    ledgers: row.ledgers.map(name => ({ name, label: ledgers.get(name)?.label ?? name })),
    units: row.units,
    done: row.done,
    overdue: row.due_on < today ? row.units - row.done : 0,
  }))
}

/** One survey with its units in reach: what each has entered or declared, those that are late first. */
export async function readSurvey(work: Work, id: string): Promise<SurveyView> {
  const [line] = await listSurveys(work, id)
  if (!line) throw new Problem('not-found')
  const reach = answerReach(work)
  const { rows: units } = await sql<{
    unit_id: string
    name: string
    parent: string | null
    done_at: Date | null
    may: boolean
  }>`select u.unit_id, n.name, p.name as parent, u.done_at,
      ${reach ? sql`u.unit_id in ${unitsInReach({ reach })}` : sql`false`} as may
    from register_survey_unit u join unit n on n.id = u.unit_id left join unit p on p.id = n.parent_id
    where u.survey_id = ${id} and u.unit_id in ${unitsInReach(work)} order by p.sort, n.sort, n.name`.execute(work.tx)
  const answers = await work.tx.selectFrom('register_survey_answer').selectAll().where('survey_id', '=', id).execute()
  const found = new Map(answers.map(one => [`${one.unit_id}/${one.ledger}`, one]))
  const records = await recordsOfSurvey(work, id)
  const isPast = line.dueOn < shanghaiDay(work.now)
  const items = units.map((unit): SurveyUnit => {
    const late = unit.done_at ? shanghaiDay(unit.done_at) > line.dueOn : isPast
    return {
      unitId: unit.unit_id,
      unitName: unit.name,
      parentName: unit.parent ?? '',
      state: unit.done_at ? 'done' : isPast ? 'overdue' : 'waiting',
      doneAt: unit.done_at?.toISOString() ?? null,
      late,
      mayAnswer: unit.may && line.closedAt === null,
      ledgers: line.ledgers.map(({ name }) => {
        const answer = found.get(`${unit.unit_id}/${name}`)
        return {
          ledger: name,
          records: records.get(`${unit.unit_id}/${name}`) ?? 0,
          answer: answer?.answer ?? null,
          answeredBy: answer?.answered_by ?? null,
          answeredAt: answer?.answered_at.toISOString() ?? null,
        }
      }),
    }
  })
  const order = { overdue: 0, waiting: 1, done: 2 }
  return { ...line, items: items.sort((a, b) => order[a.state] - order[b.state]) }
}

const words = { done: '已完成', waiting: '未完成', overdue: '逾期未完成' }

/** The completion list as an .xlsx: one row per unit, one column per ledger. */
export async function exportSurvey(work: Work, id: string): Promise<{ name: string; content: Buffer }> {
  const survey = await readSurvey(work, id)
  const sheet = {
    name: '完成情况',
    titles: [survey.title, `截止 ${survey.dueOn}，${survey.units} 个单位，已完成 ${survey.done} 个`],
    footer: `导出人：${work.actor.name}`,
    columns: [
      { label: '上级单位', width: 18 },
      { label: '单位', width: 20 },
      { label: '状态', width: 14 },
      ...survey.ledgers.map(one => ({ label: one.label, width: 18 })),
    ],
  }
  const rows = survey.items.map((unit): WrittenCell[] => [
    guarded(unit.parentName),
    guarded(unit.unitName),
    `${words[unit.state]}${unit.state === 'done' && unit.late ? '（逾期）' : ''}`,
    ...unit.ledgers.map(one =>
      one.answer === 'none' ? '无' : one.answer === 'entered' ? `${one.records} 条，已核` : `${one.records} 条，未申报`,
    ),
  ])
  const parts: Buffer[] = []
  for await (const part of xlsxFile(
    sheet,
    (async function* () {
      yield rows
    })(),
  ))
    parts.push(part)
  recordFact(work, 'register.survey-exported', id, { title: survey.title, units: rows.length })
  return { name: `${survey.title}完成情况`, content: Buffer.concat(parts) }
}
