import { choice, decimal, integer, ledger, longText, phone, place, text, yesNo } from '../../register/api.ts'

/** 桥梁和渡口: what a convoy may cross, and what closes first in a flood. */
export default ledger({
  name: 'crossings',
  label: '桥梁和渡口',
  group: '公共设施',
  purpose: '登记桥梁、渡口的限重限高和停用水位，安排车辆和转移路线时使用。',
  title: 'name',
  key: ['name'],
  ownerLabel: '管养单位',
  verifyEveryDays: 365,
  readableBy: 'county',
  symbol: { shape: 'triangle', color: '#5d6d7e' },
  fields: {
    name: text('名称', { required: true, max: 60, inList: true }),
    kind: choice('类别', ['公路桥', '漫水桥', '人行桥', '渡口'], { required: true, inList: true }),
    position: place('位置', { required: true }),
    road: text('路线', { max: 60, inList: true }),
    loadLimit: decimal('限重', { unit: '吨', max: 1000, inList: true }),
    heightLimit: decimal('限高', { unit: '米', max: 20, optional: true }),
    capacity: integer('渡船核载', { unit: '人', max: 500, optional: true }),
    closesAt: text('停用条件', { max: 60, inList: true, help: '例如水位超 212.5 米' }),
    defective: yesNo('危桥或带病运行', { inList: true }),
    keeper: text('负责人', { required: true, max: 30, inList: true }),
    phone: phone('电话', { required: true, inList: true }),
    note: longText('备注', { optional: true, max: 500 }),
  },
})
