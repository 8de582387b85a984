import { choice, dictionary, integer, ledger, longText, phone, place, text } from '../../register/api.ts'

const kinds = dictionary({
  name: 'risk-kinds',
  label: '风险类别',
  source: '产品默认',
  confidence: '设计',
  entries: {
    geology: '地质灾害隐患点',
    flashFlood: '山洪灾害危险区',
    reservoir: '水库',
    tailings: '尾矿库',
    chemical: '危险化学品重大危险源',
    mine: '非煤矿山',
    forest: '森林火险区',
    road: '危险路段',
    crowd: '人员密集场所',
    radiation: '放射源',
    other: '其他',
  },
})

/** 风险源（点）: what can happen where. The coverage of plans is held against it. */
export default ledger({
  name: 'risk-points',
  label: '风险源（点）',
  group: '风险',
  purpose: '登记隐患点、危险区、水库、尾矿库等风险源，核对各级是否有对应的在用预案，重大的须一点一案。',
  title: 'name',
  key: ['unitId', 'name'],
  ownerLabel: '所在村（社区）或管理单位',
  verifyEveryDays: 180,
  readableBy: 'county',
  symbol: { shape: 'diamond', color: '#a93226' },
  fields: {
    name: text('名称', { required: true, max: 60, inList: true }),
    kind: choice('风险类别', kinds, { required: true, inList: true }),
    grade: choice('风险等级', ['重大', '较大', '一般', '低'], { required: true, inList: true }),
    position: place('位置'),
    people: integer('威胁人数', { unit: '人', max: 100_000, inList: true }),
    households: integer('威胁户数', { unit: '户', max: 50_000 }),
    responsible: text('责任人', { max: 30, inList: true }),
    phone: phone('联系电话'),
    signal: text('预警信号', { optional: true, max: 60 }),
    note: longText('备注', { optional: true, max: 500 }),
  },
})
