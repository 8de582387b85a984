import { groupNames } from '@anlan/contract/response-template.ts'
import type { Cell, Entry, Heading, PlanDocument } from '../outline/outline.ts'
import { type AnyDraft, clip, draft } from '../propose.ts'
import { type Piece, squash } from '../text/line.ts'
import { unitsIn } from '../text/units.ts'
import { isName, postOnly } from './posts.ts'

interface Found {
  name: Piece
  lead: Piece | null
  members: Piece[]
  duties: Piece[]
  from: Piece[]
  firm: boolean
}

const groupName = /^[“"]?((?:[\p{Script=Han}]{2,12}(?:、|与|和|及)?){1,2}(?:工作)?(?:组|小组))[”"]?(?:\([^)]*\))?$/u
const noGroup =
  /^(?:各|有关|相关|成立|设立|下设|工作小?组|应急小组|各工作组|应急工作组|领导小组|专项工作组|现场工作组|由|村民小组|[第\d一二三四五六七八九十]+(?:村民)?组|.*领导小组|若干|.*村民小组|以下|上述|组长|派出工作组|.*(?:指挥部|防指|前线|现场|应急|救援|处置|抢险|救灾)工作小?组|.*[一二三四五六七八九十\d]个.*组|.*(?:下设|设立|成立).*)$/

const isGroupName = (text: string) => groupName.test(text) && !noGroup.test(text) && text.length <= 18

/** Working groups: as headings, as lines with a colon, as rows of a table, in prose. */
export function groupsOf(document: PlanDocument): { drafts: AnyDraft[]; keys: Map<string, string> } {
  const found = new Map<string, Found>()
  const open = (name: Piece, from: Piece, firm = true): Found => {
    const known = found.get(squash(name.text))
    if (known) return known
    const fresh = { name, lead: null, members: [], duties: [], from: [from], firm }
    found.set(squash(name.text), fresh)
    return fresh
  }
  for (const entry of document.entries) {
    if (entry.kind === 'table') {
      for (const { name, row } of groupRows(entry)) take(open(name, name), row)
      continue
    }
    if (entry.kind === 'heading') {
      const bare = bareName(entry.heading.title)
      if (bare && isPlace(entry.heading.above)) inBrackets(open(bare, entry.heading.title), entry.heading.title)
      continue
    }
    // A line with a name of its own is not told of the group above it.
    if (namedAhead(entry.piece) && isPlace(entry.path)) {
      inLine(entry, open)
      continue
    }
    const holder = [...entry.path].reverse().find(one => bareName(one.title))
    const name = holder && bareName(holder.title)
    if (holder && name && isPlace(holder.above)) tell(open(name, holder.title), entry.piece)
    else inLine(entry, open)
  }
  return proposed([...found.values()])
}

const isPlace = (above: Heading[]) => !above.some(one => /^附则|编制|信息报告|预警级别/.test(one.words))
function bareName(title: Piece): Piece | null {
  const bare = title
    .without(/\([^)]*\)$/)
    .without(/(?:的)?(?:组成|职责|主要职责|组成及职责|组成和职责|人员)$/)
    .without(/[:。]$/)
  return isGroupName(bare.text) ? bare : null
}

const leadWords = '(?:牵头单位|牵头部门|责任单位|责任部门|负责单位|主责单位|主责部门|组长单位|牵头)'
const memberWords =
  '(?:成员单位|成员部门|参加单位|配合单位|参与单位|协助单位|协办单位|组成单位|组成部门|组成人员|成员|组员|参加部门|参与部门|配合部门|协助部门)'

/** 抢险救援组（责任单位：镇武装部、镇派出所）: who it is, in brackets behind its name. */
function inBrackets(group: Found, piece: Piece) {
  const said = piece.find(new RegExp(`\\((?:${leadWords}|由)[:]?([^()]+?)(?:负责|牵头)?\\)`), 1)
  if (!said) return
  const [lead, ...members] = unitsIn(said)
  group.lead ??= lead ?? null
  group.members.push(...members)
}
const namedAhead = (piece: Piece): Piece | null => {
  const name = piece.find(/^([^:。,;(]{2,18}(?:组|小组)(?:\([^)]*\))?)\s*(?:[:。]|,(?=(?:副)?组长))/, 1)
  return name && bareName(name) ? name : null
}

