import { responseLevelNames, responseTopics } from '@anlan/contract/response-template.ts'
import { type ReviewContent, reviewSections } from '@anlan/contract/review.ts'
import { spanWords } from '../../calendar/api.ts'
import { limitContent, taskContent } from './limits.ts'
import { ordersContent } from './orders.ts'
import { content, line, minute, number, table } from './parts.ts'
import { planContent } from './plan-use.ts'
import type { Subject } from './subject.ts'

/** What happened, section by section, each number and line with the page it comes from. Judgement is people's. */
export function contentsOf(subject: Subject): ReviewContent[] {
  const all = [
    course(subject),
    firsts(subject),
    limitContent(subject),
    timeline(subject),
    ordersContent(subject.notices),
    taskContent(subject),
    resources(subject),
    commandContent(subject),
    facts(subject),
    planContent(subject),
  ]
  const order = Object.keys(reviewSections)
  return all.sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code))
}

const responsePath = ({ response }: Subject) => `/responses/${response.id}`
const eventPath = ({ event }: Subject) => (event ? `/events/${event.id}` : null)

function course(subject: Subject): ReviewContent {
  const { response, event } = subject
  const here = responsePath(subject)
  const minutes = response.endedAt
    ? Math.round((Date.parse(response.endedAt) - Date.parse(response.startedAt)) / 60_000)
    : null
  return content(
    'course',
    [
      ...(event ? [number('事件', `${event.number} ${event.title}`, eventPath(subject))] : []),
      number('响应', `${responseTopics[response.topic]} ${responseLevelNames[response.responseLevel]}`, here),
      number('启动', `${minute(response.startedAt)}（${response.startedByName}）`, here),
      number('终止', response.endedAt ? `${minute(response.endedAt)}（${response.endedByName}）` : '', here),
      ...(minutes === null ? [] : [number('历时', spanWords(minutes), here)]),
      number('地点', response.areaName, here),
      number('牵头单位', response.leadUnitName, here),
      number('到场力量', `${response.arrivals.filter(one => one.arrivedAt).length} 批`, here),
    ],
    [
      table(
        '响应级别变化',
        ['时间', '由', '调整为', '理由', '决定人'],
        response.levels.map(one =>
          line(
            [
              minute(one.at),
              one.from ? responseLevelNames[one.from] : '启动',
              responseLevelNames[one.to],
              one.reason,
              one.byName,
            ],
            here,
          ),
        ),
      ),
      table(
        '终止条件',
        ['条件', '核实时间', '核实人', '说明'],
        response.closing.map(one => line([one.name, minute(one.metAt), one.byName, one.note], here)),
      ),
    ],
  )
}

function firsts(subject: Subject): ReviewContent {
  const { firsts: times, response } = subject
  const here = eventPath(subject) ?? responsePath(subject)
  const row = (name: string, what: string, at: string | null, minutes: number | null) =>
    line([name, what, minute(at) || '没有记录', minutes === null ? '' : spanWords(minutes)], here)
  const said = (minutes: number | null) => (minutes === null ? '没有记录' : spanWords(minutes))
  return content(
    'firsts',
    [
      number('获知至首报', said(times.reportMinutes), here),
      number('获知至启动响应', said(times.startMinutes), responsePath(subject)),
      number('至首批到场', said(times.arrivalMinutes), responsePath(subject)),
      number('至首项救援', said(times.rescueMinutes), responsePath(subject)),
    ],
    [
      table(
        '四个第一',
        ['项目', '内容', '时间', times.knownAt ? '距获知' : '距启动'],
        [
          row('第一时间', '获知', times.knownAt, null),
          row('第一时间', '首次上报', times.reportedAt, times.reportMinutes),
          row('第一现场', '首批力量到场', times.arrivedAt, times.arrivalMinutes),
          row('第一响应', '启动响应', times.startedAt, times.startMinutes),
          row('第一救援', '首项救援任务开始', times.rescuedAt, times.rescueMinutes),
        ],
      ),
      table(
        '到场情况',
        ['力量', '人数', '预计到场', '实际到场', '备注'],
        response.arrivals.map(one =>
          line(
            [
              [one.unitName, one.name].filter(Boolean).join(' '),
              one.people,
              minute(one.plannedAt),
              minute(one.arrivedAt) || '未到',
              one.late ? '晚于预计' : '',
            ],
            responsePath(subject),
          ),
        ),
      ),
    ],
  )
}

function timeline(subject: Subject): ReviewContent {
  const here = eventPath(subject) ?? responsePath(subject)
  return content(
    'timeline',
    [number('记录', `${subject.course.length} 条`, here)],
    [
      table(
        '处置经过',
        ['时间', '经过', '记录'],
        subject.course.map(one => line([minute(one.at), one.sentence, one.by], here)),
        400,
      ),
    ],
  )
}

function resources(subject: Subject): ReviewContent {
  const { costs, event } = subject
  const sheet = event ? `/events/${event.id}/costs` : null
  return content(
    'resources',
    costs
      ? [
          number('调用单', `${costs.slips.length} 份`, sheet),
          number('费用', `${costs.total.toFixed(2)} 元`, sheet),
          number('尚未办结', `${costs.slips.filter(one => !one.final).length} 份`, sheet),
        ]
      : [],
    [
      table(
        '调用的力量和物资',
        ['调用单', '内容', '提供单位', '金额（元）', '结算'],
        (costs?.slips ?? []).map(one =>
          line(
            [one.number, one.summary, one.fromUnitName, one.amount.toFixed(2), one.final ? '已结' : '未结'],
            `/call-ups/${one.id}`,
          ),
        ),
      ),
    ],
  )
}

function commandContent(subject: Subject): ReviewContent {
  const { response, room } = subject
  const here = responsePath(subject)
  return content(
    'command',
    [
      number('总指挥', response.command.find(one => one.role === 'chief')?.personName ?? '', here),
      number('现场指挥官', `${room.spells.length} 任`, here),
      number('会商', `${room.consultations.length} 次`, here),
      number('处置方案', `${room.plans.length} 版`, here),
      number('专家意见', `${room.opinions.length} 条`, here),
      number('撤离命令', `${room.withdrawals.length} 次`, here),
    ],
    [
      table(
        '现场指挥官',
        ['姓名', '单位和职务', '自', '至', '交接说明'],
        room.spells.map(one =>
          line(
            [one.personName, `${one.unitName} ${one.postName}`, minute(one.from), minute(one.until), one.note],
            here,
          ),
        ),
      ),
      table(
        '会商',
        ['次数', '时间', '议题', '主持人', '决定'],
        room.consultations.map(one =>
          line(
            [
              one.number,
              minute(one.openedAt),
              one.topic,
              one.hostName,
              one.decisions.map(each => each.text).join('；'),
            ],
            here,
          ),
        ),
      ),
    ],
  )
}

/** Only what another person verified, and that nothing newer replaced. */
function facts(subject: Subject): ReviewContent {
  const here = responsePath(subject)
  const verified = subject.room.facts.filter(one => one.verifiedAt && one.supersededBy === null)
  return content(
    'facts',
    [
      number('已核情况', `${verified.length} 条`, here),
      number(
        '始终待核',
        `${subject.room.facts.filter(one => !one.verifiedAt && one.supersededBy === null).length} 条`,
        here,
      ),
    ],
    [
      table(
        '已核情况',
        ['序号', '情况', '截至', '来源', '核实'],
        verified.map(one =>
          line([one.number, one.text, minute(one.asOf), one.source, `${one.verifiedByName}：${one.verifyNote}`], here),
        ),
      ),
    ],
  )
}
