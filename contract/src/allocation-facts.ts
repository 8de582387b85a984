import { type AllocationKind, allocationKinds } from './allocation.ts'

type Data = Record<string, unknown>

const text = (value: unknown) => String(value ?? '')
const kind = (value: unknown) => allocationKinds[value as AllocationKind] ?? '调配方案'
const listed = (value: unknown) => (Array.isArray(value) ? value.length : 0)

/** How facts about distribution plans read as sentences on the event's timeline. */
export const allocationSentences: Record<string, (data: Data) => string> = {
  'allocation.planned': d => `拟定${kind(d['kind'])}方案：${text(d['title'])}，共 ${text(d['lines'])} 项分配`,
  'allocation.planned-again': d => {
    const [cut, out] = [listed(d['blocked']), listed(d['without'])]
    const why = [cut > 0 && `中断道路 ${cut} 条`, out > 0 && `不调用 ${out} 处`].filter(Boolean).join('，')
    return `重新计算调配方案${why && `（${why}）`}`
  },
  'allocation.changed': d => `人工调整调配方案，共 ${listed(d['after'])} 项分配`,
  'allocation.issued': d =>
    Number(d['slips']) > 0
      ? `下达调配方案：${text(d['title'])}，发出调用单 ${text(d['slips'])} 张`
      : `下达${kind(d['kind'])}方案：${text(d['title'])}`,
  'allocation.given-up': d => `作废调配方案：${text(d['title'])}${d['reason'] ? `，理由：${text(d['reason'])}` : ''}`,
}

/** Facts that are decisions of whoever commands. */
export const allocationDecisions = ['allocation.issued', 'allocation.given-up']
