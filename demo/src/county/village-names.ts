import { randomOf } from './rng.ts'
import { type TownFigures, towns } from './town-table.ts'

/** Villages and communities of a township (村、社区) before they have a place or figures. */
export interface VillageName {
  /** Twelve digits: 001 upwards are communities, 201 upwards villages. */
  code: string
  name: string
  kind: 'village' | 'community'
}

/** The villages of the three scenarios; their stems name nothing else in the county. */
const scenarioVillages: Record<string, string[]> = {
  chaping: ['凉水村', '河坝村', '三岔村'],
  longtan: ['滩口村'],
  yanjing: ['井湾村'],
  songling: ['青松村'],
}

const stems =
  '石堰 茶园 杉树 桐子 大湾 小溪 马鞍 柏杨 高坪 罗家 田坝 黄泥 金竹 白果 枫香 老屋 新塘 双龙 长岭 回龙 岩口 木叶 天池 水井'.split(
    ' ',
  )
const suffixes = '村 坪村 湾村 沟村 岭村 坝村'.split(' ')

/** Names of the villages of every township, by its key; a name occurs once in the county. */
export function villageNames(): Map<string, VillageName[]> {
  const random = randomOf('village-names')
  const communityNames = random.shuffled(stems.map(stem => `${stem}社区`))
  // “高坪坪村” is no name.
  const sounds = (stem: string, suffix: string) => suffix === '村' || !stem.endsWith(suffix.charAt(0))
  const ordinary = random.shuffled(
    stems.flatMap(stem => suffixes.filter(suffix => sounds(stem, suffix)).map(suffix => stem + suffix)),
  )
  const take = (from: string[]) => {
    const name = from.pop()
    if (!name) throw new Error('too few names for the villages of the county')
    return name
  }
  return new Map(
    towns.map(town => [
      town.key,
      namesOf(
        town,
        () => take(communityNames),
        () => take(ordinary),
      ),
    ]),
  )
}

function namesOf(town: TownFigures, nextCommunity: () => string, nextVillage: () => string): VillageName[] {
  const fixed = scenarioVillages[town.key] ?? []
  const code = (number: number) => `${town.code}${String(number).padStart(3, '0')}`
  return [
    ...Array.from({ length: town.communities }, (_, i): VillageName => {
      return { code: code(i + 1), name: nextCommunity(), kind: 'community' }
    }),
    ...Array.from({ length: town.villages }, (_, i): VillageName => {
      return { code: code(i + 201), name: fixed[i] ?? nextVillage(), kind: 'village' }
    }),
  ]
}
