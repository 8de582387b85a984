import { type ReportView, signerOf } from '@anlan/contract/event-report.ts'
import type { z } from 'zod'
import type { Work } from '../../../kernel/work/work.ts'
import { findUnit } from '../../directory/api.ts'
import { chineseDate, renderOfficialPaper } from '../../document/api.ts'

/** The report as an official paper (GB/T 9704 layout). Returns its file name and how to render it, which needs no database. */
export async function renderReport(work: Work, report: z.output<typeof ReportView>) {
  const unit = await findUnit(work.tx, report.unitId)
  const signer = signerOf(report.signatures)
  const date = chineseDate(report.submittedAt ? new Date(report.submittedAt) : work.now)
  const contact = report.elements.siteContact?.text
  return {
    name: report.number ?? report.title,
    render: () =>
      renderOfficialPaper({
        series: 'report',
        agency: unit?.name ?? report.unitName,
        urgency: report.kind === 'first' ? '特急' : null,
        secrecy: null,
        number: report.number,
        signer: signer?.byName ?? null,
        title: report.title,
        recipients: report.recipients.filter(one => !one.copy).map(one => one.unitName),
        paragraphs: report.paragraphs.map(one =>
          one.heading ? { level: 1 as const, text: one.heading } : { level: 0 as const, text: one.text },
        ),
        attachments: [],
        signature: unit?.name ?? report.unitName,
        date,
        note: null,
        contact: contact ? `现场联系人：${contact}` : null,
        copies: report.recipients.filter(one => one.copy).map(one => one.unitName),
        printedBy: unit?.name ?? report.unitName,
        printedOn: date,
        mark: report.state === 'sent' ? null : '拟稿',
      }),
  }
}
