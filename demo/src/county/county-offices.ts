import { codes } from './areas.ts'
import { anyone, type Directory } from './directory.ts'

interface DepartmentPlan {
  key: string
  name: string
  shortName: string
  /** Title of its head (主要负责人). */
  head: string
  /** Slug of the county leader in charge (分管领导). */
  under: string
  aliases?: string[]
  kind?: 'department' | 'office'
}

const department = (
  key: string,
  name: string,
  shortName: string,
  head: string,
  under: string,
  aliases: string[] = [],
  kind: 'department' | 'office' = 'department',
): DepartmentPlan => ({ key, name, shortName, head, under, aliases: [shortName, ...aliases], kind })

/** Leaders who take turns as leader on duty (带班领导), in the order of the pool. */
const leadersOnDuty: [slug: string, title: string][] = [
  ['deputy-emergency', '副县长（分管应急、水利、林业）'],
  ['executive-deputy', '县委常委、常务副县长'],
  ['deputy-secretary', '县委副书记'],
  ['political-legal', '县委常委、政法委书记'],
  ['publicity-head', '县委常委、宣传部部长'],
  ['organization-head', '县委常委、组织部部长'],
  ['united-front-head', '县委常委、统战部部长'],
  ['deputy-industry', '副县长（分管工业、交通、生态环境）'],
  ['deputy-social', '副县长（分管教育、卫生、市场监管）'],
  ['deputy-agriculture', '副县长（分管农业农村、文旅）'],
  ['deputy-security', '副县长（分管公安、司法）'],
]

const departments: DepartmentPlan[] = [
  department('party-office', '县委办公室', '县委办', '主任', 'party-secretary', [], 'office'),
  department('government-office', '县人民政府办公室', '县政府办', '主任', 'county-head', ['县府办'], 'office'),
  department('emergency-bureau', '县应急管理局', '应急局', '局长', 'deputy-emergency', ['县应急局', '应急管理局']),
  department('water-bureau', '县水利局', '水利局', '局长', 'deputy-emergency'),
  department('forestry-bureau', '县林业局', '林业局', '局长', 'deputy-emergency', ['县森防办']),
  department('health-commission', '县卫生健康委员会', '卫健委', '主任', 'deputy-social', ['县卫健委', '卫健局']),
  department('natural-resources-bureau', '县自然资源局', '自然资源局', '局长', 'executive-deputy', [
    '县规划自然资源局',
  ]),
  department('environment-bureau', '县生态环境局', '生态环境局', '局长', 'deputy-industry', ['环保局']),
  department('transport-bureau', '县交通运输局', '交通局', '局长', 'deputy-industry', ['县交通局', '交通运输局']),
  department('public-security-bureau', '县公安局', '公安局', '局长', 'deputy-security', ['县交巡警大队']),
  department('housing-commission', '县住房和城乡建设委员会', '住建委', '主任', 'executive-deputy', [
    '县住建局',
    '住建局',
  ]),
  department('education-commission', '县教育委员会', '教委', '主任', 'deputy-social', ['县教育局', '教育局']),
  department('market-bureau', '县市场监督管理局', '市场监管局', '局长', 'deputy-social', ['县市监局']),
  department('culture-tourism-commission', '县文化和旅游发展委员会', '文旅委', '主任', 'deputy-agriculture', [
    '县文旅局',
  ]),
  department('agriculture-commission', '县农业农村委员会', '农业农村委', '主任', 'deputy-agriculture', [
    '县农业农村局',
  ]),
  department('economy-commission', '县经济和信息化委员会', '经信委', '主任', 'deputy-industry', ['县经信局']),
  department('weather-bureau', '县气象局', '气象局', '局长', 'deputy-emergency', ['县气象台']),
  department('fire-brigade', '县消防救援大队', '消防大队', '大队长', 'deputy-emergency', ['消防救援大队']),
  department('publicity-department', '县委宣传部', '宣传部', '常务副部长', 'publicity-head'),
  department(
    'cyberspace-office',
    '县委网络安全和信息化委员会办公室',
    '网信办',
    '主任',
    'publicity-head',
    ['县委网信办'],
    'office',
  ),
  department('civil-affairs-bureau', '县民政局', '民政局', '局长', 'deputy-social'),
  department('finance-bureau', '县财政局', '财政局', '局长', 'executive-deputy'),
  department('development-commission', '县发展和改革委员会', '发改委', '主任', 'executive-deputy', [
    '县粮食和物资储备局',
  ]),
  department('commerce-commission', '县商务委员会', '商务委', '主任', 'deputy-industry'),
  department('human-resources-bureau', '县人力资源和社会保障局', '人社局', '局长', 'executive-deputy'),
  department('justice-bureau', '县司法局', '司法局', '局长', 'deputy-security'),
  department('statistics-bureau', '县统计局', '统计局', '局长', 'executive-deputy'),
  department('ethnic-affairs-commission', '县民族宗教事务委员会', '民宗委', '主任', 'united-front-head'),
  department('urban-management-bureau', '县城市管理局', '城管局', '局长', 'executive-deputy'),
  department('youth-league', '共青团青峦县委员会', '团县委', '书记', 'organization-head'),
  department('red-cross', '县红十字会', '红十字会', '会长', 'deputy-social'),
  department('hydrology-station', '青峦水文站', '水文站', '站长', 'deputy-emergency'),
  department('power-company', '青峦县供电公司', '供电公司', '总经理', 'deputy-industry', ['县供电公司']),
  department('telecom-company', '青峦县电信公司', '电信公司', '总经理', 'deputy-industry', ['通信']),
  department('mobile-company', '青峦县移动通信公司', '移动公司', '总经理', 'deputy-industry'),
  department('water-supply-company', '青峦县供水有限公司', '供水公司', '总经理', 'executive-deputy'),
  department('expressway-company', '岚云高速公路青峦管理处', '高速管理处', '处长', 'deputy-industry', ['高速公路']),
]

