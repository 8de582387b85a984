import { type UnitKind, unitKinds } from '@anlan/contract/directory.ts'
import { area, choice, ledger, longText, phone, text, unitField } from '../../register/api.ts'
import { endUnit, reviveUnit, writeUnit } from '../units.ts'

/** 机构名录: every unit of the tree. Its own record belongs to the unit itself, so that each keeps its own telephone numbers true. */
export default ledger({
  name: 'units',
  label: '机构名录',
  group: '机构通讯',
  purpose: '县、部门、乡镇、村（社区）、企业和外部单位的名称、隶属与值班电话。',
  title: 'name',
  key: ['name', 'parent'],
  ownerLabel: '管理单位',
  verifyEveryDays: 180,
  readableBy: 'county',
  permissions: { read: 'directory.read', edit: 'directory.edit' },
  fields: {
    name: text('单位名称', { required: true, max: 60, inList: true }),
    shortName: text('单位简称', { required: true, max: 30 }),
    kind: choice('单位类别', unitKinds, { required: true, inList: true }),
    parent: unitField('上级单位', { required: true, inList: true }),
    area: area('所在区划', { optional: true, inList: true }),
    dutyPhone: phone('值班电话', { inList: true }),
    fax: phone('传真', { optional: true }),
    formerNames: text('曾用名', { readOnly: true, optional: true }),
    note: longText('备注', { optional: true, max: 500 }),
  },
  storage: {
    source: 'unit_ledger',
    save: async (work, { id, values, before }) => {
      const word = (name: string) => (values[name] as string | null) ?? null
      await writeUnit(
        work,
        {
          id,
          name: String(values['name']),
          shortName: String(values['shortName']),
          kind: values['kind'] as UnitKind,
          parentId: word('parent'),
          areaCode: word('area'),
          dutyPhone: word('dutyPhone'),
          fax: word('fax'),
          note: word('note'),
        },
        before ? id : null,
      )
    },
    remove: endUnit,
    restore: reviveUnit,
  },
})