/** What a line says of a group. */
function tell(group: Found, piece: Piece) {
  const at = group.from.length
  const labelled = labelsIn(piece)
  if (labelled.length > 0) {
    for (const { label, value } of labelled) {
      if (new RegExp(`^${leadWords}$`).test(label)) {
        // 牵头单位 is one; of several 责任单位 the first leads.
        const [lead, ...others] = unitsIn(value)
        group.lead ??= lead ?? null
        group.members.push(...others)
      } else if (new RegExp(`^${memberWords}$`).test(label))
        group.members.push(...unitsIn(value).flatMap(one => postOnly(one) ?? []))
      else if (/^(?:副)?组长$/.test(label)) {
        // 组长：张三。负责…: the name stays out, what follows is the group's.
        const held = value.find(/^([^。;]+)/, 1) ?? value
        const post = postOnly(unitsIn(held)[0] ?? held)
        if (label === '组长' && post && !isName(held.text)) group.lead ??= post
        const more = value.sub(held.to - value.from).without(/^[。;]\s*/)
        if (!more.isEmpty) group.duties.push(more)
      } else group.duties.push(value)
    }
    const first = piece.text.search(label)
    const ahead = first > 0 ? leadOf(piece.sub(0, first).without(/[。;,]$/)) : null
    if (ahead) {
      group.lead ??= ahead.lead
      group.members.push(...ahead.members)
      if (ahead.duties) group.duties.push(ahead.duties)
    }
    group.from.push(piece)
    return
  }
  const sentences = piece.split(/。/, true)
  for (const sentence of sentences) {
    const lead = leadOf(sentence)
    if (lead) {
      group.lead ??= lead.lead
      group.members.push(...lead.members)
      if (lead.duties) group.duties.push(lead.duties)
    } else if (/负责|职责|承担|做好|开展|组织|协调|落实|收集|统一/.test(sentence.text))
      group.duties.push(sentence.without(/^(?:主要|工作)?(?:职责|任务)(?:是|为)?[:]?\s*/))
  }
  if (at === group.from.length) group.from.push(piece)
}

const label = new RegExp(
  `(?:^|[。;,\\s(])(${leadWords}|${memberWords}|(?:主要|工作)?职责(?:任务)?|主要任务|工作任务|任务|(?:副)?组长)(?:及职责|是|为)?\\s*[:]\\s*`,
  'g',
)
function labelsIn(piece: Piece): { label: string; value: Piece }[] {
  const text = piece.text
  const marks = [...text.matchAll(label)]
  return marks
    .map((mark, i) => ({
      label: mark[1] ?? '',
      value: piece
        .sub(mark.index + mark[0].length, marks[i + 1]?.index ?? text.length)
        .without(/[。;,)]$/)
        .trim(),
    }))
    .filter(one => !one.value.isEmpty)
}

