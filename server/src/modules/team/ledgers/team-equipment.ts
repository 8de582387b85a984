import { day, decimal, ledger, longText, text } from '../../register/api.ts'
import { partStorage } from '../teams/parts.ts'

/** 队伍装备: what a team keeps itself, counted; compared with the standard of its kind (W230). */
export default ledger({
  name: 'team-equipment',
  label: '队伍装备',
  group: '应急队伍',
  purpose: '登记队伍自有装备的数量和完好数，与配备标准比对得出缺口。',
  title: 'item',
  key: ['unitId', 'team', 'item'],
  ownerLabel: '管理单位',
  verifyEveryDays: 365,
  readableBy: 'county',
  fields: {
    team: text('所在队伍', { required: true, max: 60, inList: true, help: '本单位应急队伍台账中的队伍名称' }),
    item: text('装备名称', { required: true, max: 60, inList: true }),
    unit: text('计量单位', { required: true, max: 10, inList: true }),
    quantity: decimal('数量', { required: true, inList: true, max: 999_999 }),
    usable: decimal('完好数量', { inList: true, max: 999_999 }),
    checkedOn: day('最近检查日期', { inList: true }),
    note: longText('备注', { optional: true, max: 500 }),
  },
  check: ({ quantity, usable }) =>
    Number(usable ?? 0) > Number(quantity) ? [{ field: 'usable', message: '完好数量不能多于数量' }] : [],
  storage: partStorage('team-equipment', 'team_equipment_ledger'),
})
