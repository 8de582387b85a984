import { callKinds } from '@anlan/contract/switchboard.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { countsInWords, type Figure, labelOf, type Part, part } from './part.ts'
import type { Period } from './period.ts'

/** 信息报送: what the county's room sent up and out, and what it was sent. */
export async function reportsPart(work: Work, roomId: string, { from, until }: Period): Promise<Part> {
  const sent = await work.tx
    .selectFrom('event_report')
    .select(['id', 'number', 'title'])
    .where('unit_id', '=', roomId)
    .where('state', '=', 'sent')
    .where('submitted_at', '>=', from)
    .where('submitted_at', '<', until)
    .orderBy('submitted_at')
    .execute()
  const received = await work.tx
    .selectFrom('event_report_delivery as d')
    .innerJoin('event_report as r', 'r.id', 'd.report_id')
    .innerJoin('unit as u', 'u.id', 'r.unit_id')
    .select(['r.id', 'r.number', 'r.title', 'u.short_name'])
    .where('d.unit_id', '=', roomId)
    .where('r.unit_id', '!=', roomId)
    .where('d.sent_at', '>=', from)
    .where('d.sent_at', '<', until)
    .orderBy('d.sent_at')
    .execute()
  const papers = await work.tx
    .selectFrom('paper')
    .select(['id', 'number', 'title'])
    .where('unit_id', '=', roomId)
    .where('sent_at', '>=', from)
    .where('sent_at', '<', until)
    .orderBy('sent_at')
    .execute()
  const senders = [...new Set(received.map(one => one.short_name))]
  const named = (one: { number: string | null; title: string }) =>
    labelOf([one.number, one.title].filter(Boolean).join(' '))
  return part(
    '信息报送',
    [
      sent.length === 0 && received.length === 0
        ? '24小时内未上报、未收到突发事件信息。'
        : `24小时内上报突发事件信息${sent.length}期，收到各单位报告${received.length}期${senders.length ? `（${senders.join('、')}）` : ''}。`,
      papers.length === 0
        ? null
        : `印发公文${papers.length}件：${papers.map(one => one.number ?? one.title).join('、')}。`,
    ],
    [
      {
        name: 'reportsSent',
        label: '上报突发事件信息',
        unit: '期',
        items: sent.map(one => ({ label: named(one), to: `/reports/${one.id}` })),
      },
      {
        name: 'reportsReceived',
        label: '收到各单位报告',
        unit: '期',
        items: received.map(one => ({ label: labelOf(`${one.short_name}：${named(one)}`), to: `/reports/${one.id}` })),
      },
      {
        name: 'papersSent',
        label: '印发公文',
        unit: '件',
        items: papers.map(one => ({ label: named(one), to: `/papers/${one.id}` })),
      },
    ],
  )
}

/** 来电情况: calls that the county's room took, by kind, and those that still wait for somebody. */
export async function callsPart(work: Work, roomId: string, { from, until }: Period): Promise<Part> {
  const calls = await work.tx
    .selectFrom('incoming_call')
    .select(['id', 'kind', 'content', 'received_at', 'closed_at', 'state'])
    .where('unit_id', '=', roomId)
    .where('received_at', '>=', from)
    .where('received_at', '<', until)
    .orderBy('received_at')
    .execute()
  const kinds = Object.entries(callKinds).map(([kind, label]) => ({
    kind,
    label,
    calls: calls.filter(call => call.kind === kind),
  }))
  const waiting = calls.filter(call => call.state === 'open' || call.state === 'handed')
  const figure = (name: string, label: string, counted: typeof calls): Figure => ({
    name,
    label,
    unit: '件',
    items: counted.map(call => ({ label: labelOf(call.content), to: `/calls?call=${call.id}` })),
  })
  const byKind = countsInWords(kinds.map(one => ({ label: one.label, count: one.calls.length, unit: '件' })))
  return part(
    '来电情况',
    [
      calls.length === 0
        ? '24小时内县总值班室无登记来电。'
        : `24小时内县总值班室登记来电${calls.length}件，其中${byKind}；${waiting.length === 0 ? '均已办理' : `尚未办结${waiting.length}件`}。`,
    ],
    [
      ...kinds
        .filter(one => one.calls.length > 0)
        .map(one => figure(`calls-${one.kind}`, `来电：${one.label}`, one.calls)),
      figure('callsWaiting', '来电尚未办结', waiting),
    ],
  )
}
