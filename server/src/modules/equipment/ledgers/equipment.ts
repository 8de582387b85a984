import { equipmentKinds, secondCapabilities } from '@anlan/contract/equipment.ts'
import { choice, day, decimal, dictionary, integer, ledger, longText, phone, place, text } from '../../register/api.ts'
import { settleMaintenance } from '../life/due.ts'
import { offerEquipment } from '../offers.ts'

const kinds = dictionary({
  name: 'equipment-kinds',
  label: '车辆装备类别',
  source: '产品默认',
  confidence: '设计',
  entries: Object.fromEntries(Object.entries(equipmentKinds).map(([code, { label }]) => [code, label])),
})

/** 车辆装备 (W190, W247): what has a number, an operator and a life of its own; goods counted by number lie in the stock. */
export default ledger({
  name: 'equipment',
  label: '车辆装备',
  group: '应急装备',
  purpose: '逐台登记应急车辆、工程机械和单件装备的能力、停放位置、操作员、使用年限和检验日期，调用时按能力和距离查找。',
  title: 'name',
  key: ['unitId', 'number'],
  ownerLabel: '管理单位',
  verifyEveryDays: 365,
  readableBy: 'county',
  permissions: { read: 'equipment.read', edit: 'equipment.keep' },
  symbol: { shape: 'diamond', color: '#b9770e' },
  follow: async (work, ids) => {
    await offerEquipment(work, ids)
    await settleMaintenance(work)
  },
  fields: {
    name: text('名称', { required: true, max: 60, inList: true }),
    kind: choice('类别', kinds, { required: true, inList: true }),
    number: text('号牌或编号', { required: true, max: 30, inList: true }),
    ownership: choice(
      '使用方式',
      { own: '自有', agreed: '协议（社会）' },
      { required: true, help: '企业、个人所有，经协议由本单位调用的选“协议”' },
    ),
    owner: text('产权单位（人）', { optional: true, max: 60, help: '不是管理单位自有的填写' }),
    rating: decimal('能力参数', {
      max: 100_000,
      inList: true,
      help: '挖掘机、货车填吨，泵车填 m³/h，发电填 kW，客车填座',
    }),
    also: choice('兼有能力', secondCapabilities, {
      optional: true,
      help: '除本类别外还能做的，例如随车吊兼货物运输；调用时按这项能力也能找到',
    }),
    alsoRating: decimal('兼有能力参数', { optional: true, max: 100_000, help: '按所选能力的计量：吨、m³/h、kW、座' }),
    carryingKg: decimal('载重', { optional: true, unit: '千克', max: 1_000_000 }),
    place: text('停放地点', { max: 100, inList: true }),
    position: place('位置'),
    operator: text('操作员（驾驶员）', { max: 30, inList: true }),
    operatorPhone: phone('操作员电话', { inList: true }),
    readyMinutes: integer('出动准备时间', { unit: '分钟', max: 1440 }),
    condition: choice('技术状况', { good: '良好', fair: '一般', poor: '较差' }, { inList: true }),
    boughtOn: day('购置日期'),
    serviceYears: integer('使用年限', { unit: '年', min: 1, max: 60 }),
    lastCheckOn: day('最近检验日期', { optional: true }),
    nextCheckOn: day('下次检验日期', { optional: true, inList: true, help: '过期未检的不参与调用' }),
    maintainEveryDays: integer('保养周期', {
      optional: true,
      unit: '日',
      min: 1,
      max: 3650,
      help: '不填的按本类别的保养周期',
    }),
    priceYuan: decimal('重置价格', { unit: '元', max: 99_999_999 }),
    note: longText('备注', { optional: true, max: 500 }),
  },
  check: ({ ownership, owner, operator, also, alsoRating, operatorPhone, lastCheckOn, nextCheckOn }) => [
    ...(ownership === 'agreed' && !owner ? [{ field: 'owner', message: '协议调用的请填写产权单位（人）' }] : []),
    ...(alsoRating && !also ? [{ field: 'also', message: '填了兼有能力参数的，请选择兼有能力' }] : []),
    ...(operator && !operatorPhone ? [{ field: 'operatorPhone', message: '请填写操作员电话，调用时要能找到人' }] : []),
    ...(lastCheckOn && nextCheckOn && String(nextCheckOn) <= String(lastCheckOn)
      ? [{ field: 'nextCheckOn', message: '下次检验日期应晚于最近检验日期' }]
      : []),
  ],
})