/** Directors of the offices of topic headquarters (专项指挥部办公室), each the head of the department it sits in. */
const headquartersOffices: Record<string, { slug: string; name: string }> = {
  'water-bureau': { slug: 'flood-office', name: '县防汛抗旱指挥部办公室主任' },
  'forestry-bureau': { slug: 'forest-fire-office', name: '县森林草原防灭火指挥部办公室主任' },
  'emergency-bureau': { slug: 'chemical-office', name: '县危险化学品事故应急指挥部办公室主任' },
  'natural-resources-bureau': { slug: 'geology-office', name: '县地质灾害应急指挥部办公室主任' },
  'environment-bureau': { slug: 'environment-office', name: '县突发环境事件应急指挥部办公室主任' },
}

/** The county, its leaders, its duty office and its departments. */
export function fillCountyOffices(directory: Directory): void {
  directory.unit({
    key: 'county',
    name: '青峦土家族苗族自治县',
    shortName: '青峦县',
    kind: 'county',
    parentKey: null,
    areaCode: codes.county,
    aliases: ['青峦自治县', '县人民政府', '县政府'],
  })
  fillLeadership(directory)
  fillDutyOffice(directory)
  for (const plan of departments) fillDepartment(directory, plan)
}

function fillLeadership({ unit, hire, post }: Directory) {
  const leadership = unit({
    key: 'leadership',
    name: '县委县政府领导',
    shortName: '县领导',
    kind: 'leadership',
    parentKey: 'county',
    areaCode: codes.county,
    dutyPhone: null,
  })
  const [secretary, head] = hire(leadership, anyone(2))
  const pool = hire(
    leadership,
    leadersOnDuty.map(([slug]) => (slug === 'deputy-emergency' ? '龙启明' : null)),
  )
  const [emergency, executive] = pool
  if (!secretary || !head || !emergency || !executive) throw new Error('the county has no leaders')
  const top = 'leadership/county-head'
  post(leadership, { slug: 'party-secretary', name: '县委书记', kind: 'head', held: [secretary] })
  post(leadership, {
    slug: 'county-head',
    name: '县长',
    kind: 'head',
    held: [head, executive, emergency],
    superior: 'leadership/party-secretary',
  })
  for (const [i, [slug, name]] of leadersOnDuty.entries()) {
    const held = [pool[i], slug === 'executive-deputy' ? emergency : executive].filter(person => person !== undefined)
    post(leadership, { slug, name, kind: 'deputyHead', held, superior: top })
  }
  post(leadership, { slug: 'shift-leader', name: '带班领导', kind: 'shiftLeader', held: pool, superior: top })
}

/** Eighteen officers who take turns in pairs; each post lists its half of the pairs in turn. */
function fillDutyOffice({ unit, hire, post }: Directory) {
  const dutyOffice = unit({
    key: 'duty-office',
    name: '县总值班室',
    kind: 'office',
    parentKey: 'county',
    areaCode: codes.county,
    aliases: ['县委总值班室', '县政府总值班室', '县应急指挥中心'],
  })
  const first = hire(dutyOffice, ['田晓岚', ...anyone(8)])
  const second = hire(dutyOffice, ['石磊', ...anyone(8)])
  const head = hire(dutyOffice, anyone(2))
  post(dutyOffice, { slug: 'head', name: '主任', kind: 'head', held: head, superior: 'leadership/county-head' })
  const superior = 'duty-office/head'
  post(dutyOffice, { slug: 'primary', name: '主班', kind: 'primary', held: first, superior })
  post(dutyOffice, { slug: 'secondary', name: '副班', kind: 'secondary', held: second, superior })
}

function fillDepartment(directory: Directory, plan: DepartmentPlan) {
  const { unit, hire, post } = directory
  const { key, name, shortName, kind = 'department', aliases = [] } = plan
  const own = unit({
    key,
    name,
    shortName,
    kind,
    parentKey: 'county',
    areaCode: codes.county,
    aliases: [...new Set(aliases)],
  })
  const [head, first, second, ...officers] = hire(own, anyone(6))
  if (!head || !first || !second) throw new Error(`${key} has no head`)
  const leader = `leadership/${plan.under}`
  const top = `${key}/head`
  post(own, { slug: 'head', name: plan.head, kind: 'head', held: [head, first, second], superior: leader })
  const deputy = `副${plan.head.replace('常务副', '')}（分管应急）`
  post(own, { slug: 'deputy-head', name: deputy, kind: 'deputyHead', held: [first, second], superior: top })
  post(own, { slug: 'shift-leader', name: '带班领导', kind: 'shiftLeader', held: [first, second, head], superior: top })
  post(own, { slug: 'duty-officer', name: '值班室值班员', kind: 'dutyOfficer', held: officers, superior: top })
  const seat = headquartersOffices[key]
  if (seat) {
    post(own, {
      slug: seat.slug,
      name: seat.name,
      kind: 'headquartersOffice',
      held: [head, first, second],
      superior: leader,
    })
  }
  if (key === 'emergency-bureau') {
    for (const [i, officer] of hire(own, anyone(4)).entries()) {
      const slug = `info-${i + 1}`
      post(own, { slug, name: `灾害信息员${i + 1}`, kind: 'infoOfficer', held: [officer], superior: top })
    }
  }
}
