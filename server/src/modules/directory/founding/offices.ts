import { fieldProblem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { forgetUnits, type UnitFunction, unitFunctions, unitsByFunction } from '../api.ts'

/** What units that fill an office are usually called. County units are asked first, those of the city and the province by their level. */
const usualNames: Partial<Record<UnitFunction, RegExp>> = {
  emergencyBureau: /应急(管理)?局/,
  water: /水(利|务)局/,
  forestry: /林(业|草)|森防/,
  health: /卫生健康|卫健/,
  naturalResources: /自然资源|规划和自然/,
  ecology: /生态环境/,
  transport: /交通运输/,
  publicSecurity: /公安/,
  housing: /住房|住建|城乡建设/,
  education: /教育|教体/,
  marketSupervision: /市场监管|市场监督/,
  culture: /文化|文旅/,
  agriculture: /农业农村|农委/,
  industry: /经济(和)?信息化|经信|工信|工业和信息/,
  fireRescue: /消防/,
  power: /供电|电力/,
  telecom: /通信|电信|移动|联通/,
  weather: /气象/,
  publicity: /宣传部/,
  cyberspace: /网信/,
  civilAffairs: /民政/,
  development: /发展(和)?改革|发改/,
  commerce: /商务/,
  humanResources: /人力资源|人社/,
  governmentOffice: /政府办/,
  partyOffice: /县委办|党委办/,
  armedForces: /人(民)?武(装)?部/,
  cityDutyOffice: /总值班室/,
  cityEmergencyBureau: /应急(管理)?局/,
  cityWater: /水(利|务)局/,
  cityForestry: /林(业|草)|森防/,
  cityHealth: /卫生健康|卫健/,
  cityNaturalResources: /自然资源/,
  cityEcology: /生态环境/,
  cityTransport: /交通运输/,
  cityAgriculture: /农业农村|农委/,
  cityMarketSupervision: /市场监管|市场监督/,
  provinceEmergencyBureau: /应急管理厅/,
  provinceForestry: /林业/,
  provinceEcology: /生态环境厅/,
  provinceNaturalResources: /自然资源厅/,
}

/** Without these nobody keeps the first clocks of an event. */
const needed: UnitFunction[] = ['county', 'generalDutyOffice', 'emergencyBureau', 'cityDutyOffice']

/** Every office that rules speak of: who fills it, and whom the names suggest where nobody does. */
export async function officesOf(work: Work) {
  const filled = await unitsByFunction(work.tx)
  const units = await work.tx
    .selectFrom('unit')
    .select(['id', 'name', 'kind'])
    .where('enabled', '=', true)
    .orderBy('sort')
    .orderBy('name')
    .execute()
  return (Object.keys(unitFunctions) as UnitFunction[]).map(office => {
    const level = office.startsWith('province') ? 'province' : office.startsWith('city') ? 'city' : 'county'
    const own = units.filter(unit =>
      level === 'county'
        ? unit.kind === 'department' || unit.kind === 'enterprise' || unit.kind === 'team'
        : unit.kind === 'external' && /省|自治区|厅/.test(unit.name) === (level === 'province'),
    )
    const pattern = usualNames[office]
    return {
      office,
      label: unitFunctions[office],
      needed: needed.includes(office),
      unitId: filled.get(office)?.id ?? null,
      proposedUnitId: (pattern && own.find(unit => pattern.test(unit.name))?.id) ?? null,
    }
  })
}

const officesSubject = 'offices'

/** Whether somebody has looked at the offices and confirmed them, as the record says. */
export async function areOfficesConfirmed(work: Work): Promise<boolean> {
  const fact = await work.tx
    .selectFrom('fact')
    .select('position')
    .where('subject_id', '=', officesSubject)
    .where('type', '=', 'directory.changed')
    .limit(1)
    .executeTakeFirst()
  return fact !== undefined
}

/** Says which unit fills each of these offices; null leaves it to nobody. The offices that the first clocks need stay filled. */
export async function fillOffices(work: Work, offices: { office: string; unitId: string | null }[]): Promise<void> {
  for (const [i, { office, unitId }] of offices.entries()) {
    const refuse = (message: string) => fieldProblem('invalid-input', `/offices/${i}/unitId`, '承担单位', message)
    if (!Object.hasOwn(unitFunctions, office))
      throw fieldProblem('invalid-input', `/offices/${i}/office`, '职能', '没有这项职能')
    const name = office as UnitFunction
    if (unitId === null && needed.includes(name)) throw refuse(`${unitFunctions[name]}不能空缺`)
    await work.tx.deleteFrom('unit_function').where('function', '=', office).execute()
    if (unitId === null) continue
    const unit = await work.tx
      .selectFrom('unit')
      .select('id')
      .where('id', '=', unitId)
      .where('enabled', '=', true)
      .executeTakeFirst()
    if (!unit) throw refuse('单位不在机构名录中')
    await work.tx.insertInto('unit_function').values({ function: office, unit_id: unitId }).execute()
  }
  forgetUnits(work.tx)
  recordFact(work, 'directory.changed', officesSubject, { what: '职能确定', offices: offices.length })
}
