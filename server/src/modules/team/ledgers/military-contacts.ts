import { choice, integer, ledger, longText, phone, text } from '../../register/api.ts'

/** 军地应急联络: whom to ring at the garrison, the armed police and the militia, and by which channel they are asked for. */
export default ledger({
  name: 'military-contacts',
  label: '军地应急联络',
  group: '应急队伍',
  purpose: '登记驻地部队、武警、人武部的应急联络员和值班电话，需要支援时按规定渠道提请。',
  title: 'name',
  key: ['name'],
  ownerLabel: '联络单位',
  verifyEveryDays: 180,
  fields: {
    name: text('单位', { required: true, max: 60, inList: true }),
    kind: choice('类别', ['解放军', '武警', '民兵', '预备役'], { required: true, inList: true }),
    dutyPhone: phone('值班电话', { required: true, inList: true }),
    contact: text('联络员', { max: 30, inList: true }),
    mobile: phone('联络员手机', { sensitive: true }),
    people: integer('可支援人数', { unit: '人', max: 9999, inList: true }),
    channel: text('提请渠道', { max: 100, inList: true, help: '例如经县人武部提请军分区' }),
    note: longText('备注', { optional: true, max: 500 }),
  },
})
