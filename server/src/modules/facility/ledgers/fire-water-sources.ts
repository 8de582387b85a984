import { choice, decimal, integer, ledger, longText, phone, place, text, yesNo } from '../../register/api.ts'

/** 消防取水点: for fire engines, helicopters' buckets and pumps in the forest. */
export default ledger({
  name: 'fire-water-sources',
  label: '消防取水点',
  group: '公共设施',
  purpose: '登记可供消防车、水泵、直升机吊桶取水的河库塘池和消火栓。',
  title: 'name',
  key: ['name'],
  ownerLabel: '所在乡镇或村',
  verifyEveryDays: 365,
  readableBy: 'county',
  symbol: { shape: 'circle', color: '#1f77b4' },
  fields: {
    name: text('名称', { required: true, max: 60, inList: true }),
    kind: choice('类别', ['河流', '水库', '山塘', '蓄水池', '消火栓'], { required: true, inList: true }),
    position: place('位置', { required: true }),
    volume: decimal('可取水量', { unit: '立方米', max: 100_000_000, inList: true }),
    vehicle: yesNo('消防车可到', { inList: true }),
    bucket: yesNo('直升机可吊桶取水', { inList: true }),
    drySeason: yesNo('枯水期可用', { inList: true }),
    lift: integer('取水高差', { unit: '米', max: 200, optional: true }),
    keeper: text('管护人', { max: 30 }),
    phone: phone('电话'),
    note: longText('备注', { optional: true, max: 500 }),
  },
})
