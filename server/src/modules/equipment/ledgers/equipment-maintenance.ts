import { choice, integer, ledger, text } from '../../register/api.ts'

/** 保养周期 (W225): how often things of a kind are maintained and what is done, each row with its source; an item may have its own period. */
export default ledger({
  name: 'equipment-maintenance',
  label: '装备保养周期',
  group: '应急装备',
  purpose: '按类别规定车辆装备多少天保养一次、做哪些内容；到期自动布置给管理单位。',
  title: 'task',
  key: ['kind'],
  ownerLabel: '发布单位',
  readableBy: 'county',
  permissions: { read: 'equipment.read', edit: 'register.define' },
  fields: {
    kind: choice('类别', { dictionary: 'equipment-kinds' }, { required: true, inList: true }),
    everyDays: integer('周期', { required: true, unit: '日', min: 1, max: 3650, inList: true }),
    task: text('保养内容', { required: true, max: 200, inList: true }),
    source: text('依据', { required: true, max: 200, inList: true }),
  },
})
