import { choice, integer, ledger, longText, phone, place, text, yesNo } from '../../register/api.ts'

/** 养老和福利机构: people who cannot leave by themselves. */
export default ledger({
  name: 'care-homes',
  label: '养老和福利机构',
  group: '公共设施',
  purpose: '登记养老院、福利院的在住人数和失能人数，转移时优先安排人手和车辆。',
  title: 'name',
  key: ['name'],
  ownerLabel: '所在乡镇或主管部门',
  verifyEveryDays: 90,
  readableBy: 'county',
  symbol: { shape: 'square', color: '#8e5ea2' },
  fields: {
    name: text('名称', { required: true, max: 60, inList: true }),
    kind: choice('类别', ['养老院', '敬老院', '儿童福利院', '精神卫生福利机构', '救助站', '其他'], {
      required: true,
      inList: true,
    }),
    position: place('位置'),
    beds: integer('床位', { unit: '张', max: 5000, inList: true }),
    residents: integer('在住', { unit: '人', max: 5000, inList: true }),
    dependents: integer('其中失能、半失能', { unit: '人', max: 5000, inList: true }),
    staff: integer('护理人员', { unit: '人', max: 2000 }),
    nightStaff: integer('夜间在岗', { unit: '人', max: 500 }),
    head: text('负责人', { required: true, max: 30, inList: true }),
    phone: phone('值班电话', { required: true, inList: true }),
    nearRisk: yesNo('在风险区内', { inList: true }),
    note: longText('备注', { optional: true, max: 500 }),
  },
  check: ({ residents, dependents }) =>
    typeof residents === 'number' && typeof dependents === 'number' && dependents > residents
      ? [{ field: 'dependents', message: '失能人数不能多于在住人数' }]
      : [],
})
