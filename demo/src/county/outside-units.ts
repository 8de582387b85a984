import { codes } from './areas.ts'
import { anyone, type Directory } from './directory.ts'

/** Who stands above and beside the county: key, name, short name, unit above, duty room or head. */
const offices: [key: string, name: string, shortName: string, parentKey: string][] = [
  ['province-duty-office', '岚江省人民政府总值班室', '省总值班室', 'province'],
  ['province-emergency-department', '岚江省应急管理厅', '省应急管理厅', 'province'],
  ['province-environment-department', '岚江省生态环境厅', '省生态环境厅', 'province'],
  ['province-water-department', '岚江省水利厅', '省水利厅', 'province'],
  ['province-natural-resources-department', '岚江省自然资源厅', '省自然资源厅', 'province'],
  ['province-forestry-bureau', '岚江省林业局（省森防办）', '省林业局', 'province'],
  ['province-health-commission', '岚江省卫生健康委员会', '省卫生健康委', 'province'],
  ['province-transport-department', '岚江省交通运输厅', '省交通运输厅', 'province'],
  ['province-market-bureau', '岚江省市场监督管理局', '省市场监管局', 'province'],
  ['city-duty-office', '沧宁市总值班室', '市总值班室', 'city'],
  ['city-emergency-bureau', '沧宁市应急管理局', '市应急管理局', 'city'],
  ['city-environment-bureau', '沧宁市生态环境局', '市生态环境局', 'city'],
  ['city-water-bureau', '沧宁市水利局', '市水利局', 'city'],
  ['city-forestry-bureau', '沧宁市林业局（市森防办）', '市林业局', 'city'],
  ['city-natural-resources-bureau', '沧宁市自然资源和规划局', '市自然资源和规划局', 'city'],
  ['city-health-commission', '沧宁市卫生健康委员会', '市卫生健康委', 'city'],
  ['city-market-bureau', '沧宁市市场监督管理局', '市市场监管局', 'city'],
  ['city-transport-bureau', '沧宁市交通运输局', '市交通运输局', 'city'],
  ['city-public-security-bureau', '沧宁市公安局', '市公安局', 'city'],
  ['city-housing-bureau', '沧宁市住房和城乡建设局', '市住建局', 'city'],
  ['city-education-bureau', '沧宁市教育局', '市教育局', 'city'],
  ['city-agriculture-bureau', '沧宁市农业农村局', '市农业农村局', 'city'],
  ['city-culture-tourism-bureau', '沧宁市文化和旅游局', '市文旅局', 'city'],
  ['city-weather-bureau', '沧宁市气象局', '市气象局', 'city'],
  ['city-fire-brigade', '沧宁市消防救援支队', '市消防救援支队', 'city'],
  ['neighbour-duty-office', '云岭县总值班室', '云岭县总值班室', 'neighbour-county'],
  ['neighbour-forest-fire-team', '云岭县森林消防专业队', '云岭县森林消防队', 'neighbour-county'],
]

const shortAliases: Record<string, string[]> = {
  'city-forestry-bureau': ['市森防办'],
  'province-forestry-bureau': ['省森防办'],
  'city-emergency-bureau': ['市应急局'],
  'province-emergency-department': ['省应急厅'],
  'city-natural-resources-bureau': ['市自然资源局'],
}

/** Levels above, the neighbour county and the garrison: units to report to and to ask, outside the county's own tree. */
export function fillOutside(directory: Directory): void {
  const { unit } = directory
  const external = { kind: 'external' as const }
  unit({ ...external, key: 'province', name: '岚江省', parentKey: null, areaCode: codes.province })
  unit({ ...external, key: 'city', name: '沧宁市', parentKey: 'province', areaCode: codes.city, aliases: ['市政府'] })
  unit({ ...external, key: 'neighbour-county', name: '云岭县', parentKey: 'city' })
  for (const [key, name, shortName, parentKey] of offices) {
    const above = parentKey === 'province' ? codes.province : parentKey === 'city' ? codes.city : null
    const aliases = shortAliases[key] ?? []
    fillOffice(directory, { ...external, key, name, shortName, parentKey, areaCode: above, aliases })
  }
  const garrison = { ...external, parentKey: null, areaCode: codes.county }
  fillOffice(directory, {
    ...garrison,
    key: 'armed-forces-department',
    name: '县人民武装部',
    shortName: '县人武部',
    aliases: ['当地驻军'],
  })
  fillOffice(directory, { ...garrison, key: 'armed-police', name: '武警青峦中队', shortName: '武警中队' })
}

function fillOffice({ unit, hire, post }: Directory, given: Parameters<Directory['unit']>[0]) {
  const own = unit(given)
  const [head, ...officers] = hire(own, anyone(3))
  if (!head) throw new Error(`${own.key} has no head`)
  const top = `${own.key}/head`
  post(own, { slug: 'head', name: '负责人', kind: 'head', held: [head] })
  post(own, { slug: 'duty-officer', name: '值班员', kind: 'dutyOfficer', held: officers, superior: top })
}
