import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExportQuery } from '@anlan/contract/register.ts'
import { reachFor } from '../../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../../kernel/work/work.ts'
import { type EffectiveField, fieldsOf } from '../../declaration/fields.ts'
import type { Ledger } from '../../declaration/ledger.ts'
import { namesOf } from '../../records/names.ts'
import { allRecords, type StoredRecord } from '../../records/rows.ts'
import { maskValue, type Names, showValue } from '../../records/values.ts'
import { guarded } from '../importing/cells.ts'
import { informationLabels, numberLabel, ownerLabelOf, recordIdLabel, shownLabel } from '../importing/labels.ts'
import { loadReferences, type References } from '../importing/references.ts'
import { type WrittenCell, xlsxFile } from './xlsx-writer.ts'

/**
 * Writes what the list shows into an .xlsx that can be imported again: a file that is already unlinked and vanishes when it is closed.
 * Sensitive values are masked; with `disclose` those of records one may edit are open, for a reason. That it was exported is a fact.
 */
export async function exportRecords(work: Work, ledger: Ledger, query: ExportQuery): Promise<FileHandle> {
  const isOpen = query.disclose === '1'
  if (isOpen && !reachFor(work.actor, 'register.disclose'))
    throw new Problem('not-permitted', { detail: '您的岗位不能导出完整的敏感信息' })
  if (isOpen && query.reason === '')
    throw fieldProblem('invalid-input', '/reason', '导出理由', '请填写导出完整内容的理由')
  const fields = await fieldsOf(work.tx, ledger)
  const references = await loadReferences(work, ledger, fields, text => text)
  const unit = await work.tx.selectFrom('unit').select('name').where('id', '=', work.actor.unitId).executeTakeFirst()
  let records = 0
  const pages = async function* (): AsyncGenerator<WrittenCell[][]> {
    for await (const rows of allRecords(work, ledger, fields, query)) {
      const names = await namesOf(
        work.tx,
        fields,
        rows.map(row => row.values),
      )
      yield rows.map(row => cellsOf(fields, row, ++records, { names, references, isOpen }))
    }
  }
  const made = `导出单位：${unit?.name ?? '系统'}　导出人：${work.actor.name}　导出时间：${shanghaiText(work.now)}`
  const file = await unlinkedFile()
  try {
    const sheet = {
      name: ledger.label,
      titles: [ledger.label, `${made}　${isOpen ? '含敏感信息，请妥善保管' : '敏感信息已脱敏'}`],
      footer: made,
      columns: columnsOf(ledger, fields),
    }
    for await (const chunk of xlsxFile(sheet, pages())) await file.write(chunk)
  } catch (error) {
    await file.close()
    throw error
  }
  const { disclose: _, reason, ...conditions } = query
  recordFact(work, 'register.exported', randomUUID(), {
    ledger: ledger.name,
    records,
    conditions,
    ...(isOpen && { disclosed: fields.filter(field => field.sensitive).map(field => field.name), reason }),
  })
  return file
}

const columnsOf = (ledger: Ledger, fields: EffectiveField[]) => [
  { label: numberLabel, width: 6 },
  ...fields.map(field => ({ label: shownLabel(field), width: field.kind === 'longText' ? 40 : 18 })),
  { label: ownerLabelOf(ledger), width: 24 },
  ...informationLabels.map(label => ({ label, width: 18 })),
  { label: recordIdLabel, width: 40 },
]

function cellsOf(
  fields: EffectiveField[],
  row: StoredRecord,
  number: number,
  { names, references, isOpen }: { names: Names; references: References; isOpen: boolean },
): WrittenCell[] {
  const values = fields.map(field =>
    field.sensitive && !(isOpen && row.may_edit)
      ? guarded(maskValue(field, row.values[field.name]))
      : cellOf(field, row.values[field.name], names, references),
  )
  const owner = references.written('unit', row.unit_id) || row.unit_name
  const days = [row.verified_at && shanghaiText(row.verified_at), row.verify_due_on, shanghaiText(row.updated_at)]
  return [number, ...values, guarded(owner), ...days, row.id]
}

function cellOf(field: EffectiveField, value: unknown, names: Names, references: References): WrittenCell {
  if (value === null || value === undefined) return null
  switch (field.kind) {
    case 'integer':
    case 'decimal':
      return value as number
    case 'day':
      return String(value) >= '1900-03-01' ? { day: String(value) } : String(value)
    case 'unit':
    case 'person':
      return guarded(references.written(field.kind, String(value)) || (names.get(String(value)) ?? ''))
    case 'place': {
      const { lng, lat } = value as { lng: number; lat: number }
      return `${lng},${lat}`
    }
    default:
      return guarded(showValue(field, value, names))
  }
}

// One for all rows: a formatter is heavy.
const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })
const shanghaiText = (at: Date) => shanghai.format(at)

/** A file for this process alone, gone when it is closed. */
async function unlinkedFile(): Promise<FileHandle> {
  const path = join(tmpdir(), `anlan-export-${randomUUID()}`)
  const file = await open(path, 'wx+', 0o600)
  // Where an open file cannot be unlinked, it goes with the system's own cleaning.
  await rm(path, { force: true }).catch(() => {})
  return file
}
