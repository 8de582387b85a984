import type { PlanEvacuation } from '@anlan/contract/plan.ts'
import { isName } from '../organisation/posts.ts'
import type { Entry, PlanDocument } from '../outline/outline.ts'
import { type AnyDraft, clip, draft } from '../propose.ts'
import { type Piece, squash } from '../text/line.ts'
import { numberOf } from '../text/numerals.ts'
import { sheetOf } from './columns.ts'

const units = {
  route: /路线|线路/,
  shelter: /安置(?:点|地|场所|区)|避灾|避险(?:点|场所|地)|避难|安全区|安全地|转移地点|转移至|去向/,
  households: /户数|^户$|涉及户|影响户|居民户/,
  people: /人数|人口|^人$|影响人|涉及人/,
  phone: /电话|手机|联系方式/,
  responsible: /责任人|负责人|带队|组织人|转移人员负责/,
  assembly: /集合|集结|集中点/,
  way: /预警(?:方式|信号|手段)|通知方式|报警方式|信号/,
  name: /转移单元|危险区|隐患点|片区|区域|网格|组别|村民小组|小组|自然村|院落|地点|对象|名称|位置|村|户主|范围|点位/,
}
const helped = {
  helper: /帮扶|结对|包保|包户|照料|协助人|责任人|转移人|帮助人/,
  helperPhone: /(?:帮扶|责任人|联系|协助).{0,6}电话|电话|手机/,
  backup: /替补|后备|备用|候补|第二责任|B角/,
  name: /^(?:姓名|被帮扶|对象|需帮扶|人员姓名|特殊(?:人员|群体)|老弱病残|转移对象|重点(?:人员|对象)).*|姓名/,
  need: /情况|类别|类型|身体|原因|需求|健康|人员性质/,
  place: /组|住址|片区|自然村|隐患点|院落|所属|地址|单元|位置/,
}

interface Unit {
  value: PlanEvacuation
  from: Piece[]
  confidence: number
  reason: string
}

/** Who is moved by whom, on which way, to where, and who helps those who cannot go alone: from tables, and from lines of village plans. */
export function evacuationOf(document: PlanDocument): AnyDraft[] {
  const found: Unit[] = []
  const people: {
    place: Piece | undefined
    value: PlanEvacuation['vulnerable'][number]
    from: Piece[]
    caption: Piece | null
  }[] = []
  for (const entry of document.entries) {
    if (entry.kind === 'table') {
      const persons = helpedIn(entry)
      if (persons.length > 0) people.push(...persons)
      else found.push(...unitsIn(entry, found.length))
    }
  }
  if (found.length === 0) found.push(...inLines(document))
  for (const person of people) {
    const words = person.place ? squash(person.place.text) : ''
    const own = words
      ? (found.find(one => squash(one.value.name) === words) ??
        found.find(one => squash(one.value.name).includes(words) || words.includes(squash(one.value.name))))
      : found.length === 1
        ? found[0]
        : undefined
    if (own) {
      own.value.vulnerable.push(person.value)
      own.from.push(...person.from)
      continue
    }
    const named = person.place ?? person.caption
    if (!named) continue
    found.push({
      value: { ...empty(clip(named, 60), found.length), vulnerable: [person.value] },
      from: [named, ...person.from],
      confidence: 0.7,
      reason: '写明需帮扶人员，未见该单元的路线',
    })
  }
  return found.map(one => draft('evacuation', one.value, one.from, one.confidence, one.reason))
}

const empty = (name: string, at: number): PlanEvacuation => ({
  key: `t${at + 1}`,
  name,
  areaCode: null,
  households: null,
  people: null,
  responsible: null,
  responsibleName: '',
  responsiblePhone: '',
  warningWay: '',
  routes: [],
  assembly: '',
  shelterId: null,
  shelterSaid: '',
  vulnerable: [],
})
const count = (piece: Piece | undefined) => {
  const match = /\d+/.exec(piece?.text ?? '')
  return match ? Number(match[0]) : null
}

