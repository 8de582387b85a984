import { choice, day, integer, ledger, longText, phone, text } from '../../register/api.ts'

/** 预警广播: how many loudspeakers each village has and how many of them answer. Kept as counts: the broadcaster's own system knows each one. */
export default ledger({
  name: 'loudspeakers',
  label: '预警广播设备',
  group: '预警设施',
  purpose: '逐村登记预警大喇叭、音柱的数量和在线数，看哪个村叫不应。',
  title: 'kind',
  key: ['unitId', 'kind'],
  ownerLabel: '所在村（社区）',
  keptBy: ['village', 'community'],
  verifyEveryDays: 90,
  readableBy: 'county',
  fields: {
    kind: choice('设备', ['大喇叭', '音柱', '显示屏', '手摇报警器'], { required: true, inList: true }),
    installed: integer('安装', { unit: '只', required: true, max: 1000, inList: true }),
    online: integer('在线', { unit: '只', required: true, max: 1000, inList: true }),
    testedOn: day('最近试播', { inList: true }),
    keeper: text('管护人', { max: 30, inList: true }),
    keeperPhone: phone('管护人电话', { inList: true }),
    note: longText('备注', { optional: true, max: 500 }),
  },
  check: ({ installed, online }) =>
    Number(online) > Number(installed) ? [{ field: 'online', message: '在线数不能多于安装数' }] : [],
})
