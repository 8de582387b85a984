import type { PlanKind } from '@anlan/contract/plan.ts'
import type { ResponseTopic } from '@anlan/contract/response-template.ts'
import type { PlanDocument } from '../outline/outline.ts'
import { type AnyDraft, draft } from '../propose.ts'
import type { Piece } from '../text/line.ts'

const kinds: [PlanKind, RegExp][] = [
  ['scheme', /实施方案$/],
  ['village', /[村](?:山洪|防汛|应急|突发|地质|森林|自然|灾害|防灾|避险|综合|总体|转移)|村级|社区/],
  ['enterprise', /公司|企业|厂|集团|景区|医院|学校/],
  ['town', /(?:镇|乡|街道)(?!村)[^村]{0,24}预案/],
  ['general', /总体应急预案/],
  ['department', /局[^,]{0,20}(?:部门|应急预案)/],
  ['special', /应急预案|处置预案|救援预案|防御预案/],
]
const topics: [ResponseTopic, RegExp][] = [
  ['flood', /防汛|抗旱|防洪|山洪|洪涝|水旱|防台|台风|内涝/],
  ['geology', /地质灾害|滑坡|泥石流/],
  ['forestFire', /森林|草原|火灾扑救|防灭火/],
  ['relief', /灾害救助|救灾/],
  ['environment', /环境事件|重污染|环境污染/],
  ['production', /生产安全|安全生产|危险化学品|危化品|矿山|煤矿|烟花|燃气|事故灾难|道路交通/],
  ['general', /总体/],
]

/** Title, kind and topic, by the words of the title. */
export function aboutOf(document: PlanDocument): {
  draft: AnyDraft | null
  title: string
  fire: boolean
  below: boolean
  village: boolean
} {
  const pieces = titleIn(document)
  const words = pieces.map(one => one.text.replaceAll(/\s/g, '')).join('')
  const title = pieces
    .map(one => one.raw)
    .join('')
    .slice(0, 100)
  const fire =
    /火/.test(words) || (words === '' && document.lines.filter(line => /火场|扑救|森林火/.test(line.text)).length > 4)
  if (!title) return { draft: null, title: '', fire, below: false, village: false }
  const kind = kinds.find(([, pattern]) => pattern.test(words))?.[0] ?? null
  const topic = topics.find(([, pattern]) => pattern.test(words))?.[0] ?? null
  return {
    draft: draft('about', { title, kind, topic }, pieces, kind ? 0.85 : 0.6, '预案名称；种类和专项由名称判断'),
    title: words,
    fire,
    below: kind === 'town' || kind === 'village',
    village: kind === 'village',
  }
}

const isTitle = /(?:预案|方案)(?:\([^)]{1,12}\))?$/
function titleIn(document: PlanDocument): Piece[] {
  const front = document.front.length > 0 ? document.front : document.lines.slice(0, 3).map(line => line.whole())
  const at = front.findLastIndex(
    one =>
      isTitle.test(one.text.replaceAll(/\s/g, '')) &&
      one.text.length <= 60 &&
      !/[。,《]/.test(one.text) &&
      !/^附/.test(one.text),
  )
  const own = front[at]
  if (!own) {
    const named = document.lines
      .slice(0, 12)
      .flatMap(line => line.whole().find(/《([^《》]{4,60}(?:预案|方案)(?:\([^)]*\))?)》/, 1) ?? [])[0]
    return named ? [named] : []
  }
  // 青峦县 in a line of its own above 防汛抗旱应急预案.
  const above = front[at - 1]
  return above &&
    /^[\p{Script=Han}\s]{2,20}$/u.test(above.text) &&
    /[县镇乡村市区道]$/.test(above.text) &&
    !/[县镇乡村]/.test(own.text)
    ? [above, own]
    : [own]
}
