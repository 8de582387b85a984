import { randomUUID } from 'node:crypto'
import type { LogKind } from '@anlan/contract/duty.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { startOfShift } from '../handover/changes.ts'
import { shiftChangesOf } from '../handover/read-changes.ts'
import { numbers } from '../roster/rules/seeded.ts'

type Said = [kind: LogKind, text: string]

const ofTheCounty: Said[] = [
  ['callIn', '县气象局来电通报未来 12 小时天气：多云，局地有阵雨'],
  ['check', '抽查乡镇值班电话 2 个，均有人接听，带班领导在岗'],
  ['paperIn', '收市总值班室《关于做好近期值班值守工作的通知》，已报带班领导阅示'],
  ['callOut', '致电县水利局核实龙滩河水位，低于警戒水位，运行平稳'],
  ['callIn', '群众来电反映城区井盖缺失，已转县住房城乡建设委员会处理'],
  ['dispatch', '要求各乡镇加强夜间地质灾害点巡查，逐一电话确认'],
  ['paperOut', '发出值班快报 1 期，报县领导'],
  ['callOut', '致电县公安局指挥中心，核对夜间警情，无涉及突发事件警情'],
]
const ofATownship: Said[] = [
  ['callIn', '村干部来电报告巡查情况：地质灾害点、山塘水库无异常'],
  ['callOut', '逐村电话抽查值班值守，均在岗'],
  ['check', '接县总值班室电话查岗，答复在岗'],
  ['callIn', '群众来电反映停水，已转供水站，1 小时后恢复'],
  ['paperIn', '收县总值班室值班通知，已传达各村（社区）'],
  ['dispatch', '安排民兵应急分队巡查低洼路段'],
]

const linesOfShift = { county: 3, township: 2 }

const daysBack = 7
const dayMs = 86_400_000

/** Lines of the shifts of the week so far and of those that run, some three in the county and two in a township, at plausible times and never later than now. */
export async function loadSampleLog(work: Work, rooms: { county: string; towns: string[] }): Promise<void> {
  const next = numbers(20_261_123)
  const from = new Date(work.now.getTime() - daysBack * dayMs)
  for (const unitId of [rooms.county, ...rooms.towns]) {
    const said = unitId === rooms.county ? ofTheCounty : ofATownship
    const count = unitId === rooms.county ? linesOfShift.county : linesOfShift.township
    const changes = await shiftChangesOf(work, unitId, from, new Date(work.now.getTime() + dayMs))
    const rows = changes.flatMap(change => {
      const startedAt = startOfShift(change)
      const officer = change.outgoing.find(one => one.post === 'primary') ?? change.outgoing[0]
      const first = Math.floor(next() * said.length)
      return Array.from({ length: count }, (_, i) => {
        const [kind, text] = said[(first + i) % said.length] ?? ['other', '']
        const share = (i + 0.2 + next() * 0.6) / count
        return {
          id: randomUUID(),
          unit_id: unitId,
          kind,
          text,
          at: new Date(startedAt.getTime() + Math.floor(share * (change.at.getTime() - startedAt.getTime()))),
          by_name: officer?.name ?? '',
          matter_id: null,
          mentioned_unit_ids: [],
          corrects_id: null,
          automatic: false,
          source_fact: null,
        }
      }).filter(row => row.at <= work.now)
    })
    if (rows.length) await work.tx.insertInto('duty_log').values(rows).execute()
  }
}
