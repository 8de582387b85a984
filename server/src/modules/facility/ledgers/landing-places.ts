import { choice, decimal, integer, ledger, longText, phone, place, text, yesNo } from '../../register/api.ts'

/** 直升机起降点. */
export default ledger({
  name: 'landing-places',
  label: '直升机起降点',
  group: '公共设施',
  purpose: '登记可供救援直升机起降的场地、尺寸和障碍物。',
  title: 'name',
  key: ['name'],
  ownerLabel: '所在乡镇',
  verifyEveryDays: 365,
  readableBy: 'county',
  symbol: { shape: 'star', color: '#16a085' },
  fields: {
    name: text('名称', { required: true, max: 60, inList: true }),
    ground: choice('场地', ['硬化场坪', '运动场', '草地', '公路', '楼顶停机坪'], { required: true, inList: true }),
    position: place('位置', { required: true }),
    elevation: integer('海拔', { unit: '米', max: 9000, inList: true }),
    length: decimal('长', { unit: '米', required: true, max: 3000, inList: true }),
    width: decimal('宽', { unit: '米', required: true, max: 3000, inList: true }),
    night: yesNo('可夜间起降', { inList: true }),
    obstacles: text('周边障碍', { max: 200, help: '高压线、树木、高楼的方位和距离' }),
    keeper: text('管护人', { required: true, max: 30, inList: true }),
    phone: phone('电话', { required: true, inList: true }),
    note: longText('备注', { optional: true, max: 500 }),
  },
})
