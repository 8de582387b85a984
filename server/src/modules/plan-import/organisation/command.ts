import type { CommandRole } from '@anlan/contract/plan-import.ts'
import { sheetOf } from '../lists/columns.ts'
import type { Entry, Heading, PlanDocument } from '../outline/outline.ts'
import { type AnyDraft, clip, draft } from '../propose.ts'
import { Piece, squash } from '../text/line.ts'
import { isUnitName, subjectOf, unitsIn } from '../text/units.ts'
import { postOnly } from './posts.ts'

const commander = '(?:总指挥长|总指挥|指挥长|主任委员|组长)'
const deputy = '(?:常务副总指挥|常务副指挥长|副总指挥长|副总指挥|副指挥长|常务副组长|副主任委员|副组长)'
/** 总指挥由…担任，副总指挥由…担任: each is told for itself. */
const nextRole = /,(?=(?:第一|常务)?副?(?:总指挥长|总指挥|指挥长|组长|主任)(?:分别)?(?:由|为))/
const isOrganisation = (path: Heading[]) =>
  path.some(one => /组织|指挥|机构|领导小组|工作小组|应急小组|指挥部|体系/.test(one.words)) &&
  !path.some(one => /(?<!领导小|工作小|应急小)组$|扑救指挥/.test(one.words)) &&
  !path.some(
    one => /现场指挥部|现场指挥机构|工作组|专家组|乡镇|镇街|基层/.test(one.words) && !/县/.test(one.words.slice(0, 2)),
  )

interface Found {
  role: CommandRole
  post: Piece
  from: Piece
  confidence: number
  reason: string
}

/** Who commands, stands in, sits in the headquarters and where its office is, as the chapters on organisation say it. Posts, never names. */
export function commandOf(document: PlanDocument): { drafts: AnyDraft[]; commander: Piece | null } {
  const found: Found[] = []
  const duties = new Map<string, { piece: Piece; unit: Piece }>()
  for (const entry of document.entries) {
    if (entry.kind === 'heading') {
      if (
        /指挥部$|领导小组$|应急委员会$|指挥机构$/.test(entry.heading.words) &&
        /[县镇乡村市区]/.test(entry.heading.words) &&
        entry.heading.words.length <= 30
      )
        found.push({
          role: 'name',
          post: nameIn(entry.heading.title) ?? entry.heading.title,
          from: entry.heading.title,
          confidence: 0.85,
          reason: '标题为指挥机构名称',
        })
      continue
    }
    // Duties may stand in an annex, who commands does not.
    const inAnnex = entry.path.some(one => one.style === 'annex' || /^附/.test(one.words))
    if (entry.kind === 'table' ? isAboutMembers(entry.path) : inAnnex && isAboutMembers(entry.path))
      for (const own of entry.kind === 'table' ? dutyRows(entry) : dutiesOf(entry))
        duties.set(own.unit.text, duties.get(own.unit.text) ?? own)
    if (!isOrganisation(entry.path) || inAnnex) continue
    if (entry.kind === 'table') {
      found.push(...inTable(entry))
      continue
    }
    found.push(...headed(entry), ...inLine(entry.piece, entry.path))
    for (const own of dutiesOf(entry)) duties.set(own.unit.text, duties.get(own.unit.text) ?? own)
  }
  return assembled(found, duties)
}

const isAboutMembers = (path: Heading[]) =>
  path.some(one => /成员单位|部门职责|职责分工|单位职责|有关部门|任务分工|组织|机构/.test(one.words))

/** 单位 | 职责: what each member answers for, a row each. */
function dutyRows(entry: Extract<Entry, { kind: 'table' }>): { unit: Piece; piece: Piece }[] {
  const words = { unit: /单位|部门|机构/, duties: /职责|任务|分工/ }
  const header = squash(entry.rows[0]?.flatMap(cell => cell.lines.map(one => one.text)).join(' ') ?? '')
  const sheet = /牵头|组别|工作组|级别|条件/.test(header)
    ? null
    : sheetOf(entry.rows, words, has => has('unit') && has('duties'))
  return (sheet?.rows ?? []).flatMap(row => {
    const unit = row('unit')[0]
    const piece = row('duties')[0]
    return unit && piece && isUnitName(unit.text) ? [{ unit, piece }] : []
  })
}

/** 指挥长 as a heading or in the first column, its holder below or beside. */
function headed(entry: Extract<Entry, { kind: 'text' }>): Found[] {
  const title = entry.path.at(-1)?.words ?? ''
  const role = new RegExp(`^${commander}$`).test(title)
    ? 'commander'
    : new RegExp(`^${deputy}$`).test(title)
      ? 'deputy'
      : /^成员(?:单位)?$/.test(title)
        ? 'member'
        : null
  return role ? heldBy(role, entry.piece, entry.piece, 0.85, '写在指挥职务的标题之下') : []
}

