import type { ParticularValue } from '@anlan/contract/event-particulars.ts'

/** What is compared of an event and of what happened before. */
export interface Story {
  typeCodes: string[]
  level: number | null
  /** Extra fields by their code, as people read them. */
  particulars: { code: string; label: string; value: ParticularValue }[]
  /** Township and county; empty where it is not known. */
  areaCode: string
  at: { lng: number; lat: number } | null
  /** Month in Shanghai, 1 to 12. */
  month: number | null
  text: string
}
/** Full points of each part. */
export interface Weights {
  type: number
  particulars: number
  level: number
  place: number
  season: number
  words: number
}
export interface Reason {
  part: string
  points: number
  of: number
  words: string
}

/** How alike two stories are, part by part; parts without points are left out. Alike is symmetric, and never more than the sum of the weights. `typeName` names a type, sub-category or category by its code. */
export function likeness(
  a: Story,
  b: Story,
  weights: Weights,
  metres: (a: Story, b: Story) => number | null,
  typeName: (code: string) => string,
): Reason[] {
  const parts: [string, number, Share][] = [
    ['事件类型', weights.type, typeShare(a, b, typeName)],
    ['成因和要素', weights.particulars, particularShare(a, b)],
    ['级别', weights.level, levelShare(a, b)],
    ['地点场所', weights.place, placeShare(a, b, metres(a, b))],
    ['季节', weights.season, seasonShare(a, b)],
    ['相同词语', weights.words, wordShare(a.text, b.text)],
  ]
  return parts.flatMap(([part, of, { share, words }]) => {
    const points = Math.round(of * share)
    return points > 0 ? [{ part, points, of, words }] : []
  })
}

export const totalOf = (reasons: Reason[]): number => reasons.reduce((sum, one) => sum + one.points, 0)

interface Share {
  /** 0 to 1. */
  share: number
  words: string
}
const none: Share = { share: 0, words: '' }
const best = (shares: Share[]): Share => shares.reduce((top, one) => (one.share > top.share ? one : top), none)

/** Up the tree of types: the same leaf, the same sub-category, the same category. */
function typeShare(a: Story, b: Story, name: (code: string) => string): Share {
  return best(
    a.typeCodes.flatMap(one =>
      b.typeCodes.map(other => {
        if (one === other && !one.endsWith('00')) return { share: 1, words: `同为${name(one)}` }
        if (one.slice(0, 3) === other.slice(0, 3)) return { share: 0.6, words: `同属${name(`${one.slice(0, 3)}00`)}` }
        return one.slice(0, 2) === other.slice(0, 2)
          ? { share: 0.2, words: `同属${name(`${one.slice(0, 2)}000`)}` }
          : none
      }),
    ),
  )
}

const listed = (value: ParticularValue): string[] =>
  value === null ? [] : (Array.isArray(value) ? value : String(value).split(/[、，,；;\s]+/)).filter(Boolean)

/** Fields that both know: how many of their words are the same. */
function particularShare(a: Story, b: Story): Share {
  const both = a.particulars.flatMap(one => {
    const other = b.particulars.find(known => known.code === one.code)
    const [mine, theirs] = [listed(one.value), listed(other?.value ?? null)]
    return mine.length > 0 && theirs.length > 0 ? [{ label: one.label, mine, theirs }] : []
  })
  const same = both.map(({ label, mine, theirs }) => {
    const shared = mine.filter(word => theirs.includes(word))
    return { label, shared, share: shared.length / Math.max(mine.length, theirs.length) }
  })
  const said = same.filter(one => one.shared.length > 0)
  return {
    share: both.length === 0 ? 0 : same.reduce((sum, one) => sum + one.share, 0) / both.length,
    words: said.map(one => `${one.label}：${one.shared.join('、')}`).join('；'),
  }
}

function levelShare(a: Story, b: Story): Share {
  if (a.level === null || b.level === null) return none
  const apart = Math.abs(a.level - b.level)
  return apart === 0 ? { share: 1, words: '级别相同' } : apart === 1 ? { share: 0.5, words: '级别相差一级' } : none
}

function placeShare(a: Story, b: Story, metres: number | null): Share {
  const site = (story: Story) => story.particulars.find(one => one.code === 'site')?.value ?? null
  const town = (story: Story) => (/^\d{6}(?!000)\d{3}/.test(story.areaCode) ? story.areaCode.slice(0, 9) : null)
  return best([
    site(a) !== null && site(a) === site(b) ? { share: 1, words: `场所同为${site(a)}` } : none,
    town(a) !== null && town(a) === town(b) ? { share: 0.8, words: '同一乡镇（街道）' } : none,
    metres !== null && metres <= 10_000 ? { share: 0.8, words: `相距 ${(metres / 1000).toFixed(1)} 公里` } : none,
    a.areaCode !== '' && a.areaCode.slice(0, 6) === b.areaCode.slice(0, 6) ? { share: 0.4, words: '同在本县' } : none,
  ])
}

/** Months stand in a ring: December is beside January. */
function seasonShare(a: Story, b: Story): Share {
  if (a.month === null || b.month === null) return none
  const straight = Math.abs(a.month - b.month)
  const apart = Math.min(straight, 12 - straight)
  return apart <= 1 ? { share: 1, words: '季节相同' } : apart === 2 ? { share: 0.5, words: '季节相近' } : none
}

/** Said in every account and therefore no sign of likeness. */
const common =
  /^(现场|情况|人员|群众|发生|事故|事件|处置|工作|进行|组织|有关|单位|部门|报告|目前|已经|立即|应急|正在|其中|公里|小时|分钟|县应急|附近|造成|值班|电话)+$/
const fullAt = 6

/** Runs of two to six Chinese characters that both accounts say; six of them are full points. */
export function wordsInCommon(a: string, b: string): string[] {
  const runs = (text: string) => text.match(/[\u4e00-\u9fff]+/g) ?? []
  const there = runs(b.slice(0, 600)).join('|')
  const found: string[] = []
  for (const run of runs(a.slice(0, 600)))
    for (let i = 0; i < run.length - 1; i++) {
      let length = 0
      for (let size = 2; size <= 6 && i + size <= run.length && there.includes(run.slice(i, i + size)); size++)
        length = size
      if (length === 0) continue
      const word = run.slice(i, i + length)
      if (!common.test(word) && !found.some(one => one.includes(word))) found.push(word)
      i += length - 1
    }
  return found.sort((x, y) => y.length - x.length)
}

function wordShare(a: string, b: string): Share {
  // From both ends, so that it does not matter which of the two is asked about.
  const [there, back] = [wordsInCommon(a, b), wordsInCommon(b, a)]
  const words = there.length <= back.length ? there : back
  return { share: Math.min(1, words.length / fullAt), words: words.slice(0, 5).join('、') }
}
