import type { ResponseLevel } from '@anlan/contract/response-template.ts'
import type { Marker } from '../outline/markers.ts'
import type { Entry, Heading, PlanDocument } from '../outline/outline.ts'
import { levelsIn, type ResponseSaying, sayingOf } from '../outline/topics.ts'
import type { Piece } from '../text/line.ts'
import { entriesIn } from '../text/sentences.ts'
import { subjectOf } from '../text/units.ts'
import type { ReadFor } from './conditions.ts'

/** A piece of text that speaks of one or more levels, and what of them it says. */
export interface Saying {
  levels: ResponseLevel[]
  what: ResponseSaying
  piece: Piece
  marker: Marker | null
  /** The heading or words that name the level. */
  named: Piece
  byGrade: boolean
  path: Heading[]
}

const ofWarnings = /预警/
const ofClasses =
  /(?:事件|事故|灾害|灾情|险情|火灾|风险|预警)(?:的)?(?:分级|等级|级别)|分类分级|信息报告|报告时限|灾害等级/

/** 蓝色预警响应 is answer to a warning; with a grade of its own, 蓝色预警响应（Ⅳ级响应）, it is a level. */
const isOfWarning = (words: string) =>
  /预警(?:级别)?响应|预警启动/.test(words) &&
  !/应急响应|(?<!预警[^()]{0,4})(?:IV|III|II|I|[一二三四])级(?:应急)?响应/.test(words)

/** Whether a heading stands where responses are told, and not warnings or classes of events. */
function isAboutResponse(path: Heading[]): boolean {
  for (const heading of [...path].reverse()) {
    if (/响应|启动/.test(heading.words)) return !isOfWarning(heading.words)
    if (ofWarnings.test(heading.words) || ofClasses.test(heading.words)) return false
    if (/应急处置|处置程序|应急行动|分级处置|分级应对|应急措施|分级负责/.test(heading.words)) return true
  }
  return false
}

interface Named {
  levels: ResponseLevel[]
  piece: Piece
  byGrade: boolean
}

/** The level that a heading names. 较大 alone counts only where responses are told. */
function namedBy(heading: Heading): Named | null {
  const text = heading.words
  if (/预警/.test(text) && (!/响应/.test(text) || isOfWarning(text))) return null
  if (/^附/.test(text)) return null
  // 国家和省、市层面: not ours.
  if (/(?:国家|省|市)[^县]{0,8}(?:层面|级)(?:应急)?响应/.test(text)) return null
  const { levels, byGrade } = levelsIn(text)
  if (levels.length === 0 || levels.length === 4) return null
  if (/响应|启动/.test(text)) {
    if (!byGrade && !/(?:特别重大|重大|较大|一般|[红橙黄蓝]色)[^,。]{0,14}(?:响应|启动)/.test(text)) return null
    return { levels, piece: heading.title, byGrade }
  }
  const bare = text.length <= 16 && isAboutResponse(heading.above)
  return bare && (byGrade || /^(?:特别重大|重大|较大|一般)/.test(text))
    ? { levels, piece: heading.title, byGrade }
    : null
}

const startClause =
  /(?:启动|发布|进入|实施|执行|转为|提升(?:为|至)|宣布)[^,。;:]{0,16}?((?:IV|III|II|I|lV|1V|[一二三四])级)(?:及以上|以上)?[^,。;:]{0,14}?(?:响应|预案)/
const listBegins = /(?:下列|(?<![人米亩间元顷级户日天名])以下|如下|之一|条件)[^。]{0,40}[:]?$|[:]$/
const isInherit = /在[^,。]{0,14}(?:IV|III|II|I|[一二三四])级[^,。]{0,16}(?:基础上|的同时)/

