import { choice, integer, ledger, longText, phone, place, text, yesNo } from '../../register/api.ts'

/** 学校和幼儿园: many people in one place by day; by night a roof for those who had to leave theirs. */
export default ledger({
  name: 'schools',
  label: '学校和幼儿园',
  group: '公共设施',
  purpose: '登记学校、幼儿园的师生人数和安全负责人，预警叫应、停课和安置时使用。',
  title: 'name',
  key: ['name'],
  ownerLabel: '所在乡镇或主管部门',
  verifyEveryDays: 365,
  readableBy: 'county',
  symbol: { shape: 'square', color: '#2d7dd2' },
  fields: {
    name: text('名称', { required: true, max: 60, inList: true }),
    kind: choice('类别', ['小学', '初中', '高中', '中职', '幼儿园', '特殊教育学校', '其他'], {
      required: true,
      inList: true,
    }),
    position: place('位置'),
    pupils: integer('学生（幼儿）', { unit: '人', max: 50_000, inList: true }),
    boarders: integer('其中住校', { unit: '人', max: 50_000, inList: true }),
    staff: integer('教职工', { unit: '人', max: 5000 }),
    capacity: integer('设计规模', { unit: '人', max: 50_000 }),
    safetyHead: text('安全负责人', { required: true, max: 30, inList: true }),
    phone: phone('值班电话', { required: true, inList: true }),
    nearRisk: yesNo('在风险区内', { inList: true, help: '地质灾害隐患点、山洪危险区或危化品影响范围内' }),
    note: longText('备注', { optional: true, max: 500 }),
  },
  check: ({ pupils, boarders }) =>
    typeof pupils === 'number' && typeof boarders === 'number' && boarders > pupils
      ? [{ field: 'boarders', message: '住校人数不能多于学生人数' }]
      : [],
})
