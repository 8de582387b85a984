import type { Values } from '../../../register/api.ts'
import { gases } from './gases.ts'
import { guides } from './guides.ts'
import { liquids } from './liquids.ts'
import { solids } from './solids.ts'

/** UN number, name, other names, CAS number, hazard class, state, number of the guide, and what is particular to it. */
export type Row = [
  un: string,
  name: string,
  aliases: string,
  cas: string | null,
  category: string,
  state: '气体' | '液化气体' | '低温液体' | '液体' | '固体',
  guide: string,
  own?: Own,
]
export interface Own {
  /** Toxic by inhalation: metres around, kilometres downwind by day and by night. */
  small?: [number, number, number]
  large?: [number, number, number]
  hazards?: string
  spill?: string
  water?: string
  firstAid?: string
  environment?: string
}

const source = '《应急响应指南》（ERG 2020）橙页指南、《危险货物品名表》GB 12268'

function valuesOf([unNumber, name, aliases, cas, category, state, number, own = {}]: Row): Values {
  const guide = guides[number]
  if (!guide) throw new Error(`no guide ${number} for ${name}`)
  // A substance that is toxic by inhalation has distances of its own in the green pages, which we could not hold against the print.
  const byTable = own.small !== undefined || own.large !== undefined || guide.largeDownwind === null
  const more = (text: string, own: string | undefined) => (own ? `${own}${text}` : text)
  return {
    name,
    aliases,
    unNumber,
    cas,
    category,
    state,
    guide: number,
    isolation: guide.isolation,
    largeDownwind: guide.largeDownwind,
    fireIsolation: guide.fireIsolation,
    smallIsolation: own.small?.[0] ?? null,
    smallDayKm: own.small?.[1] ?? null,
    smallNightKm: own.small?.[2] ?? null,
    largeIsolation: own.large?.[0] ?? null,
    largeDayKm: own.large?.[1] ?? null,
    largeNightKm: own.large?.[2] ?? null,
    distanceMark: byTable ? '待核' : '较确',
    hazards: more(guide.hazards, own.hazards),
    protection: guide.protection,
    spill: more(guide.spill, own.spill),
    fire: guide.fire,
    water: own.water ?? guide.water,
    firstAid: more(guide.firstAid, own.firstAid),
    environment: own.environment ?? null,
    source: own.small ? `${source}；绿页距离未与原表核对` : source,
  }
}

/** What a county meets on its roads, in its works and in its shops. */
export const substances: Values[] = [...gases, ...liquids, ...solids].map(valuesOf)
