import { randomUUID } from 'node:crypto'
import {
  type BulletinNumbers,
  type BulletinQuery,
  faultGroupNames,
  faultGroups,
} from '@anlan/contract/fault-bulletin.ts'
import type { z } from 'zod'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiFullMinute } from '../../calendar/api.ts'
import { findUnit } from '../../directory/api.ts'
import { type WrittenCell, xlsxFile } from '../../register/sheets/api.ts'
import { faultBulletin } from './figures.ts'
import { meanOf, percentOf, periodName } from './rules.ts'

/** The table of a period as a sheet; that it was exported is a fact. */
export async function exportBulletin(
  work: Work,
  asked: z.output<typeof BulletinQuery>,
): Promise<{ name: string; content: Buffer }> {
  const bulletin = await faultBulletin(work, asked)
  const title = `${periodName(asked.from, asked.to)}报送质量`
  const unit = await findUnit(work.tx, work.actor.unitId)
  const made = `导出单位：${unit?.name ?? '系统'}　导出人：${work.actor.name}　导出时间：${shanghaiFullMinute(work.now)}`
  const rows: WrittenCell[][] = [
    ...bulletin.units.map(line => [line.unitName, ...cellsOf(line)]),
    ['合计', ...cellsOf(bulletin.total)],
  ]
  const sheet = {
    name: '报送质量',
    titles: [title, made],
    footer: made,
    columns: [
      { label: '单位', width: 24 },
      ...faultGroupNames.map(group => ({ label: faultGroups[group].name, width: 8 })),
      ...['合计', '信息倒流', '待认定', '应首报', '按时首报', '及时率', '完整率', '准确率', '首报平均用时（分钟）'].map(
        label => ({
          label,
          width: 12,
        }),
      ),
    ],
  }
  const chunks: Buffer[] = []
  for await (const chunk of xlsxFile(sheet, once(rows))) chunks.push(chunk)
  recordFact(work, 'event-report.bulletin-exported', randomUUID(), {
    from: asked.from,
    to: asked.to,
    unit: asked.unit ?? null,
  })
  return { name: `${title}.xlsx`, content: Buffer.concat(chunks) }
}

async function* once(rows: WrittenCell[][]) {
  yield rows
}

const cellsOf = (line: BulletinNumbers): WrittenCell[] => [
  ...faultGroupNames.map(group => line[group]),
  line.faults,
  line.backflow,
  line.suspected,
  line.timely?.of ?? null,
  line.timely?.value ?? null,
  percentOf(line.timely),
  percentOf(line.complete),
  percentOf(line.accurate),
  meanOf(line.firstMinutes),
]