function unitsIn(entry: Extract<Entry, { kind: 'table' }>, before: number): Unit[] {
  const sheet = sheetOf(
    entry.rows,
    units,
    has =>
      (has('route') || has('shelter')) && (has('responsible') || has('people') || has('households') || has('name')),
  )
  if (!sheet) return []
  const found: Unit[] = []
  for (const row of sheet.rows) {
    const name = row('name')[0]
    const pieces = (
      ['households', 'people', 'responsible', 'phone', 'route', 'shelter', 'assembly', 'way'] as const
    ).flatMap(column => row(column))
    if (!name || pieces.length === 0 || /^\d+$/.test(name.text)) continue
    const both = row('people')[0] ?? row('households')[0]
    const inOne = /(\d+)\s*户\D{0,3}(\d+)\s*人/.exec(both?.text ?? '')
    found.push({
      value: {
        ...empty(clip(name, 60), before + found.length),
        households: inOne ? Number(inOne[1]) : count(row('households')[0]),
        people: inOne ? Number(inOne[2]) : count(row('people')[0]),
        responsibleName: clip(row('responsible')[0] ?? null, 30),
        responsiblePhone: clip((row('phone')[0] ?? row('responsible')[1])?.find(/[\d -]{7,}/) ?? null, 30),
        warningWay: clip(row('way')[0] ?? null, 100),
        routes: row('route')
          .slice(0, 5)
          .map(one => clip(one, 200)),
        assembly: clip(row('assembly')[0] ?? null, 60),
        shelterSaid: clip(row('shelter')[0] ?? null, 60),
      },
      from: [name, ...pieces],
      confidence: 0.92,
      reason: '写在转移安置表中',
    })
  }
  return found
}

function helpedIn(entry: Extract<Entry, { kind: 'table' }>) {
  const sheet = sheetOf(entry.rows, helped, has => has('helper') && has('name'))
  const header = entry.rows
    .slice(0, 3)
    .flat()
    .map(cell => cell.lines.map(one => one.text).join(''))
    .join(' ')
  if (
    !sheet ||
    /路线/.test(header) ||
    !/帮扶|结对|包保|照料|帮助|协助|老弱|弱势|特殊|姓名/.test(header) ||
    /职务/.test(header)
  )
    return []
  return sheet.rows.flatMap(row => {
    const name = row('name')[0]
    const helper = row('helper')[0]
    if (!name || !helper || (!isName(name.text) && name.text.length > 8)) return []
    const value = {
      name: clip(name, 30),
      need: clip(row('need')[0] ?? null, 60),
      helper: clip(helper, 30),
      helperPhone: clip(row('helperPhone')[0]?.find(/[\d -]{7,}/) ?? null, 30),
      backup: clip(row('backup')[0] ?? null, 30),
    }
    return [
      {
        place: row('place')[0],
        value,
        from: [name, helper, ...row('need'), ...row('helperPhone'), ...row('backup')],
        caption: entry.caption,
      },
    ]
  })
}

/** 一组（12户36人）：责任人张某，转移路线：…，安置点：村小学. */
function inLines(document: PlanDocument): Unit[] {
  const found: Unit[] = []
  for (const entry of document.entries) {
    if (entry.kind !== 'text' || !entry.path.some(one => /转移|撤离|疏散|避险|安置/.test(one.words))) continue
    const piece = entry.piece
    const value = (pattern: RegExp) => piece.find(pattern, 1)
    const route = value(/(?:转移|撤离|疏散|避险)?(?:路线|线路)(?:为|是|[:])\s*[:]?\s*([^,。;]{3,120})/)
    const shelter = value(
      /(?:安置(?:点|地点|场所)|避灾点|避险点|避难(?:场所|点)|安全地点)(?:为|是|设在)?\s*[:]?\s*([^,。;]{2,50})/,
    )
    const named = value(/^([^,。;:]{2,30}?)(?:\([^)]*\))?\s*[:,]/)
    if (!route || !named || /^(?:转移|撤离|安置|路线|责任人|本村|疏散|由)/.test(named.text)) continue
    const responsible = value(/(?:转移|疏散|撤离)?(?:责任人|负责人)(?:为|是)?\s*[:]?\s*([^,。;(]{2,12})/)
    const both = /(\d+)\s*户\D{0,3}(\d+)\s*人/.exec(piece.text)
    const telephone = value(/(1[3-9]\d{9}|0\d{2,3}-\d{7,8})/)
    found.push({
      value: {
        ...empty(clip(named, 60), found.length),
        households: both ? Number(both[1]) : null,
        people: both ? Number(both[2]) : numberOf(/(\d+)\s*人/.exec(piece.text)?.[1] ?? ''),
        responsibleName: clip(responsible, 30),
        responsiblePhone: clip(telephone, 30),
        routes: [clip(route, 200)],
        shelterSaid: clip(shelter, 60),
      },
      from: [piece],
      confidence: 0.8,
      reason: '正文写明转移路线',
    })
  }
  return found
}
