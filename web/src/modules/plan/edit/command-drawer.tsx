import type { PlanContent } from '@anlan/contract/plan.ts'
import type { PlanView } from '@anlan/contract/plan-view.ts'
import { Form, Input } from 'antd'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import type { SaveChange } from '../requests.ts'
import { putPiece } from './changes.ts'
import { MemberFields, MemberList, noMember } from './member-fields.tsx'

type Command = PlanContent['command']
const said = (one: Command['commander'] | undefined) => {
  const member = { ...noMember, ...one }
  return member.bearer || member.said || member.duties ? member : null
}

/** 组织指挥体系: who commands, the deputies, the office, and the member units with their duties. */
export function CommandDrawer({ view, save, onClose }: { view: PlanView; save: SaveChange; onClose: () => void }) {
  const common = { unit: view.plan.unitId, words: view.words }
  const list = (items: Command['members'] | undefined) => (items ?? []).map(one => ({ ...noMember, ...one }))
  return (
    <ActionDrawer<Command>
      open
      width={600}
      title="组织指挥体系"
      act="保存"
      initial={view.content.command}
      onAct={values =>
        save(
          putPiece('command', {
            name: values.name ?? '',
            commander: said(values.commander),
            office: said(values.office),
            deputies: list(values.deputies),
            members: list(values.members),
          }),
        )
      }
      onClose={onClose}
    >
      <Form.Item name="name" label="指挥机构名称">
        <Input maxLength={60} placeholder="例如 县防汛抗旱指挥部" />
      </Form.Item>
      <MemberFields name={['commander']} label="总指挥（指挥长）" {...common} />
      <MemberList name={['deputies']} label="副总指挥" {...common} />
      <MemberFields name={['office']} label="指挥部办公室" {...common} />
      <MemberList name={['members']} label="成员单位" {...common} />
    </ActionDrawer>
  )
}
