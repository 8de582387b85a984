import { choice, integer, ledger, longText, phone, place, text, yesNo } from '../../register/api.ts'

/** 医疗机构: where the injured can be brought, with beds and ambulances. */
export default ledger({
  name: 'hospitals',
  label: '医疗机构',
  group: '公共设施',
  purpose: '登记医院、卫生院的床位、急救能力和救护车，伤员转运时查最近的去处。',
  title: 'name',
  key: ['name'],
  ownerLabel: '所属单位',
  verifyEveryDays: 365,
  readableBy: 'county',
  symbol: { shape: 'square', color: '#c0392b' },
  fields: {
    name: text('机构名称', { required: true, max: 60, inList: true }),
    kind: choice('类别', ['综合医院', '中医医院', '妇幼保健院', '乡镇卫生院', '社区卫生服务中心', '村卫生室', '其他'], {
      required: true,
      inList: true,
    }),
    level: choice('等级', ['三级', '二级', '一级', '未定级'], { optional: true, inList: true }),
    position: place('位置'),
    beds: integer('床位', { unit: '张', max: 10_000, inList: true }),
    emergencyBeds: integer('应急可腾床位', { unit: '张', max: 10_000, inList: true, help: '24 小时内可腾出的床位' }),
    intensiveBeds: integer('重症床位', { unit: '张', max: 1000, optional: true }),
    ambulances: integer('救护车', { unit: '辆', max: 500, inList: true }),
    emergencyRoom: yesNo('24 小时急诊', { inList: true }),
    chemicalCapable: yesNo('能收治中毒、灼伤', { optional: true }),
    dutyPhone: phone('急诊值班电话', { required: true, inList: true }),
    contact: text('应急联系人', { max: 30 }),
    note: longText('备注', { optional: true, max: 500 }),
  },
  check: ({ beds, emergencyBeds }) =>
    typeof beds === 'number' && typeof emergencyBeds === 'number' && emergencyBeds > beds
      ? [{ field: 'emergencyBeds', message: '应急可腾床位不能多于床位' }]
      : [],
})