function inTable(entry: Extract<Entry, { kind: 'table' }>): Found[] {
  return entry.rows.flatMap(row => {
    const [first, ...others] = row.map(cell => cell.lines)
    const words = squash(first?.[0]?.text ?? '')
    const role = new RegExp(`^${commander}$`).test(words)
      ? 'commander'
      : new RegExp(`^${deputy}$`).test(words)
        ? 'deputy'
        : /^成员(?:单位)?$/.test(words)
          ? 'member'
          : null
    if (/办公室$/.test(words)) return officeIn(others.flat())
    if (!role) return []
    const cells = others.flat().filter(piece => !/^[\d\s-]{5,}$/.test(piece.text))
    return cells.flatMap(piece => heldBy(role, piece, piece, 0.85, '表中写明指挥职务')).map(one => one)
  })
}

/** 办公室 | 设在县水利局: the words of its place stand by themselves. */
const officeIn = (pieces: Piece[]): Found[] =>
  pieces.flatMap(piece => {
    const post = piece.find(/^(?:办公室)?(?:日常工作)?(?:设在|设于|设立在|依托)\s*([^,。;()]{2,30})/, 1)
    return post ? [{ role: 'office', post, from: piece, confidence: 0.9, reason: '写明办公室设在何处' }] : []
  })

function inLine(piece: Piece, path: Heading[]): Found[] {
  const found: Found[] = /办公室$/.test(path.at(-1)?.words ?? '') ? officeIn([piece]) : []
  const sentences = piece.split(/[。;]/, true)
  for (const sentence of sentences) {
    const text = sentence.text
    const name = /成立|设立|组建|组成/.test(text) ? nameIn(sentence) : null
    if (name) found.push({ role: 'name', post: name, from: sentence, confidence: 0.8, reason: '写明成立的指挥机构' })
    const office = sentence.find(
      /办公室(?:\([^()]{2,30}\))?,?(?:办公室)?(?:日常工作)?(?:由)?(?:设在|设于|设立在|依托)\s*([^,。;()]{2,30})/,
      1,
    )
    if (office)
      found.push({ role: 'office', post: office, from: sentence, confidence: 0.92, reason: '写明办公室设在何处' })
    // 委员会 has a 主任 where a 指挥部 has a 指挥长.
    const isCommittee = /委员会|减灾委|应急委|安委会/.test(`${text} ${path.at(-1)?.words ?? ''}`)
    for (const [role, words] of [
      ['commander', isCommittee ? `(?:${commander}|(?<!办公室|[办室副])主任(?!委员))` : commander],
      ['deputy', isCommittee ? `(?:${deputy}|(?<!办公室|[办室])副主任(?!委员))` : deputy],
    ] as const) {
      const before = role === 'commander' ? '(?<![副]|常务副)' : ''
      const colon = sentence.find(new RegExp(`${before}${words}(?:\\(\\d?名?\\))?\\s*[:]\\s*(.+)$`), 1)
      if (colon) {
        const ends = colon.text.search(new RegExp(`[,、\\s](?:${deputy}|${commander}|成员(?:单位)?)(?:[:]|由)`))
        found.push(...heldBy(role, ends > 0 ? colon.sub(0, ends) : colon, sentence, 0.93, '写明指挥职务'))
        continue
      }
      for (const part of sentence.split(nextRole)) {
        const by =
          part.find(new RegExp(`${before}${words}(?:分别)?由([^。;]{2,120}?)(?:分别)?(?:担任|兼任|出任)`), 1) ??
          part.find(
            new RegExp(
              `(?:由|,|^)([^,。;由]{2,60}?)(?:分别)?(?:担任|兼任|任|为)(?:县?(?:指挥部)?)${before}${words}(?!办公室)`,
            ),
            1,
          ) ??
          part.find(new RegExp(`${before}${words}为([^,。;]{2,60})`), 1)
        if (by) found.push(...heldBy(role, by, sentence, 0.9, '写明由谁担任'))
      }
      // 县长任指挥，副县长任常务副指挥，…任副指挥: each by itself, also without 总 or 长.
      const of =
        role === 'commander'
          ? /^(?:由)?([^由]{2,60}?)(?:担任|兼任|任|为)(?:总)?指挥长?$/
          : /^(?:由)?([^由]{2,60}?)(?:分别)?(?:担任|兼任|任|为)(?:第一|常务|执行)?副(?:总)?指挥长?$/
      for (const part of sentence.split(/,/, true)) {
        const by = part.find(of, 1)
        if (by) found.push(...heldBy(role, by, sentence, 0.9, '写明由谁担任'))
      }
    }
    const members =
      sentence.find(/成员(?:单位)?(?:主要)?(?:包括|有|为|由|[:])\s*[:]?\s*(.+)$/, 1) ??
      sentence.find(
        /(?:^|(?:总指挥|指挥长|组长|主任),)([^。;:,]{6,}?)(?:等(?:有关|相关)?(?:部门|单位)?)?(?:主要|分管)?(?:负责人|负责同志)?(?:为|是|作为)(?:[县镇乡]?指挥部|领导小组)?成员(?:单位)?$/,
        1,
      ) ??
      sentence.find(
        /(?:由|包括)([^。;]{10,}?)(?:等(?:有关|相关)?(?:部门|单位)(?:主要|分管)?(?:负责人|负责同志)?)?(?:组成|为成员(?:单位)?)/,
        1,
      )
    if (members && !/工作组|[^副]总?指挥(?:长)?由/.test(members.text.slice(0, 6)))
      found.push(...heldBy('member', members, sentence, 0.9, '写在成员单位名单中'))
  }
  return found
}

