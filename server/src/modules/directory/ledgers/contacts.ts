import { choice, ledger, longText, phone, text } from '../../register/api.ts'

/** 应急联络点: numbers that belong to a desk and not to a person: duty rooms, dispatch centres, satellite phones, radio channels. */
export default ledger({
  name: 'contacts',
  label: '应急联络点',
  group: '机构通讯',
  purpose: '值班室、调度室、卫星电话、对讲频道等不随人走的联络方式。',
  title: 'name',
  key: ['unitId', 'name'],
  verifyEveryDays: 90,
  readableBy: 'county',
  fields: {
    name: text('联络点名称', { required: true, max: 60, inList: true }),
    kind: choice('联络方式', ['值班电话', '调度电话', '传真', '卫星电话', '对讲频道', '视频会商', '其他'], {
      required: true,
      inList: true,
    }),
    phone: phone('电话', { inList: true }),
    channel: text('频道或号码', { optional: true, max: 60, inList: true }),
    hours: choice('值守时间', ['24 小时', '工作时间', '汛期 24 小时'], { inList: true }),
    keeper: text('责任人', { max: 30, inList: true }),
    note: longText('备注', { optional: true, max: 500 }),
  },
})
