import { choice, day, decimal, dictionary, integer, ledger, longText, text } from '../../register/api.ts'

const purposes = dictionary({
  name: 'fund-purposes',
  label: '应急资金用途',
  source: '产品默认',
  confidence: '设计',
  entries: {
    supplies: '物资储备',
    teams: '队伍建设',
    equipment: '装备购置',
    drill: '演练培训',
    publicity: '宣传教育',
    hazard: '隐患治理',
    relief: '灾害救助',
    social: '扶持社会应急力量',
    running: '日常运转',
    other: '其他',
  },
})

/** 应急资金 (W243, W244, W237): budget, appropriation and spending line by line; what remains is counted, never typed. */
export default ledger({
  name: 'fund-lines',
  label: '应急资金',
  group: '应急资金',
  purpose: '逐笔登记各级应急资金的预算、拨付和支出，按单位、用途、来源汇总结余。',
  title: 'title',
  key: ['unitId', 'documentNumber', 'kind'],
  ownerLabel: '使用单位',
  keptBy: ['town', 'village', 'community'],
  fields: {
    title: text('摘要', { required: true, max: 100, inList: true }),
    year: integer('年度', { required: true, min: 2000, max: 2100, inList: true }),
    kind: choice('性质', { budget: '预算', appropriation: '拨付', spending: '支出' }, { required: true, inList: true }),
    purpose: choice('用途', purposes, { required: true, inList: true }),
    source: choice('来源', ['中央', '省级', '市级', '县级', '乡镇自筹', '社会捐赠', '专项基金'], {
      required: true,
      inList: true,
    }),
    amount: decimal('金额', { unit: '万元', required: true, max: 1_000_000, inList: true }),
    day: day('日期', { required: true, inList: true }),
    documentNumber: text('文号或凭证号', { required: true, max: 60, inList: true }),
    handler: text('经办人', { max: 30 }),
    note: longText('备注', { optional: true, max: 500 }),
  },
  check: ({ year, day: on, kind }) =>
    kind !== 'budget' && typeof on === 'string' && Number(on.slice(0, 4)) !== Number(year)
      ? [{ field: 'day', message: '拨付和支出的日期应在所填年度内' }]
      : [],
})