/** 由县应急管理局牵头，县财政局、县商务局参加，负责…. */
function leadOf(sentence: Piece): { lead: Piece | null; members: Piece[]; duties: Piece | null } | null {
  const led =
    sentence.find(/(?:由)?([^,。;:由]{2,60}?)(?:负责)?牵头/, 1) ??
    sentence.find(/^由([^,。;:由]{2,40}?)(?:具体|主要)?负责,/, 1) ??
    sentence.find(/^组长由([^,。;:由]{2,40}?)(?:担任|兼任)/, 1) ??
    sentence.find(/由([^,。;:]{2,40}?)(?:主要|分管)?(?:负责人|负责同志|领导)?(?:担任|任|为)组长/, 1)
  const joined = sentence.find(
    /(?:牵头[,、]?|组长[,、]?)(?:负责)?(?:由|会同)?([^。;:]{2,}?)(?:等(?:有关|相关)?(?:部门|单位)?)?(?:参加|配合|参与|组成|协助|为成员)/,
    1,
  )
  const composed = sentence.find(
    /由([^。;]{4,}?)(?:等(?:有关|相关)?(?:部门|单位)?)?(?:有关人员|相关人员|人员)?(?:组成|参加)/,
    1,
  )
  if (!led && !composed) return null
  const heads = led ? unitsIn(led) : []
  const together = joined ?? (led && composed && !/牵头/.test(composed.text) ? composed : led ? null : composed)
  const members = [...heads.slice(1), ...(together ? unitsIn(together) : [])].filter(
    one => !/^(?:负责|职责)/.test(one.text) && one.text !== heads[0]?.text,
  )
  const duties =
    sentence.find(/(?:[,;。](?:主要)?)((?:负责|承担|组织|开展|统筹)[^。]*)$/, 1) ??
    sentence.find(/^由[^,。;:由]{2,40}负责,([^。]*)$/, 1) ??
    sentence.find(/主要职责(?:是|为)?[:]?\s*([^。]*)$/, 1)
  return { lead: heads[0] ?? null, members, duties }
}

/** 综合协调组：由…; 设综合协调组、抢险救援组…等工作组. */
function inLine(entry: Extract<Entry, { kind: 'text' }>, open: (name: Piece, from: Piece, firm?: boolean) => Found) {
  const piece = entry.piece
  const ahead = namedAhead(piece)
  const bare = ahead && bareName(ahead)
  if (bare && isPlace(entry.path)) {
    const group = open(bare, piece)
    inBrackets(group, ahead)
    tell(group, piece.sub(ahead.to - piece.from).without(/^\s*[:。,]\s*/))
    return
  }
  const bracketed = piece.find(/^([\p{Script=Han}]{2,10}组)\([^()]*(?:牵头|由|组长|负责)[^()]*\)/u, 1)
  if (bracketed && isGroupName(bracketed.text)) {
    // 扑救指挥组（县应急局牵头，县林业局配合），负责…: who in brackets, what behind them.
    const group = open(bracketed, piece)
    const rest = piece.sub(bracketed.to - piece.from)
    const inside = rest.find(/^\(([^()]*)\)/, 1)
    if (inside) tell(group, inside)
    const behind = rest.without(/^\([^()]*\)[,:]?\s*/)
    if (!behind.isEmpty) tell(group, behind)
    return
  }
  const plain = piece.find(/^([\p{Script=Han}]{2,10}组)(?=由[^,。]{2,40}(?:牵头|组成|负责))/u, 1)
  if (plain && isGroupName(plain.text)) return tell(open(plain, piece), piece.sub(plain.to - piece.from))
  if (!entry.path.some(one => /组织|指挥|机构|响应|工作组|体系|处置/.test(one.words))) return
  const listed = piece.find(
    /(?:下设|设立|成立|组建|组成|分为|设)(?:若干)?[^,。;:]{0,12}?((?:[\p{Script=Han}]{2,10}?组、){1,14}[\p{Script=Han}]{2,10}?组(?:和[\p{Script=Han}]{2,10}?组)?)/u,
    1,
  )
  for (const name of listed?.split(/、|和(?=[\p{Script=Han}]{2,10}组$)/u) ?? []) {
    const clean = name.find(/([\p{Script=Han}]{2,10}组)$/u, 1)
    if (clean && isGroupName(clean.text)) open(clean, piece, false)
  }
}