/** What the document says of its levels, in its order. */
export function sayingsOf(document: PlanDocument, about: ReadFor): Saying[] {
  const found: Saying[] = []
  let local: { named: Named; what: ResponseSaying; path: Heading[] } | null = null
  for (const entry of document.entries) {
    if (entry.kind === 'heading') {
      local = null
      continue
    }
    if (entry.kind === 'table' || entry.aside) continue
    const context = contextOf(entry.path)
    const inResponse = isAboutResponse(entry.path)
    for (const part of partsOf(entry)) {
      const own = ownLevel(part.piece, inResponse, about)
      if (own?.begins) {
        local = { named: own.named, what: own.what, path: entry.path }
        if (own.rest && !own.rest.isEmpty)
          found.push(
            ...split(
              own.named,
              /。.*[\p{Script=Han}]/u.test(own.rest.text) ? null : own.what,
              { ...part, piece: own.rest },
              entry.path,
            ),
          )
        continue
      }
      if (own?.clause && inResponse && !context.named) {
        found.push(...own.clause.map(one => saying(own.named, one.what, one.piece, part.marker, entry.path)))
        continue
      }
      const named = local && samePath(local.path, entry.path) ? local.named : context.named
      if (!named) continue
      const what = local && samePath(local.path, entry.path) && !context.what ? local.what : context.what
      found.push(...split(named, what, part, entry.path))
      const turn = turnsTo(part.piece)
      if (turn && !context.what && named) local = { named, what: turn, path: entry.path }
    }
  }
  return found
}

const samePath = (one: Heading[], other: Heading[]) => one.at(-1) === other.at(-1)
const saying = (named: Named, what: ResponseSaying, piece: Piece, marker: Marker | null, path: Heading[]): Saying => ({
  levels: named.levels,
  what,
  piece,
  marker,
  named: named.piece,
  byGrade: named.byGrade,
  path,
})

/** The level that the headings above name; null without one. */
export const levelAbove = (path: Heading[]) => contextOf(path).named

function contextOf(path: Heading[]): { named: Named | null; what: ResponseSaying | null } {
  let named: Named | null = null
  let what: ResponseSaying | null = null
  for (const heading of path) {
    const own = namedBy(heading)
    if (own) {
      named = own
      // 响应措施 above the levels holds below them; what another level said does not.
      // 启动Ⅰ级响应 names the level and no more.
      const rest = heading.words.replace(/(?:IV|III|II|I|[一二三四])级/g, '')
      what = (/^(?:启动|进入|执行)?(?:应急)?响应$/.test(rest) ? null : sayingOf(rest)) ?? what
      continue
    }
    if (isOfWarning(heading.words)) named = null
    const said = sayingOf(heading.words)
    if (said && (named || /响应|启动|措施|条件|行动|分级标准/.test(heading.words))) what = said
  }
  if (named && path.some(one => ofWarnings.test(one.words) && !/响应/.test(one.words))) named = null
  if (path.some(one => /(?:国家|省|市)[^县]{0,8}层面/.test(one.words))) named = null
  return { named, what }
}

/** Entries of one paragraph: a list may be written in one. */
function partsOf(entry: Extract<Entry, { kind: 'text' }>): { piece: Piece; marker: Marker | null; isLead: boolean }[] {
  const { lead, entries } = entriesIn(entry.piece)
  return [
    ...(lead ? [{ piece: lead, marker: entry.marker, isLead: true }] : []),
    ...entries.map(piece => ({ piece, marker: entry.marker, isLead: false })),
  ]
}

