import { choices, day, dictionary, ledger, longText, phone, place, text } from '../../register/api.ts'
import { settleTerms } from '../experts/terms.ts'
import { offerExperts } from '../offers.ts'

const fields = dictionary({
  name: 'expert-fields',
  label: '专家专业领域',
  source: '产品默认',
  confidence: '设计',
  entries: {
    flood: '水利防汛',
    geology: '地质灾害',
    chemical: '危险化学品',
    mine: '矿山安全',
    forest: '森林防火',
    health: '公共卫生与医疗',
    environment: '生态环境',
    power: '电力与通信',
    construction: '建筑与交通工程',
  },
})

/** 应急专家 (S51, W236): appointed for a term, renewed in time; what an expert was asked stands on his page. */
export default ledger({
  name: 'experts',
  label: '应急专家',
  group: '应急队伍',
  purpose: '按专业领域登记应急专家及聘期，突发事件中一查即请；聘期将满自动提醒续聘。',
  title: 'name',
  key: ['name', 'phone'],
  ownerLabel: '聘任单位',
  verifyEveryDays: 365,
  symbol: { shape: 'star', color: '#6c3fb5' },
  readableBy: 'county',
  fields: {
    name: text('姓名', { required: true, max: 30, inList: true }),
    fields: choices('专业领域', fields, { required: true, inList: true }),
    employer: text('工作单位', { max: 60, inList: true }),
    title: text('职称', { max: 30, inList: true }),
    phone: phone('手机', { required: true, inList: true }),
    position: place('常驻位置', { optional: true }),
    termFrom: day('聘期自', { inList: true }),
    termUntil: day('聘期至', { required: true, inList: true }),
    document: text('聘任文号', { optional: true, max: 60 }),
    strengths: longText('专长和经历', { optional: true, max: 500 }),
  },
  follow: async (work, ids) => {
    await settleTerms(work)
    await offerExperts(work, ids)
  },
  check: ({ termFrom, termUntil }) =>
    termFrom && termUntil && String(termFrom) > String(termUntil)
      ? [{ field: 'termUntil', message: '聘期截止日期不能早于开始日期' }]
      : [],
})
