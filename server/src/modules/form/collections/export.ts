import { pieceStatuses, pieceWays, type RoundQuery } from '@anlan/contract/form.ts'
import type { z } from 'zod'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { guarded, type WrittenCell, xlsxFile } from '../../register/sheets/api.ts'
import { isNumeric, numberIn, shown } from '../definitions/fields.ts'
import { definitionOf } from '../definitions/version.ts'
import { statusOf } from '../rules.ts'
import { presentCollection } from './list.ts'
import { piecesOfRounds, roundsIn } from './matrix.ts'

const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })
const time = (at: Date | null) => (at ? shanghai.format(at) : null)

/** All pieces of a collection's rounds as an .xlsx: one row per unit and round, one column per field; tables stand in one cell, line by line. */
export async function exportCollection(
  work: Work,
  id: string,
  query: z.output<typeof RoundQuery>,
): Promise<{ name: string; content: Buffer }> {
  const collection = await presentCollection(work, id)
  const rounds = await roundsIn(work, id, query)
  const pieces = await piecesOfRounds(
    work,
    rounds.map(round => round.id),
  )
  const newest = Math.max(0, ...rounds.map(round => round.version))
  const sections = newest > 0 ? (await definitionOf(work, collection.formId, newest)).sections : []
  const columns = sections.flatMap(section =>
    section.kind === 'table'
      ? [{ label: section.title, width: 40, cell: (values: Values) => tableCell(section, values) }]
      : section.fields.map(field => ({
          label: field.unit ? `${field.label}（${field.unit}）` : field.label,
          width: field.kind === 'longText' ? 40 : 16,
          cell: (values: Values): WrittenCell =>
            isNumeric(field) ? numberIn(section, field, values) : guarded(shown(field, values[field.name])),
        })),
  )
  const rows = rounds.flatMap(round =>
    pieces
      .filter(piece => piece.round_id === round.id)
      .map((piece): WrittenCell[] => [
        time(round.due_at),
        guarded(piece.unit_name),
        pieceStatuses[statusOf(piece, work.now)],
        piece.first_done_at && piece.first_done_at > piece.due_at ? '迟报' : null,
        time(piece.first_done_at),
        piece.way ? pieceWays[piece.way] : null,
        guarded(piece.written_by ?? piece.submitted_by_name ?? ''),
        ...columns.map(column => column.cell(piece.values ?? {})),
      ]),
  )
  const made = `导出人：${work.actor.name}　导出时间：${time(work.now)}`
  const heads = ['截止时间', '单位', '状态', '是否迟报', '报送时间', '填报方式', '填报人']
  const sheet = {
    name: '报送汇总',
    titles: [collection.title, made],
    footer: made,
    columns: [...heads.map(label => ({ label, width: 18 })), ...columns.map(({ label, width }) => ({ label, width }))],
  }
  const parts: Buffer[] = []
  for await (const part of xlsxFile(sheet, once(rows))) parts.push(part)
  recordFact(work, 'form.exported', id, { title: collection.title, rows: rows.length })
  return { name: `${collection.title}.xlsx`, content: Buffer.concat(parts) }
}

type Values = Record<string, unknown>
type Section = Awaited<ReturnType<typeof definitionOf>>['sections'][number]

const tableCell = (section: Section, values: Values) =>
  guarded(
    ((values[section.name] as Values[] | undefined) ?? [])
      .map(row => section.fields.map(field => shown(field, row[field.name])).join('；'))
      .join('\n'),
  )

async function* once<T>(rows: T[]) {
  yield rows
}
