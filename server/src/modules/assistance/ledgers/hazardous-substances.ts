import { choice, decimal, integer, ledger, longText, text } from '../../register/api.ts'
import { refusedNumbers } from '../substances/numbers.ts'

const metres = { unit: '米', max: 20_000, optional: true }
const kilometres = { unit: '公里', max: 50, optional: true }

/** 危险化学品处置指南 (S23, W197): what to do about a substance before anybody who knows it better has come. */
export default ledger({
  name: 'hazardous-substances',
  label: '危险化学品处置指南',
  group: '辅助决策',
  purpose:
    '按 UN 编号、名称或 CAS 号查危险化学品的隔离疏散距离、灭火、急救、遇水反应和防护要求；数据可由县应急管理局更正并留存历史。',
  title: 'name',
  key: ['unNumber', 'name'],
  ownerLabel: '维护单位',
  readableBy: 'county',
  permissions: { read: 'register.read', edit: 'assistance.define' },
  fields: {
    name: text('名称', { required: true, max: 60, inList: true }),
    aliases: text('别名', { optional: true, max: 200, help: '多个用“、”分隔；接报内容中出现任何一个都会列出本指南' }),
    unNumber: text('UN 编号', { required: true, max: 4, inList: true, help: '4 位数字' }),
    cas: text('CAS 号', { optional: true, max: 14, inList: true, help: '例如 7647-01-0' }),
    category: text('危险类别', { required: true, max: 60, inList: true }),
    state: choice('常态', ['气体', '液化气体', '低温液体', '液体', '固体'], { required: true, inList: true }),
    guide: text('参照指南', { optional: true, max: 10, help: '《应急响应指南》橙页编号' }),
    isolation: integer('立即隔离半径', { ...metres, inList: true }),
    largeDownwind: integer('大量泄漏下风向初始疏散', metres),
    fireIsolation: integer('罐体着火隔离半径', metres),
    smallIsolation: integer('少量泄漏：紧急隔离', metres),
    smallDayKm: decimal('少量泄漏：白天下风向防护', kilometres),
    smallNightKm: decimal('少量泄漏：夜间下风向防护', kilometres),
    largeIsolation: integer('大量泄漏：紧急隔离', metres),
    largeDayKm: decimal('大量泄漏：白天下风向防护', kilometres),
    largeNightKm: decimal('大量泄漏：夜间下风向防护', kilometres),
    distanceMark: choice('距离数据把握', ['确', '较确', '待核', '设计'], { required: true, inList: true }),
    hazards: longText('主要危险', { required: true, max: 400 }),
    protection: longText('防护装备', { required: true, max: 400 }),
    spill: longText('泄漏处置', { required: true, max: 600 }),
    fire: longText('灭火', { required: true, max: 400 }),
    water: longText('遇水反应', { required: true, max: 200 }),
    firstAid: longText('急救', { required: true, max: 500 }),
    environment: longText('环境影响', { optional: true, max: 300 }),
    source: text('来源', { required: true, max: 160 }),
  },
  check: refusedNumbers,
})
