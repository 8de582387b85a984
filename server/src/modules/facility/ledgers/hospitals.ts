import { choice, integer, ledger, longText, phone, place, text, yesNo } from '../../register/api.ts'
import { offerHospitals } from '../hospitals/offers.ts'

/** 医疗机构: where the injured can be brought; its beds and ambulances can be called on. */
export default ledger({
  name: 'hospitals',
  label: '医疗机构',
  group: '公共设施',
  purpose:
    '登记医院、卫生院的床位、急救能力和救护车，伤员转运时查最近的去处；应急床位和可派出的救护车可以直接申请调用。',
  title: 'name',
  key: ['name'],
  ownerLabel: '所属单位',
  verifyEveryDays: 365,
  readableBy: 'county',
  symbol: { shape: 'square', color: '#c0392b' },
  follow: offerHospitals,
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
    intensiveBeds: integer('可腾重症床位', { alsoCalled: ['重症床位'], unit: '张', max: 1000, optional: true }),
    ambulances: integer('救护车', { unit: '辆', max: 500, inList: true }),
    ambulancesFree: integer('可派出救护车', {
      unit: '辆',
      max: 500,
      optional: true,
      inList: true,
      help: '随时可以带医护派出的辆数，调用时按此查找；已在“车辆装备”逐台登记的不计，以免重复',
    }),
    readyMinutes: integer('出车准备时间', { unit: '分钟', max: 1440, optional: true }),
    emergencyRoom: yesNo('24 小时急诊', { inList: true }),
    chemicalCapable: yesNo('能收治中毒、灼伤', { optional: true }),
    dutyPhone: phone('急诊值班电话', { required: true, inList: true }),
    contact: text('应急联系人', { max: 30 }),
    note: longText('备注', { optional: true, max: 500 }),
  },
  check: ({ beds, emergencyBeds, intensiveBeds, ambulances, ambulancesFree }) => {
    const more = (part: unknown, whole: unknown) =>
      typeof part === 'number' && typeof whole === 'number' && part > whole
    return [
      ...(more(emergencyBeds, beds) ? [{ field: 'emergencyBeds', message: '应急可腾床位不能多于床位' }] : []),
      ...(more(intensiveBeds, beds) ? [{ field: 'intensiveBeds', message: '可腾重症床位不能多于床位' }] : []),
      ...(more(ambulancesFree, ambulances ?? 0)
        ? [{ field: 'ambulancesFree', message: '可派出救护车不能多于救护车总数' }]
        : []),
    ]
  },
})