const gradeAhead =
  /^[("“]?((?:IV|III|II|I|lV|1V|[一二三四])级)(?:\((?:特别重大|重大|较大|一般)\))?(?:应急)?(?:响应)?(?:的)?(?:启动)?(条件|标准|措施|行动)?(?:为|是)?\s*(?:\((?:特别重大|重大|较大|一般)\))?[:)。]\s*/

/** A line that names a level by itself: Ⅳ级响应：…; 符合下列条件之一的，启动Ⅳ级响应：; 发生…，由…启动Ⅳ级响应. */
function ownLevel(
  piece: Piece,
  inResponse: boolean,
  about: ReadFor,
): {
  named: Named
  what: ResponseSaying
  begins: boolean
  rest: Piece | null
  clause: { what: ResponseSaying; piece: Piece }[] | null
} | null {
  const text = piece.text
  const ahead = inResponse ? gradeAhead.exec(text) : null
  if (ahead) {
    const levels = levelsIn(`${ahead[1]}响应`)
    const named = { levels: levels.levels, piece: piece.sub(0, ahead[0].length).trim(), byGrade: true }
    const what = /措施|行动/.test(ahead[2] ?? '') ? 'measures' : 'conditions'
    const rest = piece.sub(ahead[0].length).trim()
    return { named, what: what as ResponseSaying, begins: true, rest, clause: null }
  }
  const start = startClause.exec(text)
  if (!start || isInherit.test(text) || isOfOthers(text, start.index, about)) return null
  const levels = levelsIn(`${start[1]}响应`)
  if (levels.levels.length !== 1) return null
  const named: Named = { levels: levels.levels, piece, byGrade: true }
  if (listBegins.test(text) && /下列|以下|如下|之一/.test(text))
    return { named, what: 'conditions', begins: true, rest: null, clause: null }
  if (!/^(?:当|如|若|凡|一旦)?[^。]{0,60}(?:发生|出现|达到|遇|预计|符合|满足|造成|发布|初判)/.test(text)) return null
  const { condition, starting } = cutAtStart(piece, start.index)
  return {
    named,
    what: 'conditions',
    begins: false,
    rest: null,
    clause:
      condition.text.length < 6
        ? null
        : [
            { what: 'conditions', piece: condition },
            { what: 'starting', piece: starting },
          ],
  }
}
/** 省抗震救灾指挥部启动Ⅰ级响应 tells of another body's level; for a township the county is another, too. */
function isOfOthers(text: string, at: number, about: ReadFor): boolean {
  const above = `省|市(?!场)|自治州|国家|国务院|上级|邻|毗邻${about.below ? '|县|区' : ''}${about.village ? '|镇|乡|街道' : ''}`
  return new RegExp(`(?:${above})[^,。;:]{0,24}$`).test(text.slice(0, at))
}
/** 发生…的，由…启动: what must be so, and who starts it. */
function cutAtStart(piece: Piece, at: number): { condition: Piece; starting: Piece } {
  const cut = piece.text.slice(0, at)
  const lastComma = Math.max(cut.lastIndexOf(','), cut.lastIndexOf(';'))
  const by = cut.search(/,?\s*(?:由|经)[^,]{2,40}$/)
  const to = by > 0 ? by : lastComma > 0 ? lastComma : cut.length
  return {
    condition: piece.sub(0, to).trim(),
    starting: piece.sub(to).without(/^[,;]/).trim(),
  }
}

/** A line that announces what comes: 符合下列条件之一的, 采取以下措施. */
function turnsTo(piece: Piece): ResponseSaying | null {
  const text = piece.text
  if (
    /(?:下列|以下|如下)[^。]{0,20}(?:条件|情形|情况|标准)|条件之一|情形之一|情况之一/.test(text) &&
    !/终止|结束|解除/.test(text)
  )
    return /上述|符合以上/.test(text) ? 'starting' : 'conditions'
  if (
    /(?:采取|做好|开展|落实|实施|启动)?(?:下列|以下|如下)[^。]{0,16}(?:措施|行动|工作|任务)|措施如下|响应措施[:]|响应行动[:]/.test(
      text,
    )
  )
    return 'measures'
  return null
}

/** Sentences of a line without a saying of its own heading are told apart by their words. */
function split(
  named: Named,
  what: ResponseSaying | null,
  part: { piece: Piece; marker: Marker | null; isLead: boolean },
  path: Heading[],
): Saying[] {
  const parts = labelledParts(part.piece)
  if (parts)
    return parts.flatMap(({ label, piece }) =>
      (label === ''
        ? split(named, what, { ...part, piece }, path)
        : [saying(named, sayingOf(label) ?? 'measures', piece, part.marker, path)]
      ).flatMap(told),
    )
  const sentences = what === null ? part.piece.split(/。/, true) : []
  if (sentences.length > 1 && isStarting(sentences[0]?.text ?? ''))
    return sentences.flatMap(piece => split(named, what, { ...part, piece }, path))
  return splitOne(named, what, part, path).flatMap(told)
}
/** What does not start a response is no condition; what starts it may stand behind its condition. */
function told(one: Saying): Saying[] {
  if (one.what === 'conditions' && /不(?:予|需|必|再)?启动/.test(one.piece.text)) return []
  if (one.what !== 'starting') return [one]
  const text = one.piece.text
  const at = text.search(/启动|响应/)
  const begins =
    /^(?:当|如|若|凡|一旦)?[^。由经]{0,60}(?:发生|出现|达到|造成|发布)/.test(text) && /(?:由|经|报)/.test(text)
  if (!begins || at < 0 || /^(?:符合|满足|达到|出现)(?:上述|以上|下列)/.test(text)) return [one]
  const { condition, starting } = cutAtStart(one.piece, at)
  return condition.text.length < 6 || /^(?:灾害|事件|事故|火灾)?发生后/.test(text)
    ? [one]
    : [
        { ...one, what: 'conditions', piece: condition },
        { ...one, piece: starting },
      ]
}

const labels =
  '启动条件|启动标准|响应条件|条件|启动程序|启动权限|响应启动|启动|响应措施|响应行动|处置措施|应急措施|主要措施|措施|行动|终止条件|响应终止'
/** 启动条件：…。响应措施：…: parts of one line under labels of their own; null without. */
function labelledParts(piece: Piece): { label: string; piece: Piece }[] | null {
  const marks = [...piece.text.matchAll(new RegExp(`(?:^|[。;]\\s*)(${labels})\\s*[:]\\s*`, 'g'))]
  const first = marks[0]
  if (!first) return null
  const ahead = piece.sub(0, first.index).trim()
  return [
    ...(ahead.isEmpty ? [] : [{ label: '', piece: ahead }]),
    ...marks.map((mark, i) => ({
      label: mark[1] ?? '',
      piece: piece.sub(mark.index + mark[0].length, marks[i + 1]?.index ?? piece.text.length).trim(),
    })),
  ].filter(one => !one.piece.isEmpty)
}

function splitOne(
  named: Named,
  what: ResponseSaying | null,
  part: { piece: Piece; marker: Marker | null; isLead: boolean },
  path: Heading[],
): Saying[] {
  const text = part.piece.text
  // 符合上述条件之一时，经…研究决定启动 tells who starts, wherever it stands.
  if (isStarting(text)) return [saying(named, 'starting', part.piece, part.marker, path)]
  if (what === 'conditions' && isMeasureIntro(text)) return []
  if (what) return [saying(named, what, part.piece, part.marker, path)]
  if (turnsTo(part.piece))
    return turnsTo(part.piece) === 'conditions' && !/[:]$|下列条件之一(?:时|的)?$/.test(text)
      ? [saying(named, 'conditions', part.piece, part.marker, path)]
      : []
  if (
    /^(?:当|如|若|凡)?[^。]{0,50}(?:发生|出现|达到|预计|造成)[^。]{2,}(?:时|的|启动|响应)/.test(text) &&
    /启动|响应/.test(text)
  )
    return [saying(named, 'conditions', part.piece, part.marker, path)]
  if (isFigured(part.piece)) return [saying(named, 'conditions', part.piece, part.marker, path)]
  return [saying(named, 'measures', part.piece, part.marker, path)]
}
/** 事故造成3人以上死亡，或者…: what has happened, and nobody who does anything. */
const isFigured = (piece: Piece) =>
  /^[^。;,]{0,16}(?:造成|导致|发生|出现)[^。]*\d[^。]*(?:以上|以下)/.test(piece.text) &&
  subjectOf(piece)?.by !== 'subject'
const isMeasureIntro = (text: string) => /^(?:采取|做好)(?:下列|以下|如下)/.test(text)

export function isStarting(text: string): boolean {
  return (
    (/(?:由|经|报)[^。]{2,80}(?:批准|决定|宣布|同意|签发|授权|研究|启动)[^。]{0,24}(?:启动|响应)/.test(text) &&
      /启动/.test(text) &&
      !/下列|以下/.test(text) &&
      !/启动[^。]{0,12}(?:预案)[,、]/.test(text)) ||
    /启动(?:权限|程序)[:]/.test(text)
  )
}
export { isInherit }