interface Row {
  lead: Piece[]
  members: Piece[]
  duties: Piece[]
}
function groupRows(entry: Extract<Entry, { kind: 'table' }>): { name: Piece; row: Row }[] {
  const header = entry.rows.findIndex(
    (row, i) =>
      i < 3 &&
      row.some(cell => /牵头|成员|职责|任务|责任单位|组成/.test(squash(cell.lines[0]?.text ?? ''))) &&
      row.length >= 2,
  )
  if (header < 0) return []
  const wordsIn = (row: Cell[] | undefined) =>
    (row ?? []).map(cell => ({ at: cell.column, words: squash(cell.lines.map(one => one.text).join('')) }))
  // A header of two lines: 单位 above, 牵头单位 and 成员单位 below it.
  const below = wordsIn(entry.rows[header + 1])
  const isSecond =
    below.filter(one => /牵头|成员|参加|配合/.test(one.words) && one.words.length <= 8).length >= 2 &&
    !below.some(one => /组$/.test(one.words) && !/^工作组$/.test(one.words))
  const columns = [...(isSecond ? below : []), ...wordsIn(entry.rows[header])]
  const place = (pattern: RegExp) => columns.find(one => pattern.test(one.words))?.at
  const lead = place(/牵头|组长|主责|负责单位/)
  const members = place(/成员|参加|配合|协助|组成|责任单位/)
  const duties = place(/职责|任务|分工/)
  if (duties === undefined && lead === undefined) return []
  return entry.rows.slice(header + (isSecond ? 2 : 1)).flatMap(row => {
    const name = row.flatMap(cell => cell.lines.slice(0, 1)).find(piece => bareName(piece))
    const bare = name && bareName(name)
    if (!bare) return []
    const at = (column: number | undefined) =>
      column === undefined ? [] : (row.find(cell => cell.column === column)?.lines ?? [])
    return [{ name: bare, row: { lead: at(lead), members: at(members), duties: at(duties) } }]
  })
}
function take(group: Found, row: Row) {
  // A group may take several rows of one table; a cell may say all of it in a sentence.
  const told = [...row.members, ...row.duties].filter(one => leadOf(one)?.lead)
  for (const one of new Set(told)) tell(group, one)
  if (told.length > 0) return
  group.lead ??= row.lead[0] ? (postOnly(unitsIn(row.lead[0])[0] ?? row.lead[0]) ?? null) : null
  const more = [...row.lead.flatMap(unitsIn).slice(group.lead ? 1 : 0), ...row.members.flatMap(unitsIn)]
  for (const one of more)
    if (!group.members.some(known => known.text === one.text) && one.text !== group.lead?.text)
      group.members.push(postOnly(one) ?? one)
  group.duties.push(...row.duties.filter(one => !group.duties.some(known => known.text === one.text)))
  group.from.push(...row.lead, ...row.members, ...row.duties)
}

function proposed(found: Found[]): { drafts: AnyDraft[]; keys: Map<string, string> } {
  const keys = new Map<string, string>()
  const taken = new Set<string>()
  // A name in a list of groups that is told nowhere else is a group without more.
  const drafts = found.map((one, i): AnyDraft => {
    const usual = Object.entries(groupNames).find(
      ([, name]) => name === squash(one.name.text).replace(/工作组$/, '组'),
    )?.[0]
    const key = usual && !taken.has(usual) ? usual : `g${i + 1}`
    taken.add(key)
    keys.set(squash(one.name.text), key)
    const seen = new Set([one.lead?.text])
    const members = one.members.filter(each => !seen.has(each.text) && seen.add(each.text) && each.text.length >= 2)
    const told = one.lead !== null || members.length > 0 || one.duties.length > 0
    return draft(
      'group',
      {
        key,
        name: clip(one.name, 40),
        lead: { bearer: null, said: clip(one.lead, 60), duties: '' },
        members: members.slice(0, 30).map(each => ({ bearer: null, said: clip(each, 60), duties: '' })),
        duties:
          one.duties.reduce(
            (all, each) => (all.length + each.raw.length + 1 > 600 ? all : all ? `${all}\n${each.raw}` : each.raw),
            '',
          ) || clip(one.duties[0] ?? null, 600),
      },
      one.from,
      told ? (one.lead ? 0.93 : 0.85) : 0.55,
      told ? (one.lead ? '写明组名和牵头单位' : '写明组名和组成或职责') : '只提到组名',
    )
  })
  return { drafts, keys }
}
