import { choice, choices, decimal, ledger, longText, phone, place, text, yesNo } from '../../register/api.ts'

/** 加油加气站: fuel for those who go out, and a danger of its own. */
export default ledger({
  name: 'fuel-stations',
  label: '加油加气站',
  group: '公共设施',
  purpose: '登记加油、加气站的油品、储量和应急供应能力。',
  title: 'name',
  key: ['name'],
  ownerLabel: '所在乡镇',
  verifyEveryDays: 365,
  readableBy: 'county',
  symbol: { shape: 'diamond', color: '#d35400' },
  fields: {
    name: text('站点名称', { required: true, max: 60, inList: true }),
    kind: choice('类别', ['加油站', '加气站', '油气合建站', '充电站'], { required: true, inList: true }),
    position: place('位置'),
    fuels: choices('油品', ['92 号汽油', '95 号汽油', '0 号柴油', '液化天然气', '压缩天然气'], { inList: true }),
    storage: decimal('总储量', { unit: '立方米', max: 100_000, inList: true }),
    generator: yesNo('自备发电机', { help: '停电时仍能加油', inList: true }),
    emergencySupply: yesNo('应急保供站', { inList: true }),
    head: text('负责人', { required: true, max: 30, inList: true }),
    phone: phone('24 小时电话', { required: true, inList: true }),
    note: longText('备注', { optional: true, max: 500 }),
  },
})
