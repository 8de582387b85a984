import type { BulletinKind } from '@anlan/contract/desk.ts'

/** What a text says of itself, before a person has looked at it. */
export interface ReadText {
  title: string
  issuer: string | null
  kind: BulletinKind
  issuedAt: Date | null
}

const kinds: [BulletinKind, RegExp][] = [
  ['geology', /地质灾害.{0,6}(气象)?风险|地灾.{0,4}风险/],
  ['weatherWarning', /(蓝|黄|橙|红)色预警|预警信号/],
  ['water', /水情|汛情|洪水.{0,4}(预报|预警)|水位|流量/],
  ['forecast', /天气预报|天气趋势|未来.{1,6}(小时|天)天气|降雨.{0,4}预报|气象(快报|专报|信息)/],
]

/** Kind, title, issuing body and moment of a bulletin as its text gives them. `now` supplies the year where the text leaves it out. */
export function readText(text: string, now: Date): ReadText {
  const lines = text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(Boolean)
  const title = (lines[0] ?? '').slice(0, 120)
  const issuer =
    /([\u4e00-\u9fff]{2,20}?(?:气象台|气象局|水文中心|水文局|水文站|自然资源局|水利局|防汛办|指挥部))/.exec(text)?.[1]
  return {
    title,
    issuer: issuer ?? null,
    kind:
      kinds.find(([, words]) => words.test(title))?.[0] ?? kinds.find(([, words]) => words.test(text))?.[0] ?? 'other',
    issuedAt: momentIn(text, now),
  }
}

/** The first moment that a text names to the hour, in Shanghai; null where it names none that exists. */
export function momentIn(text: string, now: Date): Date | null {
  const found = /(?:(20\d{2})年)?(\d{1,2})月(\d{1,2})日\s*(\d{1,2})(?:时|:|：)(?:(\d{1,2})分?)?/.exec(text)
  if (!found) return null
  const [, year, month, day, hour, minute] = found
  const shanghai = new Date(now.getTime() + 8 * 3_600_000)
  const wanted = [
    Number(year ?? shanghai.getUTCFullYear()),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute ?? 0),
  ]
  const [y = 0, m = 0, d = 0, h = 0, min = 0] = wanted
  const at = new Date(Date.UTC(y, m - 1, d, h, min))
  const exists = at.getUTCMonth() === m - 1 && at.getUTCDate() === d && h < 24 && min < 60
  return exists ? new Date(at.getTime() - 8 * 3_600_000) : null
}

export interface Town {
  id: string
  name: string
  shortName: string
}

/** Words that mean the whole county. */
const everywhere = /全县|我县(?:各地|各乡镇|大部|境内)|县域(?:内|大部)|各(?:镇|乡镇|街道)/

/**
 * The townships that a text names, each with the words that made it one; all of them where it speaks of the whole county. A bare name counts
 * from two characters up and not where the same characters begin a village's name (柳坪村).
 */
export function townsIn<T extends Town>(text: string, towns: T[]): (T & { why: string })[] {
  const whole = everywhere.exec(text)?.[0]
  const named = towns.flatMap(town => {
    const bare = town.name.replace(/(?:街道办事处|街道|镇|乡|民族乡)$/, '')
    const words = [town.name, town.shortName, ...(bare.length >= 2 ? [bare] : [])]
    const word = words.find(one => namesPlace(text, one))
    return word ? [{ ...town, why: `文中提到“${word}”` }] : []
  })
  if (!whole || (named.length > 0 && !text.includes('全县'))) return named
  return towns.map(town => ({ ...town, why: `文中提到“${whole}”` }))
}

const namesPlace = (text: string, word: string) => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!/^(?:村|社区|水库|河)/.test(text.slice(at + word.length))) return true
  return false
}
