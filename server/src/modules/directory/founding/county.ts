import { fieldProblem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { keepRecords } from '../../register/api.ts'
import { type UnitFunction, unitOfFunction } from '../api.ts'
import units from '../ledgers/units.ts'
import { type UnitInput, writeUnit } from '../units.ts'

export interface FoundedCounty {
  name: string
  /** 12 digits. */
  code: string
  dutyPhone: string
  cityName: string
  cityDutyPhone: string
}

/** Names of the provinces by their two digits (GB/T 2260—2007). */
const provinces: Record<string, string> = {
  11: '北京市',
  12: '天津市',
  13: '河北省',
  14: '山西省',
  15: '内蒙古自治区',
  21: '辽宁省',
  22: '吉林省',
  23: '黑龙江省',
  31: '上海市',
  32: '江苏省',
  33: '浙江省',
  34: '安徽省',
  35: '福建省',
  36: '江西省',
  37: '山东省',
  41: '河南省',
  42: '湖北省',
  43: '湖南省',
  44: '广东省',
  45: '广西壮族自治区',
  46: '海南省',
  50: '重庆市',
  51: '四川省',
  52: '贵州省',
  53: '云南省',
  54: '西藏自治区',
  61: '陕西省',
  62: '甘肃省',
  63: '青海省',
  64: '宁夏回族自治区',
  65: '新疆维吾尔自治区',
  71: '台湾省',
  81: '香港特别行政区',
  82: '澳门特别行政区',
}

/** The county as it was founded; null in an empty store. */
export async function foundedCounty(work: Work): Promise<(FoundedCounty & { unitId: string }) | null> {
  const county = await unitOfFunction(work.tx, 'county')
  if (!county?.area_code) return null
  const room = await unitOfFunction(work.tx, 'generalDutyOffice')
  const cityRoom = await unitOfFunction(work.tx, 'cityDutyOffice')
  return {
    unitId: county.id,
    name: county.name,
    code: county.area_code,
    dutyPhone: room?.duty_phone ?? '',
    cityName: (cityRoom?.name ?? '').replace(/总值班室$/, ''),
    cityDutyPhone: cityRoom?.duty_phone ?? '',
  }
}

/**
 * Founds the county, or corrects what was said of it: its division and those above, its root unit, its leaders, 县总值班室, 县应急管理局, and the
 * city's duty room as a unit outside. The code stays once towns stand below it.
 */
export async function foundCounty(work: Work, input: FoundedCounty): Promise<void> {
  const province = provinces[input.code.slice(0, 2)]
  if (!province)
    throw fieldProblem('invalid-input', '/code', '行政区划代码', `${input.code.slice(0, 2)} 不是省级行政区划代码`)
  const before = await foundedCounty(work)
  await writeAreas(work, input, province, before?.code ?? null)
  const save = async (office: UnitFunction | null, unit: Omit<UnitInput, 'id'>): Promise<string> => {
    const known = office
      ? await unitOfFunction(work.tx, office)
      : await work.tx.selectFrom('unit').selectAll().where('kind', '=', unit.kind).executeTakeFirst()
    const saved = await writeUnit(work, unit, known?.id ?? null)
    if (office && !known)
      await work.tx.insertInto('unit_function').values({ function: office, unit_id: saved.id }).execute()
    await keepRecords(work, units, [saved.id])
    return saved.id
  }
  const { code: areaCode } = input
  const none = { areaCode, dutyPhone: null }
  const county = await save('county', {
    name: input.name,
    shortName: input.name,
    kind: 'county',
    parentId: null,
    ...none,
  })
  const below = { parentId: county, areaCode }
  await save(null, {
    ...below,
    name: '县委县政府领导',
    shortName: '县领导',
    kind: 'leadership',
    dutyPhone: null,
    sort: 10,
  })
  await save('generalDutyOffice', {
    ...below,
    name: '县总值班室',
    shortName: '县总值班室',
    kind: 'office',
    dutyPhone: input.dutyPhone,
    sort: 20,
  })
  await save('emergencyBureau', {
    ...below,
    name: `${input.name}应急管理局`,
    shortName: '县应急局',
    kind: 'department',
    dutyPhone: null,
    sort: 30,
  })
  await save('cityDutyOffice', {
    name: `${input.cityName}总值班室`,
    shortName: '市总值班室',
    kind: 'external',
    parentId: null,
    areaCode: null,
    dutyPhone: input.cityDutyPhone,
    sort: 900,
  })
  recordFact(work, 'installation.county-founded', county, { name: input.name, code: input.code })
}

async function writeAreas(work: Work, input: FoundedCounty, province: string, formerCode: string | null) {
  if (formerCode && formerCode !== input.code) {
    const towns = await work.tx
      .selectFrom('area')
      .select('code')
      .where('parent_code', '=', formerCode)
      .executeTakeFirst()
    if (towns)
      throw fieldProblem(
        'invalid-input',
        '/code',
        '行政区划代码',
        '已按原代码导入乡镇，代码不能再改；如确实有误，请清空数据目录重新开始',
      )
  }
  const rows = [
    { code: `${input.code.slice(0, 2)}0000000000`, name: province, kind: 'province' as const, parent_code: null },
    {
      code: `${input.code.slice(0, 4)}00000000`,
      name: input.cityName,
      kind: 'city' as const,
      parent_code: `${input.code.slice(0, 2)}0000000000`,
    },
    { code: input.code, name: input.name, kind: 'county' as const, parent_code: `${input.code.slice(0, 4)}00000000` },
  ]
  for (const row of rows)
    await work.tx
      .insertInto('area')
      .values({
        ...row,
        households: null,
        population: null,
        area_km2: null,
        center_lng: null,
        center_lat: null,
        outline: null,
      })
      .onConflict(conflict => conflict.column('code').doUpdateSet({ name: row.name }))
      .execute()
}
