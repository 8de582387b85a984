import {
  area,
  choice,
  choices,
  dictionary,
  idNumber,
  ledger,
  longText,
  phone,
  text,
  yesNo,
} from '../../register/api.ts'
import { partStorage } from '../teams/parts.ts'

const categories = dictionary({
  name: 'team-member-categories',
  label: '队员类别',
  source: '产品默认',
  confidence: '设计',
  entries: {
    full: '在职专职',
    partTime: '在职兼职',
    party: '党员',
    militia: '民兵',
    volunteer: '志愿者',
    villager: '村民',
    veteran: '退役军人',
  },
})
const skills = dictionary({
  name: 'team-skills',
  label: '队员技能',
  source: '产品默认',
  confidence: '设计',
  entries: {
    swimming: '水域救生',
    boat: '舟艇驾驶',
    rope: '绳索救援',
    firstAid: '急救',
    chainsaw: '油锯操作',
    pump: '水泵操作',
    excavator: '挖掘机操作',
    driving: '大型车辆驾驶',
    uav: '无人机操作',
    radio: '电台通信',
    electrician: '电工',
    welding: '焊工',
    medicine: '执业医护',
    diving: '潜水',
  },
})

/** 队员名册: each name confirmed from time to time, since teams of paper rescue nobody (P31). Volunteers stand here, too (S59). */
export default ledger({
  name: 'team-members',
  label: '队员名册',
  group: '应急队伍',
  purpose: '登记每支队伍的队员、类别、技能和电话；逐人核实仍在队、电话可通，一人多队自动比对。',
  title: 'name',
  key: ['unitId', 'team', 'name', 'phone'],
  ownerLabel: '管理单位',
  verifyEveryDays: 180,
  fields: {
    team: text('所在队伍', { required: true, max: 60, inList: true, help: '本单位应急队伍台账中的队伍名称' }),
    name: text('姓名', { required: true, max: 30, inList: true }),
    phone: phone('手机', { required: true, sensitive: true, inList: true }),
    idNumber: idNumber('身份证号', { optional: true }),
    category: choice('类别', categories, { inList: true }),
    post: text('队内职务', { optional: true, max: 30, inList: true }),
    skills: choices('技能', skills, { optional: true, inList: true }),
    area: area('常住村（社区）', { optional: true }),
    consent: yesNo('本人同意参加', { optional: true, help: '志愿者须本人同意' }),
    note: longText('备注', { optional: true, max: 500 }),
  },
  storage: partStorage('team-members', 'team_member_ledger'),
})
