import { area, choice, choices, day, dictionary, ledger, longText, phone, text } from '../../register/api.ts'
import { settleNeighbourRenewals } from '../care/neighbour-agreements.ts'

const supportKinds = dictionary({
  name: 'support-kinds',
  label: '可提供支援类别',
  source: '产品默认',
  confidence: '设计',
  entries: {
    救援队伍: '救援队伍',
    应急物资: '应急物资',
    专家技术: '专家技术',
    医疗救护: '医疗救护',
    运输保障: '运输保障',
    避难安置: '避难安置',
  },
})

/** 邻近协作单位: whom the county calls beyond its borders. Calling on a neighbour is agreed beforehand, number by number. */
export default ledger({
  name: 'neighbour-units',
  label: '邻近协作单位',
  group: '机构通讯',
  purpose: '登记毗邻县区、驻地单位等可请求支援的协作单位，急需时一查即拨。',
  title: 'name',
  key: ['name'],
  ownerLabel: '联络单位',
  verifyEveryDays: 180,
  readableBy: 'county',
  fields: {
    name: text('单位名称', { required: true, max: 60, inList: true }),
    kind: choice('类别', ['毗邻县区', '上级部门', '驻地部队', '中央和省属企业', '社会力量', '其他'], {
      required: true,
      inList: true,
    }),
    region: text('所在地区', { max: 60, inList: true }),
    adjoining: area('毗邻本县区域', { optional: true }),
    dutyPhone: phone('值班电话', { required: true, inList: true }),
    contact: text('联系人', { max: 30, inList: true }),
    mobile: phone('联系人手机', { sensitive: true }),
    capabilities: choices('可提供支援', supportKinds, {
      inList: true,
    }),
    agreement: text('协议名称', { optional: true, max: 100 }),
    agreementUntil: day('协议有效期至', { optional: true, inList: true }),
    agreementTerms: longText('协议内容', {
      optional: true,
      max: 1000,
      help: '可请求什么、多少、谁批准、费用如何结算',
    }),
    note: longText('备注', { optional: true, max: 500 }),
  },
  follow: settleNeighbourRenewals,
})
