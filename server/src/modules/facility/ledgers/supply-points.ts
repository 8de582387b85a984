import { choice, decimal, ledger, longText, phone, place, text } from '../../register/api.ts'

/** 粮油应急供应网络 (S62): enterprises and points that keep the county fed; each owes a form every month. */
export default ledger({
  name: 'supply-points',
  label: '粮油应急供应网点',
  group: '公共设施',
  purpose: '登记粮油应急供应企业和供应点的库存、日供应能力；按月报送加工、消费、库存、流通情况。',
  title: 'name',
  key: ['name'],
  ownerLabel: '报送单位',
  verifyEveryDays: 180,
  readableBy: 'county',
  symbol: { shape: 'circle', color: '#7d8c00' },
  fields: {
    name: text('名称', { required: true, max: 60, inList: true }),
    kind: choice('类别', ['应急供应企业', '应急供应点', '应急加工企业', '应急配送中心'], {
      required: true,
      inList: true,
    }),
    position: place('位置'),
    grainStock: decimal('粮食库存', { unit: '吨', max: 1_000_000, inList: true }),
    oilStock: decimal('食用油库存', { unit: '吨', max: 100_000, inList: true }),
    dailySupply: decimal('日供应能力', { unit: '吨', max: 100_000, inList: true }),
    head: text('负责人', { required: true, max: 30, inList: true }),
    phone: phone('电话', { required: true, inList: true }),
    note: longText('备注', { optional: true, max: 500 }),
  },
})
