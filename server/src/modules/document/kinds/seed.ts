import type { DefaultRecipient } from '@anlan/contract/paper.ts'
import type { Role } from '@anlan/contract/permissions.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { documentSeries, type SeriesName } from '../series.ts'

interface KindRow {
  code: string
  name: string
  purpose: string
  series: SeriesName | null
  head: 'report' | 'plain'
  sections: string[]
  needsReview: boolean
  signers: Role[]
  recipients: DefaultRecipient[]
}

const leader: Role[] = ['duty_leader']
/** Whoever answers for a unit's papers: at the county, in a department, in a town. */
const heads: Role[] = ['duty_leader', 'bureau_officer', 'department_officer', 'township_leader']
const leadership: DefaultRecipient = { unitKind: 'leadership', copy: false }
const towns: DefaultRecipient = { unitKind: 'town', copy: false }
const departments: DefaultRecipient = { unitKind: 'department', copy: false }
const ours = { source: '产品默认（公文种类、签发权限和分发范围待县政府办公室核定）', confidence: '设计' } as const

/** The kinds a county begins with; from then on the rows are the county's own. */
const kinds: KindRow[] = [
  {
    code: 'dutyDaily',
    name: '每日值班日报',
    purpose: '每日早晨综合过去24小时的要情、报送、来电、批示和值班情况，报县领导并发各单位',
    series: null,
    head: 'report',
    sections: ['昨日要情', '信息报送', '来电情况', '批示办理', '值班情况', '时限事项', '今日提示'],
    needsReview: false,
    signers: leader,
    recipients: [leadership, { ...departments, copy: true }, { ...towns, copy: true }],
  },
  {
    code: 'dutyInfo',
    name: '值班信息',
    purpose: '尚不构成报告的单项情况，简要报县领导',
    series: 'dutyInfo',
    head: 'report',
    sections: ['基本情况', '处置情况'],
    needsReview: false,
    signers: leader,
    recipients: [leadership],
  },
  {
    code: 'dutyFlash',
    name: '值班快报',
    purpose: '多起事件或紧急趋势的快速通报',
    series: 'dutyFlash',
    head: 'report',
    sections: ['情况', '趋势和建议'],
    needsReview: false,
    signers: leader,
    recipients: [leadership, { ...departments, copy: true }],
  },
  {
    code: 'specialReport',
    name: '信息专报',
    purpose: '领导关心的重点问题、社会热点和苗头性问题的综合分析',
    series: 'specialReport',
    head: 'report',
    sections: ['总体情况', '分析研判', '意见建议'],
    needsReview: true,
    signers: leader,
    recipients: [leadership],
  },
  {
    code: 'instructionSheet',
    name: '批示抄清件',
    purpose: '将领导批示抄清并转承办单位',
    series: null,
    head: 'plain',
    sections: ['批示内容', '办理要求'],
    needsReview: false,
    signers: leader,
    recipients: [],
  },
  {
    code: 'bulletin',
    name: '通报',
    purpose: '值班和信息报送考核情况的通报',
    series: 'bulletin',
    head: 'report',
    sections: ['总体情况', '存在问题', '工作要求'],
    needsReview: true,
    signers: heads,
    recipients: [departments, towns, { ...leadership, copy: true }],
  },
  {
    code: 'notice',
    name: '通知',
    purpose: '要求有关单位周知或办理的事项',
    series: 'notice',
    head: 'report',
    sections: ['', '工作要求'],
    needsReview: true,
    signers: heads,
    recipients: [],
  },
  {
    code: 'minutes',
    name: '会议纪要',
    purpose: '记载会议（会商）主要情况和议定事项',
    series: 'minutes',
    head: 'report',
    sections: ['会议情况', '议定事项', '任务分工'],
    needsReview: true,
    signers: heads,
    recipients: [],
  },
  {
    code: 'letter',
    name: '函',
    purpose: '不相隶属单位之间商洽工作、询问和答复问题',
    series: 'letter',
    head: 'report',
    sections: [''],
    needsReview: true,
    signers: heads,
    recipients: [],
  },
  {
    code: 'situationSynthesis',
    name: '情况综合',
    purpose: '综合各单位零报告：无情况、有情况、迟报和未报单位，报县领导',
    series: null,
    head: 'report',
    sections: ['总体情况', '有关情况', '无情况单位', '迟报和未报单位', '报送时间'],
    needsReview: false,
    signers: leader,
    recipients: [leadership],
  },
]

/** Kinds that are new to the store are added; those that are there stay as the county has them. */
export async function seedPaperKinds(work: Work): Promise<void> {
  await work.tx
    .insertInto('paper_kind')
    .values(
      kinds.map((kind, sort) => ({
        code: kind.code,
        name: kind.name,
        purpose: kind.purpose,
        series: kind.series,
        pattern: kind.series ? documentSeries[kind.series].pattern : null,
        head: kind.head,
        sections: JSON.stringify(kind.sections),
        needs_review: kind.needsReview,
        signers: kind.signers,
        recipients: JSON.stringify(kind.recipients),
        sort,
        enabled: true,
        ...ours,
      })),
    )
    .onConflict(conflict => conflict.column('code').doNothing())
    .execute()
}
