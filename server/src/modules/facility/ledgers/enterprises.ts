import { creditCodeRefusal } from '@anlan/contract/credit-code.ts'
import { choice, day, dictionary, integer, ledger, longText, phone, place, text, yesNo } from '../../register/api.ts'

/** Sectors by which the county watches safety at work; the three in which liability insurance and standardisation are pressed come first. */
export const sectors = dictionary({
  name: 'enterprise-sectors',
  label: '企业行业',
  source: '产品默认',
  confidence: '设计',
  entries: {
    chemical: '危险化学品',
    transport: '交通运输',
    construction: '建筑施工',
    mining: '矿山',
    fireworks: '烟花爆竹',
    metallurgy: '冶金工贸',
    gas: '城镇燃气',
    crowd: '商贸和人员密集场所',
    water: '水利水电',
    tourism: '旅游',
    other: '其他',
  },
})

/** 企业安全生产基础台账 (S64): standardisation and liability insurance with their last day. */
export default ledger({
  name: 'enterprises',
  label: '企业安全生产',
  group: '企业',
  purpose: '登记企业安全生产标准化等级和安全生产责任保险及其到期日，分行业列出未达标、未投保和到期的企业。',
  title: 'name',
  key: ['creditCode'],
  ownerLabel: '属地乡镇或主管部门',
  verifyEveryDays: 180,
  readableBy: 'county',
  symbol: { shape: 'diamond', color: '#b9770e' },
  fields: {
    name: text('企业名称', { required: true, max: 80, inList: true }),
    creditCode: text('统一社会信用代码', { required: true, max: 18, inList: true }),
    sector: choice('行业', sectors, { required: true, inList: true }),
    position: place('位置'),
    employees: integer('从业人员', { unit: '人', max: 100_000 }),
    majorHazard: choice('重大危险源', ['无', '一级', '二级', '三级', '四级'], { inList: true }),
    standardLevel: choice('标准化等级', ['一级', '二级', '三级', '小微达标', '未达标'], {
      required: true,
      inList: true,
    }),
    standardUntil: day('标准化有效期至', { optional: true, inList: true }),
    insured: yesNo('投保安责险', { required: true, inList: true }),
    insurer: text('承保公司', { optional: true, max: 60 }),
    insuredUntil: day('保险期至', { optional: true, inList: true }),
    safetyHead: text('安全负责人', { max: 30 }),
    phone: phone('应急电话', { inList: true }),
    note: longText('备注', { optional: true, max: 500 }),
  },
  check: values => {
    const wrong: { field: string; message: string }[] = []
    const refusal = creditCodeRefusal(String(values['creditCode'] ?? ''))
    if (refusal) wrong.push({ field: 'creditCode', message: refusal })
    if (values['standardLevel'] !== '未达标' && !values['standardUntil'])
      wrong.push({ field: 'standardUntil', message: '已达标的企业应填写标准化有效期' })
    if (values['insured'] === true && !values['insuredUntil'])
      wrong.push({ field: 'insuredUntil', message: '已投保的企业应填写保险期' })
    return wrong
  },
})
