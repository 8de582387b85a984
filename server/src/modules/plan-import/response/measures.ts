import type { PlanStep } from '@anlan/contract/plan.ts'
import type { ResponseLevel, TaskPriority } from '@anlan/contract/response-template.ts'
import { levelsIn } from '../outline/topics.ts'
import { type AnyDraft, clip, draft } from '../propose.ts'
import { Piece } from '../text/line.ts'
import { clausesOf, sentencesOf } from '../text/sentences.ts'
import { limitOf } from '../text/times.ts'
import { isUnitName, type Subject, subjectOf } from '../text/units.ts'
import { inOrder } from './order.ts'
import { referencesIn } from './references.ts'
import type { Saying } from './scan.ts'

const priorities: [TaskPriority, RegExp][] = [
  ['rescue', /搜救|救出|营救|解救|抢救(?:伤|受)|救治|医疗救护|搜寻|生命救援/],
  ['evacuation', /转移|疏散|撤离|安置|避险/],
  ['hazard', /险情|堵漏|扑救|扑灭|灭火|封堵|排险|泄漏|泄洪|控制(?:火势|污染|危险源)|洗消|监测|除险/],
  ['lifeline', /抢修|供电|通信保障|道路|交通|供水|供气/],
  ['property', /财产|重要物资(?:转移|保护)/],
]
const priorityOf = (text: string): TaskPriority => priorities.find(([, words]) => words.test(text))?.[0] ?? 'support'

/** Lines that only lead to others or repeat the level. */
const isIntro = (text: string) =>
  /(?:以下|下列|如下)[^。]{0,20}(?:措施|行动|工作|任务|程序)?[:。]?$/.test(text) ||
  /^在[^,。]{2,30}基础上,?(?:[^,。]{0,10}(?:采取|增加|加强)[^,。]{0,10}(?:措施|行动|工作))?[:。]?$/.test(text)

/** 划定警戒区域。（责任单位：县公安局）: who answers stands behind the full stop and belongs before it. */
function withOwners(sentences: Piece[]): Piece[] {
  const found: Piece[] = []
  for (const one of sentences) {
    const last = found.at(-1)
    if (last && /^\((?:责任|牵头|负责|主责)(?:单位|部门|人)[:]?[^()]+\)$/.test(one.text))
      found.splice(-1, 1, new Piece(last.line, last.from, one.to))
    else found.push(one)
  }
  return found
}

/** What is forbidden is a rule for everybody and nobody's step. */
const isForbidden = (text: string) =>
  /^(?:未经[^,]{2,24},)?(?:任何(?:单位|个人|人)[^,]{0,8})?(?:不得|严禁|禁止)/.test(text)

interface Bearing {
  units: Piece[]
  subject: Subject | null
  inherited: boolean
}

/** Proposals of steps for what each level does. `groups` are names of groups by their key. */
export function stepsOf(sayings: Saying[], groups: Map<string, string>): AnyDraft[] {
  const above = inheritance(sayings)
  const references = referencesIn(sayings)
  const found: AnyDraft[] = []
  let intro: { units: Piece[]; heading: unknown; style: string | null } | null = null
  for (const saying of sayings) {
    if (saying.what !== 'measures') continue
    const heading = saying.path.at(-1)
    if (intro && intro.heading !== heading) intro = null
    if (intro && saying.marker && intro.style === saying.marker.style) intro = null
    const underUnit = heading && isUnitName(heading.words) ? [heading.title.without(/[:]$/)] : null
    let carried: Piece[] = intro?.units ?? underUnit ?? []
    for (const sentence of withOwners(sentencesOf(saying.piece))) {
      if (sentence.text.length < 4 || references.points(sentence) || isForbidden(sentence.text)) continue
      const leading = subjectOf(sentence)
      if (/:$/.test(sentence.text)) {
        // 县防指办公室: what follows is theirs.
        if (leading?.by === 'subject' && leading.end >= sentence.text.length - 16)
          intro = { units: leading.units, heading, style: saying.marker?.style ?? null }
        if (isIntro(sentence.text) || leading) continue
      }
      if (isIntro(sentence.text)) continue
      for (const clause of clausesOf(sentence)) {
        const bearing = bearingOf(clause, carried)
        if (bearing.subject) carried = bearing.units
        found.push(
          ...stepDrafts(
            clause,
            sentence,
            saying,
            bearing,
            [
              ...saying.levels,
              ...saying.levels.flatMap(level => above.get(level)?.levels ?? []),
              ...(references.taken.get(saying)?.flatMap(one => one.levels) ?? []),
            ],
            [
              ...saying.levels.flatMap(level => above.get(level)?.piece ?? []),
              ...(references.taken.get(saying)?.map(one => one.piece) ?? []),
            ],
            groups,
          ),
        )
      }
    }
  }
  return inOrder(
    found.flatMap((one, i) => (one.kind === 'step' ? [{ ...one, value: { ...one.value, key: `s${i + 1}` } }] : [])),
  )
}

function bearingOf(clause: Piece, carried: Piece[]): Bearing {
  const subject = subjectOf(clause)
  if (subject) return { units: subject.units, subject, inherited: false }
  return { units: carried, subject: null, inherited: carried.length > 0 }
}

