import { integer, ledger, longText, text } from '../../register/api.ts'

/** 视频图像年度建设任务 (S42): how many cameras a unit builds in a year; what is built is counted from the cameras themselves. */
export default ledger({
  name: 'camera-targets',
  label: '视频建设年度任务',
  group: '预警设施',
  purpose: '登记各单位每年应建的视频图像摄像点数；完成数按监控点台账的建成年份统计，不另填报。',
  title: 'document',
  key: ['unitId', 'year'],
  ownerLabel: '承担单位',
  readableBy: 'county',
  fields: {
    document: text('任务文件', { required: true, max: 80, inList: true }),
    year: integer('年度', { required: true, min: 2000, max: 2100, inList: true }),
    target: integer('应建摄像点', { unit: '个', required: true, min: 1, max: 100_000, inList: true }),
    note: longText('备注', { optional: true, max: 500 }),
  },
})
