import { choice, day, integer, ledger, longText, phone, text, unitField } from '../../register/api.ts'
import { followVisiting } from '../support/visiting.ts'

/** 跨区支援队伍 (W245): who came from elsewhere, and who here sees to lodging, food and fuel. */
export default ledger({
  name: 'visiting-teams',
  label: '跨区支援队伍',
  group: '应急队伍',
  purpose: '登记来本县支援的外地队伍，落实住宿、饮食、油料保障单位。',
  title: 'name',
  key: ['name', 'arrivedOn'],
  ownerLabel: '对接单位',
  readableBy: 'county',
  fields: {
    name: text('队伍名称', { required: true, max: 60, inList: true }),
    from: text('来自', { required: true, max: 60, inList: true }),
    leader: text('带队负责人', { required: true, max: 30, inList: true }),
    phone: phone('电话', { required: true, inList: true }),
    people: integer('人数', { required: true, unit: '人', max: 9999, inList: true }),
    vehicles: integer('车辆', { unit: '辆', max: 999 }),
    event: text('支援事件', { max: 100, inList: true }),
    arrivedOn: day('到达日期', { required: true, inList: true }),
    leftOn: day('撤离日期', { optional: true }),
    lodgingBy: unitField('住宿保障单位'),
    lodging: text('住宿地点', { max: 100 }),
    foodBy: unitField('饮食保障单位'),
    fuelBy: unitField('油料保障单位'),
    supplied: choice('保障落实', ['已落实', '部分落实', '未落实'], { optional: true, inList: true }),
    note: longText('备注', { optional: true, max: 500 }),
  },
  follow: followVisiting,
})