function stepDrafts(
  clause: Piece,
  sentence: Piece,
  saying: Saying,
  bearing: Bearing,
  levels: ResponseLevel[],
  because: Piece[],
  groups: Map<string, string>,
): AnyDraft[] {
  const colon = /^[:]\s*/.exec(clause.text.slice(bearing.subject?.end ?? 0))
  const action =
    bearing.subject?.by === 'subject'
      ? clause
          .sub(bearing.subject.end + (colon?.[0].length ?? 0))
          .without(/^[,:]/)
          .trim()
      : clause
  if (action.text.length < 3 && clause.text.length < 6) return []
  const helped = bearing.units.length > 1 ? leaders(clause, bearing) : bearing.units
  const bearers =
    helped.length > 0 && helped.length <= 8 ? helped : bearing.subject && helped.length > 8 ? [wholeOf(helped)] : [null]
  const limit = limitOf(clause.text)
  const also = [saying.named, ...because]
  return bearers.map(unit => {
    const value: PlanStep = {
      key: 's',
      title: titleOf(action.text.length >= 3 ? action : clause),
      detail: clip(clause, 1000),
      group: (unit && groups.get(unit.text)) ?? null,
      bearer: null,
      said: unit ? clip(unit, 60) : '',
      levels: [...new Set(levels)].sort() as ResponseLevel[],
      offsetMinutes: 0,
      after: null,
      acceptMinutes: null,
      doneMinutes: limit?.minutes ?? null,
      continuous: limit?.continuous ?? false,
      priority: priorityOf(clause.text),
      needs: [],
      deliverable: '',
      chapter: null,
      clause: clip(sentence, 500),
    }
    const [confidence, reason] = sureness(saying, bearing, unit !== null, bearers.length)
    const from = unit && bearing.inherited ? [sentence, unit, ...also] : [sentence, ...also]
    return draft('step', value, from, confidence, reason)
  })
}

function sureness(saying: Saying, bearing: Bearing, hasUnit: boolean, count: number): [number, string] {
  const base = saying.byGrade ? 0.92 : 0.7
  const ofLevel = saying.byGrade ? '写在该级响应的措施中' : '级别由“较大”“重大”等字样判断'
  if (!hasUnit) return [Math.min(base, 0.6), `${ofLevel}；原文未写责任单位`]
  if (bearing.inherited) return [Math.min(base, 0.7), `${ofLevel}；责任单位承前文`]
  if (bearing.subject?.by === 'byWhom') return [base - 0.02, `${ofLevel}；写明“由”谁承担`]
  return [count > 1 ? base - 0.05 : base, `${ofLevel}；写明责任单位${count > 1 ? '，并列单位各为一条' : ''}`]
}

/** Where one leads and others help (由县水利局牵头, 县气象局配合), the one that leads. */
function leaders(clause: Piece, bearing: Bearing): Piece[] {
  const { subject, units } = bearing
  if (!subject || units.length < 2) return units
  const joined = clause.find(/(?:会同|协同|配合)(?=[^,。]{2,30})/)
  if (joined) {
    const before = units.filter(unit => unit.to <= joined.from)
    if (before.length > 0) return before
  }
  return units
}
const wholeOf = (units: Piece[]) => {
  const first = units[0] as Piece
  return first
}

/** What is done, short: up to the first comma that leaves enough. */
function titleOf(said: Piece): string {
  // 牵头，县应急管理局配合，…: what is done stands behind the helpers.
  const action = said.without(/^牵头,[^,]*(?:配合|参加|协助|参与),/)
  const text = action.text
  if (text.length <= 40) return clip(action.without(/[,:]$/), 100)
  const comma = [...text.matchAll(/[,:]/g)].map(match => match.index).find(at => at >= 8 && at <= 60)
  return clip(comma === undefined ? action.sub(0, 60) : action.sub(0, comma), 100)
}

interface Inherited {
  levels: ResponseLevel[]
  piece: Piece[]
}
/** 在Ⅳ级响应的基础上: what the lower level does is done at the higher one, too, where the text says so. */
function inheritance(sayings: Saying[]): Map<ResponseLevel, Inherited> {
  const direct = new Map<ResponseLevel, { to: ResponseLevel; piece: Piece }[]>()
  for (const saying of sayings) {
    if (saying.what === 'conditions' || saying.levels.length !== 1) continue
    const based =
      /在[^,。]{0,20}?((?:IV|III|II|I|[一二三四])级(?:[、和]+(?:IV|III|II|I|[一二三四])级)*)[^,。]{0,20}(?:基础上|的同时)/.exec(
        saying.piece.text,
      )
    const to = saying.levels[0]
    if (!based?.[1] || !to) continue
    for (const level of levelsIn(`${based[1]}响应`).levels)
      if (level > to) direct.set(level, [...(direct.get(level) ?? []), { to, piece: saying.piece }])
  }
  const all = new Map<ResponseLevel, Inherited>()
  for (const level of [4, 3, 2, 1] as const) {
    const reached = new Map<ResponseLevel, Piece>()
    const queue = [...(direct.get(level) ?? [])]
    for (let one = queue.shift(); one; one = queue.shift()) {
      if (reached.has(one.to)) continue
      reached.set(one.to, one.piece)
      queue.push(...(direct.get(one.to) ?? []))
    }
    if (reached.size > 0) all.set(level, { levels: [...reached.keys()], piece: [...reached.values()] })
  }
  return all
}
