import type { PlanGroup } from '@anlan/contract/plan.ts'
import type { PlanView } from '@anlan/contract/plan-view.ts'
import { groupNames } from '@anlan/contract/response-template.ts'
import { AutoComplete, Form, Input } from 'antd'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import type { SaveChange } from '../requests.ts'
import { freshKey, putKeyed } from './changes.ts'
import { MemberFields, MemberList, noMember } from './member-fields.tsx'

/** 工作组: its name, who leads and who belongs to it. A usual name keeps the usual code, so that screens know the group. */
export function GroupDrawer({
  view,
  group,
  save,
  onClose,
}: {
  view: PlanView
  group: PlanGroup | null
  save: SaveChange
  onClose: () => void
}) {
  const taken = view.content.groups.map(one => one.key)
  const keyFor = (name: string) => {
    const usual = Object.entries(groupNames).find(([, one]) => one === name)?.[0]
    return usual && !taken.includes(usual) ? usual : freshKey('g')
  }
  return (
    <ActionDrawer<PlanGroup>
      open
      width={600}
      title={group ? '修改工作组' : '增加工作组'}
      act="保存工作组"
      initial={group ?? { lead: noMember, members: [] }}
      onAct={values =>
        save(
          putKeyed('groups', {
            key: group?.key ?? keyFor(values.name),
            name: values.name,
            duties: values.duties ?? '',
            lead: { ...noMember, ...values.lead },
            members: (values.members ?? []).map(one => ({ ...noMember, ...one })),
          }),
        )
      }
      onClose={onClose}
    >
      <Form.Item name="name" label="工作组名称" rules={[{ required: true, message: '请填写工作组名称' }]}>
        <AutoComplete
          options={Object.values(groupNames).map(value => ({ value }))}
          showSearch={{ filterOption: (text, option) => Boolean(option?.value.includes(text)) }}
          maxLength={40}
        />
      </Form.Item>
      <Form.Item name="duties" label="工作组职责">
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={600} />
      </Form.Item>
      <MemberFields name={['lead']} label="牵头单位" unit={view.plan.unitId} words={view.words} />
      <MemberList name={['members']} label="成员单位" unit={view.plan.unitId} words={view.words} />
    </ActionDrawer>
  )
}