const nameIn = (piece: Piece) =>
  piece
    .find(
      /(?:成立|设立|组建)?\s*((?:[\p{Script=Han}]{0,4}(?:县|镇|乡|村|市|区|社区))?[\p{Script=Han}]{2,22}?(?:指挥部|应急委员会|领导小组))(?!办公室|成员|下设|指挥|总指挥|的)/u,
      1,
    )
    ?.without(/^.*(?:成立|设立|组建|组成)/) ?? null

function heldBy(role: CommandRole, said: Piece, from: Piece, confidence: number, reason: string): Found[] {
  const several = role === 'commander' ? said.split(/[、,;]/, true).slice(0, 2) : unitsIn(said)
  // 县委副书记、县长 and 县委常委、常务副县长 are posts of one person.
  const isOne = role === 'commander' ? /(?:副书记|常委)$/ : role === 'deputy' ? /常委$/ : null
  const list: Piece[] = []
  for (const one of several) {
    const last = list.at(-1)
    if (last && isOne?.test(last.text) && /(?:长|书记|主任)$/.test(one.text))
      list.splice(-1, 1, new Piece(last.line, last.from, one.to))
    else list.push(one)
  }
  return list.flatMap(one => {
    const bare = postOnly(one.without(/^(?:由|及|和)/).without(/(?:分别)?(?:担任|兼任|组成|为成员)$/))
    // The unit sits there, whoever comes for it.
    const post =
      role === 'member'
        ? (bare?.without(/(?<=[^主要分管有关相])(?:主要|分管|有关|相关)?(?:负责人|负责同志)$/) ?? null)
        : bare
    if (
      !post ||
      post.text.length < 2 ||
      (role === 'member' &&
        !/[局委办部队公司站院厅心会府社镇乡道组人员长部府企业厂团场行家联所处集室校馆社任医师书记]$|\)$/.test(
          post.text,
        ))
    )
      return []
    return [{ role, post, from, confidence, reason }]
  })
}

/** 县水利局：负责…: what a member answers for, in the chapter on the members' duties. */
function dutiesOf(entry: Extract<Entry, { kind: 'text' }>): { unit: Piece; piece: Piece }[] {
  const inMembers = entry.path.some(one => /成员单位|部门职责|职责分工|单位职责|有关部门|任务分工/.test(one.words))
  if (!inMembers) return []
  const title = entry.path.at(-1)
  if (title && isUnitName(title.words)) return [{ unit: title.title, piece: entry.piece }]
  const unit = entry.piece.find(/^([^:。,;]{2,40})[:]\s*(?=\S{4})/, 1)
  if (unit) {
    const piece = entry.piece.find(/^[^:]{2,40}[:]\s*(.+)$/, 1)
    return piece && !/职责|分工|成员|办公室$|指挥长|总指挥/.test(unit.text) ? [{ unit, piece }] : []
  }
  // 县公安局负责…。县林业局…: a sentence for each.
  return entry.piece.split(/[。;]/, true).flatMap(sentence => {
    const subject = subjectOf(sentence)
    if (
      subject?.by !== 'subject' ||
      subject.units.length !== 1 ||
      !subject.units[0] ||
      /指挥部办公室$/.test(subject.units[0].text) ||
      sentence.text.length < subject.end + 4
    )
      return []
    return [{ unit: subject.units[0], piece: sentence.sub(subject.end).trim() }]
  })
}

function assembled(
  found: Found[],
  duties: Map<string, { piece: Piece; unit: Piece }>,
): { drafts: AnyDraft[]; commander: Piece | null } {
  const drafts: AnyDraft[] = []
  const seen = new Set<string>()
  const once = { name: false, commander: false, office: false }
  for (const one of found) {
    if ((one.role === 'name' || one.role === 'commander' || one.role === 'office') && once[one.role]) continue
    const key = `${one.role} ${one.post.text}`
    if (seen.has(key)) continue
    seen.add(key)
    if (one.role === 'name' || one.role === 'commander' || one.role === 'office') once[one.role] = true
    const own = one.role === 'member' ? duties.get(one.post.text) : undefined
    if (own) duties.delete(one.post.text)
    drafts.push(
      draft(
        'command',
        { role: one.role, member: { bearer: null, said: clip(one.post, 60), duties: clip(own?.piece ?? null, 600) } },
        [one.from, ...(own ? [own.unit, own.piece] : [])],
        one.confidence,
        one.reason,
      ),
    )
  }
  for (const { unit, piece } of duties.values()) {
    const units = unitsIn(unit)
    for (const each of units)
      if (!seen.has(`member ${each.text}`))
        drafts.push(
          draft(
            'command',
            { role: 'member', member: { bearer: null, said: clip(each, 60), duties: clip(piece, 600) } },
            [unit, piece],
            0.88,
            '写在成员单位职责中',
          ),
        )
  }
  return { drafts, commander: found.find(one => one.role === 'commander')?.post ?? null }
}
