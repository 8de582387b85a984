import { choice, decimal, ledger, text } from '../../register/api.ts'

/** 队伍装备配备标准 (W230): what a team of a kind should have, each row with its source. */
export default ledger({
  name: 'team-equipment-standards',
  label: '队伍装备配备标准',
  group: '应急队伍',
  purpose: '按队伍类型规定应配装备和数量，逐条注明依据；缺口由此计算。',
  title: 'item',
  key: ['kind', 'item'],
  ownerLabel: '发布单位',
  readableBy: 'county',
  fields: {
    kind: choice('队伍类型', { dictionary: 'team-kinds' }, { required: true, inList: true }),
    item: text('装备名称', { required: true, max: 60, inList: true }),
    unit: text('计量单位', { required: true, max: 10, inList: true }),
    quantity: decimal('应配数量', { required: true, inList: true, max: 999_999 }),
    per: choice('按', { team: '每队', person: '每人' }, { required: true, inList: true }),
    source: text('依据', { required: true, max: 200, inList: true }),
  },
})
