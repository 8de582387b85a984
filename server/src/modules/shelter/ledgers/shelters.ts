import {
  functionStates,
  shelterDurations,
  shelterFunctions,
  shelterHazards,
  shelterLevels,
  shelterStates,
} from '@anlan/contract/shelter.ts'
import {
  choice,
  choices,
  day,
  decimal,
  type Field,
  integer,
  ledger,
  longText,
  phone,
  place,
  text,
  yesNo,
} from '../../register/api.ts'
import { offerShelters } from '../offer.ts'

/** Each function of the checklist is a choice of its own, so that sheets, lists and history know it (W240). */
const functionFields: Record<string, Field> = Object.fromEntries(
  Object.entries(shelterFunctions).map(([name, label]) => [name, choice(label, functionStates, { optional: true })]),
)

/** 应急避难场所 (S60): where people go who have to leave their homes. Names and telephones of keepers are for everybody: they are called at night. */
export default ledger({
  name: 'shelters',
  label: '应急避难场所',
  group: '应急资源',
  purpose: '登记县、乡镇、村各级避难场所的位置、面积、功能和管理人，转移安置时查空余床位。',
  title: 'name',
  key: ['unitId', 'name'],
  ownerLabel: '管理单位',
  keptBy: ['village', 'community'],
  verifyEveryDays: 365,
  readableBy: 'county',
  symbol: { shape: 'square', color: '#27ae60' },
  follow: offerShelters,
  fields: {
    name: text('名称', { required: true, max: 60, inList: true }),
    level: choice('级别', shelterLevels, { required: true, inList: true }),
    duration: choice('避难时长', shelterDurations, { required: true, inList: true }),
    indoor: choice('空间', { indoor: '室内', outdoor: '室外', both: '室内外' }, { required: true, inList: true }),
    purpose: choice('功能类别', { full: '综合', single: '单一', special: '特定' }, { required: true }),
    state: choice('建设状态', shelterStates, { required: true, inList: true }),
    targetYear: integer('计划建成年份', { optional: true, min: 2000, max: 2100 }),
    address: text('地址', { max: 120 }),
    position: place('位置'),
    area: decimal('总面积', { unit: '平方米', max: 1_000_000 }),
    effectiveArea: decimal('有效避难面积', { unit: '平方米', required: true, max: 1_000_000, inList: true }),
    exits: integer('出入口', { unit: '个', max: 50 }),
    roadAccess: choice('道路', ['大车可到', '小车可到', '仅步行'], { inList: true }),
    hazards: choices('适用灾种', shelterHazards, { required: true }),
    inFloodZone: yesNo('在洪水淹没区内', { required: true }),
    keeper: text('管理人 A', { max: 30, inList: true }),
    keeperPhone: phone('管理人 A 电话', { inList: true }),
    backupKeeper: text('管理人 B', { max: 30 }),
    backupKeeperPhone: phone('管理人 B 电话'),
    ...functionFields,
    checkedOn: day('功能检查日期', { optional: true, inList: true }),
    note: longText('备注', { optional: true, max: 500 }),
  },
  check: ({ hazards, inFloodZone, state, targetYear, area, effectiveArea }) => {
    const wrong: { field: string; message: string }[] = []
    const meant = Array.isArray(hazards) ? (hazards as string[]) : []
    if (inFloodZone === true && meant.some(one => one === 'flood' || one === 'flashFlood'))
      wrong.push({ field: 'hazards', message: '在洪水淹没区内的场所不能用于洪涝、山洪避险' })
    if ((state === 'planned' || state === 'building') && !targetYear)
      wrong.push({ field: 'targetYear', message: '规划、在建的场所应填写计划建成年份' })
    if (typeof area === 'number' && Number(effectiveArea) > area)
      wrong.push({ field: 'effectiveArea', message: '有效避难面积不能大于总面积' })
    return wrong
  },
})
