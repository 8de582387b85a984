import { type BulletinUnit, type DraftBulletin, faultGroupNames, faultGroups } from '@anlan/contract/fault-bulletin.ts'
import type { PaperSection } from '@anlan/contract/paper.ts'
import type { z } from 'zod'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { chineseDate, draftPaper, paperOfOrigin } from '../../document/api.ts'
import { correctionsInReach } from './corrections.ts'
import { type AllCases, allCases, bulletinOrigin, faultBulletin } from './figures.ts'
import { meanOf, percentOf, periodName } from './rules.ts'
import { spanOf } from './span.ts'

const shownCases = 40

/**
 * 通报 of a period from its counts: 考核结果表, 典型问题, 要求. Named are only faults that somebody confirmed or that the ledger of limits
 * holds; what is still suspected is left out. The paper is then edited, reviewed, signed and distributed like any other.
 */
export async function draftBulletin(work: Work, asked: z.output<typeof DraftBulletin>): Promise<string> {
  const origin = bulletinOrigin(asked)
  const earlier = await paperOfOrigin(work, origin)
  if (earlier) return earlier.id
  const cases = await allCases(work, spanOf(asked))
  const bulletin = await faultBulletin(work, asked, cases)
  const period = periodName(asked.from, asked.to)
  const at = (more = '') => `/fault-bulletin?from=${asked.from}&to=${asked.to}${more}`
  const units = bulletin.units.filter(
    unit => unit.faults || unit.backflow || unit.timely || unit.complete || unit.firstMinutes,
  )
  const { total } = bulletin
  const overview: PaperSection = {
    heading: '总体情况',
    text: `${period}，全县应按时限首报 ${total.timely?.of ?? 0} 件次，按时报送 ${total.timely?.value ?? 0} 件次，及时率 ${percentOf(total.timely)}；首报要素完整率 ${percentOf(total.complete)}，核心事实准确率 ${percentOf(total.accurate)}，首报平均用时 ${meanOf(total.firstMinutes)} 分钟。认定“错、漏、拖、瞒、差” ${total.faults} 件次，其中${faultGroupNames.map(group => `${faultGroups[group].name} ${total[group]}`).join('、')}${total.backflow ? `；信息倒流 ${total.backflow} 件次` : ''}。各单位情况如下：`,
    table: {
      headers: [
        '单位',
        '错',
        '漏',
        '拖',
        '瞒',
        '差',
        '合计',
        '信息倒流',
        '及时率',
        '完整率',
        '准确率',
        '首报用时（分）',
      ],
      rows: [...units.map(unit => lineOf(unit.unitName, unit)), lineOf('合计', total)],
    },
    references: [{ label: `${period}报送质量统计`, to: at() }],
  }
  return writeDraft(work, asked, origin, period, [
    overview,
    { heading: '存在问题', text: problemsIn(cases), table: null, references: problemReferences(bulletin.units, at) },
    { heading: '工作要求', text: await requirements(work, cases, asked.requirements), table: null, references: [] },
  ])
}

const lineOf = (name: string, line: Omit<BulletinUnit, 'unitId' | 'unitName'>): string[] => [
  name,
  ...faultGroupNames.map(group => String(line[group])),
  String(line.faults),
  String(line.backflow),
  percentOf(line.timely),
  percentOf(line.complete),
  percentOf(line.accurate),
  meanOf(line.firstMinutes),
]

/** Case by case, group by group; a long list ends with how many more there are. */
function problemsIn(cases: AllCases): string {
  const groups = faultGroupNames.filter(group => cases[group].length > 0)
  if (groups.length === 0 && cases.backflow.length === 0)
    return '本期未发现经认定的错报、漏报、迟报、瞒报、谎报和报送质量问题。'
  const line = ({ unitName, partName, text }: AllCases['wrong'][number]) => `${unitName}：${partName}。${text}`
  const said = (title: string, list: AllCases['wrong']) => [
    title,
    ...list.slice(0, shownCases).map((one, i) => `${i + 1}. ${line(one)}`),
    ...(list.length > shownCases ? [`其余 ${list.length - shownCases} 件从略。`] : []),
  ]
  return [
    ...groups.flatMap(group => said(`“${faultGroups[group].name}” ${cases[group].length} 件次：`, cases[group])),
    ...(cases.backflow.length > 0 ? said(`信息倒流 ${cases.backflow.length} 件次：`, cases.backflow) : []),
  ].join('\n')
}

const problemReferences = (units: BulletinUnit[], at: (more: string) => string) =>
  units
    .flatMap(unit =>
      faultGroupNames
        .filter(group => unit[group] > 0)
        .map(group => ({
          label: `${unit.unitName} ${faultGroups[group].name} ${unit[group]}`,
          to: at(`&unit=${unit.unitId}&measure=${group}`),
        })),
    )
    .slice(0, 60)

/** What is asked of the units: the corrections that run, with their limits, and what the drafter adds. */
async function requirements(work: Work, cases: AllCases, added: string): Promise<string> {
  const named = [...cases.omitted, ...cases.delayed, ...cases.concealed, ...cases.backflow].map(one => one.id)
  const owed = named.length
    ? await correctionsInReach(work)
        .innerJoin('unit as u', 'u.id', 'c.unit_id')
        .select(['u.name', 'c.due_at'])
        .where('c.violation_id', 'in', named)
        .where('c.accepted_at', 'is', null)
        .orderBy('u.sort')
        .orderBy('c.due_at')
        .execute()
    : []
  const limits = new Map<string, Date>()
  for (const { name, due_at } of owed) limits.set(name, due_at)
  return [
    added || '各单位要对照存在的问题认真整改，严格执行信息报送时限和要素要求，坚决杜绝迟报、漏报、谎报、瞒报。',
    ...[...limits].map(([name, due]) => `${name}应于${chineseDate(new Date(due.getTime() - 1))}前报送整改报告。`),
  ].join('\n')
}

async function writeDraft(
  work: Work,
  asked: z.output<typeof DraftBulletin>,
  origin: string,
  period: string,
  sections: PaperSection[],
): Promise<string> {
  const paperId = await draftPaper(work, {
    id: asked.id,
    kind: 'bulletin',
    title: `关于${period}突发事件信息报送情况的通报`,
    sections,
    origin,
  })
  recordFact(work, 'event-report.bulletin-drafted', paperId, { from: asked.from, to: asked.to, paper: paperId })
  return paperId
}
