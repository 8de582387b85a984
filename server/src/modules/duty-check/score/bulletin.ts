import type { DraftDutyBulletin } from '@anlan/contract/duty-check.ts'
import type { z } from 'zod'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiInstant } from '../../calendar/api.ts'
import { chineseDateTime, draftPaper } from '../../document/api.ts'
import { quarterDays } from './rules.ts'
import { allCases, bulletinOrigin, scoredUnits } from './scores.ts'

const shownCases = 60

/** 值班抽查通报 of a quarter: ranking, case by case, what is asked. Drafted once; from then on a paper like any other. Returns its id. */
export async function draftDutyBulletin(work: Work, asked: z.output<typeof DraftDutyBulletin>): Promise<string> {
  const { quarter } = asked
  const { from, to, name } = quarterDays(quarter)
  const units = await scoredUnits(work, quarter)
  const named = new Map(units.map(unit => [unit.unitId, unit.unitName]))
  const cases = (await allCases(work, quarter)).filter(one => named.has(one.unitId) && one.rule !== 'merit')
  const talks = await work.tx
    .selectFrom('duty_supervision as s')
    .innerJoin('unit as u', 'u.id', 's.unit_id')
    .select(['u.name', 's.text'])
    .where('s.kind', '=', 'talk')
    .where('s.at', '>=', shanghaiInstant(from, '00:00'))
    .where('s.at', '<', shanghaiInstant(to, '00:00'))
    .orderBy('s.at')
    .execute()
  const failed = units.filter(unit => unit.grade === '不合格' || unit.veto)
  const checked = units.reduce((sum, unit) => sum + unit.checked, 0)
  const count = (grade: string) => units.filter(unit => unit.grade === grade).length
  const problems = cases
    .slice(0, shownCases)
    .map((one, i) => `${i + 1}. ${named.get(one.unitId)}：${chineseDateTime(new Date(one.at))}，${one.text}`)
  const paperId = await draftPaper(work, {
    id: asked.id,
    kind: 'bulletin',
    title: `关于${name}值班抽查情况的通报`,
    origin: bulletinOrigin(quarter),
    sections: [
      {
        heading: '总体情况',
        text: `${name}（${from}至${addDays(to, -1)}）共电话抽查 ${checked} 次，考核 ${units.length} 个单位，其中优秀 ${count('优秀')} 个、良好 ${count('良好')} 个、合格 ${count('合格')} 个、不合格 ${count('不合格')} 个。各单位得分如下：`,
        table: {
          headers: ['名次', '单位', '得分', '等次', '抽查次数', '按时应答率', '扣分事项'],
          rows: units.map(unit => [
            String(unit.rank),
            unit.unitName,
            String(unit.score),
            unit.veto ? `${unit.grade}（一票否决）` : unit.grade,
            String(unit.checked),
            unit.answeredInTime === null ? '—' : `${unit.answeredInTime}%`,
            unit.lines
              .filter(line => line.points < 0)
              .map(line => `${line.item}${line.points}`)
              .join('；') || '无',
          ]),
        },
        references: [{ label: `${name}值班得分`, to: `/duty-check?tab=scores&quarter=${quarter}` }],
      },
      {
        heading: '存在问题',
        text: problems.length
          ? [...problems, ...(cases.length > shownCases ? [`其余 ${cases.length - shownCases} 件从略。`] : [])].join(
              '\n',
            )
          : '本期抽查未发现问题。',
        table: null,
        references: [],
      },
      {
        heading: '工作要求',
        text: [
          '各单位要严格落实领导带班和 24 小时值班制度，坚决杜绝脱岗、漏岗和非值班人员替岗。',
          ...(failed.length
            ? [`对${failed.map(unit => unit.unitName).join('、')}予以通报批评，由县总值班室约谈。`]
            : []),
          ...talks.map(talk => `已约谈${talk.name}：${talk.text}`),
        ].join('\n'),
        table: null,
        references: [],
      },
    ],
  })
  recordFact(work, 'duty-check.bulletin-drafted', paperId, { quarter, units: units.length, cases: cases.length })
  return paperId
}
