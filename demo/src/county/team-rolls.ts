import type { LedgerRecord } from './ledger-records.ts'
import { mainTeams } from './rescue-teams.ts'
import { randomOf } from './rng.ts'
import type { County } from './shape.ts'
import { madeUpPhone, peopleOf } from './spots.ts'

const surnames = [...'田向彭覃石龙冉谭罗姚杨张']
const given = [...'明远静岚磊松川宁秀兰平波']
const size: Record<string, number> = {
  'rescue-team': 42,
  'forest-fire-team': 30,
  'mountain-volunteers': 20,
  'water-volunteers': 16,
}
/** Of 40 places each: most townships have filled theirs, two are short, one (竹溪乡) has handed in nothing. */
const townSize: Record<string, number> = {
  chaping: 37,
  longtan: 40,
  songling: 36,
  yanjing: 35,
  baiyan: 24,
  luancheng: 38,
  wujiang: 36,
  shigu: 34,
  huaqiao: 33,
  yunding: 21,
  shuimo: 33,
}
const skills: Record<string, string[]> = {
  'rescue-team': ['rope', 'boat', 'firstAid', 'driving', 'uav'],
  'forest-fire-team': ['chainsaw', 'pump', 'radio'],
  'mountain-volunteers': ['rope', 'firstAid', 'uav'],
  'water-volunteers': ['swimming', 'diving', 'boat'],
}

/**
 * Rolls of the teams that have handed in names: fewer than their 编制, and some of the names on two rolls (P31). The people of the unit stand
 * first, with the numbers of the directory, so that they can answer a call-out by their own accounts.
 */
export function teamRolls(county: County): LedgerRecord[] {
  const random = randomOf('team-rolls')
  const nameOf = new Map(county.units.map(unit => [unit.key, unit]))
  const teamName = (key: string) => (mainTeams[key] ? nameOf.get(key)?.name : `${nameOf.get(key)?.name}综合应急救援队`)
  let made = 0
  const stranger = () => {
    const nth = made++
    const pick = (list: string[]) => list[random.index(list.length)] ?? ''
    return { name: pick(surnames) + pick(given) + pick(given), phone: madeUpPhone(61, nth) }
  }
  const shared = Array.from({ length: 7 }, stranger)
  return [...Object.keys(size), ...Object.keys(townSize)].flatMap(key => {
    const isMain = key in size
    const own = peopleOf(county, key)
      .slice(0, isMain ? 4 : 5)
      .map(person => ({ name: person.name, phone: person.mobile }))
    const more = Array.from({ length: (size[key] ?? townSize[key] ?? 0) - own.length }, stranger)
    const twice =
      key === 'rescue-team' || key === 'mountain-volunteers' ? shared : key === 'songling' ? shared.slice(0, 2) : []
    const words = skills[key] ?? ['firstAid', 'chainsaw', 'electrician']
    const categories = isMain
      ? key.endsWith('volunteers')
        ? ['volunteer', 'veteran', 'volunteer']
        : ['full', 'partTime', 'veteran', 'full']
      : ['party', 'militia', 'volunteer', 'villager']
    return [...own, ...twice, ...more].map(
      (person, nth): LedgerRecord => ({
        ledger: 'team-members',
        key: `member/${key}/${nth}`,
        unitKey: key,
        values: {
          team: teamName(key),
          ...person,
          category: categories[nth % categories.length],
          post: nth === 0 ? '队长' : nth === 1 ? '副队长' : null,
          skills: nth % 2 === 0 ? [words[nth % words.length]] : null,
          consent: true,
        },
      }),
    )
  })
}
