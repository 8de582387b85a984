import { choice, ledger, longText, personField, phone, text } from '../../register/api.ts'

/** 重点区域值守 (W92): who of a village watches which place. Each watch is a confirmation (仍然属实), with a note when something was seen. */
export default ledger({
  name: 'key-area-watches',
  label: '重点区域值守',
  group: '值班值守',
  purpose: '登记各村（社区）必须盯守的重点区域和值守责任人；每看一次点“仍然属实”，超期未看的自动催办。',
  title: 'name',
  key: ['unitId', 'name'],
  ownerLabel: '所在村（社区）',
  keptBy: ['village', 'community'],
  verifyEveryDays: 7,
  fields: {
    name: text('重点区域', { required: true, max: 60, inList: true }),
    kind: choice(
      '类别',
      ['地质灾害隐患点', '山洪危险区', '水库山塘', '河道桥涵', '森林防火卡口', '在建工地', '人员密集场所', '其他'],
      { required: true, inList: true },
    ),
    watcher: text('值守责任人', { required: true, max: 30, inList: true }),
    person: personField('通讯录中的责任人', { optional: true }),
    watcherPhone: phone('责任人电话', { required: true, inList: true, sensitive: true }),
    every: choice('看守频次', ['24 小时盯守', '每日 2 次', '每日 1 次', '雨前雨中雨后', '每周 1 次'], {
      required: true,
      inList: true,
    }),
    look: text('看什么', { optional: true, max: 200, help: '例如裂缝、渗水、水位、用火' }),
    note: longText('最近一次看守情况', { optional: true, max: 500 }),
  },
})
