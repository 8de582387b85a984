import type { Work } from '../../../kernel/work/work.ts'
import { unitsByFunction } from '../../directory/api.ts'
import type { AnyDraft } from '../propose.ts'
import { offices } from './offices.ts'

/** Turns words of the text into a post of ours; null where none is meant for sure. */
export type Resolve = (said: string) => string | null

/** Which units and offices there are, as the answer to words. The text's own county name counts only when it is ours. */
export async function resolver(work: Work, simplify: (text: string) => string): Promise<Resolve> {
  const filled = await unitsByFunction(work.tx)
  const units = await work.tx
    .selectFrom('unit')
    .select(['id', 'name', 'short_name', 'kind'])
    .where('enabled', '=', true)
    .execute()
  const counties = await work.tx.selectFrom('area').select('name').where('kind', '=', 'county').execute()
  const bareName = (name: string) => counties.reduce((rest, county) => rest.replace(county.name, '县'), name)
  const byName = new Map<string, string[]>()
  for (const unit of units)
    for (const name of new Set([unit.name, bareName(unit.name), unit.short_name]))
      byName.set(name, [...(byName.get(name) ?? []), unit.id])
  const functionOf = new Map([...filled].map(([name, unit]) => [unit.id, name]))
  const unitWords = (said: string): string | null => {
    const name = bareName(said)
    const ids = byName.get(said) ?? byName.get(name)
    if (ids?.length === 1 && ids[0]) {
      const office = functionOf.get(ids[0])
      return office ? `office:${office}` : `unit:${ids[0]}`
    }
    const stem = name.replace(/^(?:国网)?县/, '')
    // 市水利局 is not the county's.
    if (
      /^(?:[\p{Script=Han}]{0,4}[市省]|国家)/u.test(name) ||
      (name === stem && !/^[\p{Script=Han}]{2,}(?:局|大队|公司|部|委)$/u.test(name))
    )
      return null
    const office = offices.find(([, pattern]) => pattern.test(stem))?.[0]
    return office && filled.has(office) ? `office:${office}` : null
  }
  return said => postOf(simplify(said.normalize('NFKC')).replaceAll(/\s+/g, ''), unitWords)
}

const where =
  '(?:事发地|事发|属地|当地|受灾|受灾地|所在地|所在|发生地|火灾发生地|事故发生地|灾害发生地|险情发生地|涉灾|相关|有关)'
const town = new RegExp(
  `^${where}(?:的)?(?:乡镇|乡\\(镇\\)|镇乡|镇街|镇|乡|镇\\(街道\\)|乡镇\\(街道\\)|乡镇、街道)(?:人民政府|政府|党委政府|党委、政府|街道办事处)?$`,
)
const village = new RegExp(`^${where}(?:的)?(?:村|村\\(社区\\)|行政村|村委会|村民委员会|村\\(居\\)委会)$`)

/** A post by its words: leaders of the county, heads of departments, where it happened, units. */
function postOf(words: string, unitWords: (said: string) => string | null): string | null {
  const said = words.replace(/\(.*\)$/, '')
  if (/^(?:县(?:人民)?政府|县)?县长$/.test(said)) return 'leader:县长'
  if (/^县委书记$/.test(said)) return 'leader:县委书记'
  if (/^(?:县(?:人民)?政府|县委常委、)?常务副县长$/.test(said)) return 'leader:常务副县长'
  if (/^(?:县(?:人民)?政府)?(?:分管|联系)[^、,]{0,14}(?:副县长|县领导|领导)$/.test(said)) return 'supervisor'
  if (/^县?[^、,]{0,16}(?:指挥部|防指|防办|防火办|森防办|应急委)(?:办公室|办)?主任$/.test(said) && /办/.test(said))
    return 'lead/headquartersOffice'
  if (town.test(words)) return 'place:town'
  if (village.test(words)) return 'place:village'
  const unit = unitWords(said) ?? unitWords(words)
  if (unit) return unit
  const post =
    /^(.{3,20}?)(局长|主任|部长|大队长|总经理|台长|主要负责人|主要负责同志|副局长|副主任|分管负责人|分管领导|副大队长)$/.exec(
      said,
    )
  if (!post?.[1] || !post[2]) return null
  const suffixes = [
    '',
    ...(/局长$/.test(said)
      ? ['局']
      : /大队长$/.test(said)
        ? ['大队']
        : /部长$/.test(said)
          ? ['部']
          : /台长$/.test(said)
            ? ['台']
            : /总经理$/.test(said)
              ? ['公司']
              : []),
  ]
  const own = suffixes.map(suffix => unitWords(`${post[1]}${suffix}`)).find(one => one !== null)
  if (!own) return null
  return /^副|分管/.test(post[2]) ? `${own}/deputyHead` : own
}

/** The drafts with posts where the words name one of ours; 指挥长 is whoever the plan says commands. */
export function withBearers(drafts: AnyDraft[], resolve: Resolve): AnyDraft[] {
  const commander = drafts.flatMap(one =>
    one.kind === 'command' && one.value.role === 'commander' ? [one.value.member.said] : [],
  )[0]
  const command = commander ? resolve(commander) : null
  const of = (said: string) =>
    said === ''
      ? null
      : (resolve(said) ?? (command && /^(?:县[^副]{0,12})?(?:指挥长|总指挥|总指挥长)$/.test(said) ? command : null))
  return drafts.map((one): AnyDraft => {
    if (one.kind === 'command')
      return { ...one, value: { ...one.value, member: { ...one.value.member, bearer: of(one.value.member.said) } } }
    if (one.kind === 'group') {
      const { lead, members } = one.value
      return {
        ...one,
        value: {
          ...one.value,
          lead: { ...lead, bearer: of(lead.said) },
          members: members.map(each => ({ ...each, bearer: of(each.said) })),
        },
      }
    }
    if (one.kind === 'step') return { ...one, value: { ...one.value, bearer: of(one.value.said) } }
    if (one.kind === 'contact')
      return { ...one, value: { ...one.value, bearer: of(one.value.said.replaceAll(' ', '')) } }
    if (one.kind === 'level') {
      const starters = one.starters?.map(of).filter(each => each !== null) ?? []
      return { ...one, value: { ...one.value, starters: [...new Set(starters)].slice(0, 5) } }
    }
    return one
  })
}
