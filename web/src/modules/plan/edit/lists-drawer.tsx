import { type PlanContent, planRelations } from '@anlan/contract/plan.ts'
import type { PlanView } from '@anlan/contract/plan-view.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { DayField } from '../../../ui/form/instant-field.tsx'
import { capabilitiesQuery } from '../../resource/requests.ts'
import { teamsQuery } from '../../team/requests.ts'
import { type SaveChange, usePlans } from '../requests.ts'
import { BearerSelect } from './bearer-select.tsx'
import { freshKey, putPiece } from './changes.ts'

export type ListPiece = 'contacts' | 'resources' | 'links' | 'closing'
export const listTitles: Record<ListPiece, string> = {
  contacts: '通讯录',
  resources: '保障资源',
  links: '衔接预案',
  closing: '终止条件',
}

/** One of the short lists of a plan, edited as a whole. */
export function ListDrawer({
  view,
  piece,
  save,
  onClose,
}: {
  view: PlanView
  piece: ListPiece
  save: SaveChange
  onClose: () => void
}) {
  return (
    <ActionDrawer<{ items?: Record<string, unknown>[] }>
      open
      width={600}
      title={listTitles[piece]}
      act={`保存${listTitles[piece]}`}
      initial={{ items: view.content[piece] as Record<string, unknown>[] }}
      onAct={({ items = [] }) =>
        save(putPiece(piece, items.map(one => whole(piece, one)) as PlanContent[typeof piece]))
      }
      onClose={onClose}
    >
      <Form.List name="items">
        {(fields, { add, remove }) => (
          <>
            {fields.length === 0 && <p className="quiet">还没有{listTitles[piece]}</p>}
            {fields.map(field => (
              <fieldset key={field.key} className="part-fields two-fields">
                <Fields piece={piece} at={field.name} view={view} />
                <Button size="small" onClick={() => remove(field.name)}>
                  去掉
                </Button>
              </fieldset>
            ))}
            <Button onClick={() => add(piece === 'links' ? { relation: 'upper' } : {})}>增加一项</Button>
          </>
        )}
      </Form.List>
    </ActionDrawer>
  )
}

/** An item with everything its shape asks for. */
function whole(piece: ListPiece, one: Record<string, unknown>) {
  switch (piece) {
    case 'contacts':
      return {
        bearer: one['bearer'] ?? null,
        said: one['said'] ?? '',
        phone: one['phone'] ?? '',
        note: one['note'] ?? '',
      }
    case 'resources':
      return {
        teamId: one['teamId'] ?? null,
        capability: one['capability'] ?? null,
        said: one['said'] ?? '',
        quantity: one['quantity'] ?? null,
        withinKm: one['withinKm'] ?? null,
      }
    case 'links':
      return {
        relation: one['relation'],
        planId: one['planId'] ?? null,
        title: one['title'] ?? '',
        issuedOn: one['issuedOn'] ?? null,
        conflict: one['conflict'] ?? '',
      }
    default:
      return { code: one['code'] ?? freshKey('end'), name: one['name'] ?? '' }
  }
}

function Fields({ piece, at, view }: { piece: ListPiece; at: number; view: PlanView }): ReactNode {
  switch (piece) {
    case 'contacts':
      return (
        <>
          <Form.Item name={[at, 'bearer']} label="岗位">
            <BearerSelect unit={view.plan.unitId} words={view.words} />
          </Form.Item>
          <Form.Item name={[at, 'said']} label="文中表述">
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name={[at, 'phone']} label="电话（岗位之外的）">
            <Input maxLength={30} />
          </Form.Item>
          <Form.Item name={[at, 'note']} label="说明">
            <Input maxLength={100} />
          </Form.Item>
        </>
      )
    case 'resources':
      return <ResourceFields at={at} />
    case 'links':
      return <LinkFields at={at} own={view.plan.id} />
    default:
      return (
        <Form.Item name={[at, 'name']} label="终止条件" rules={[{ required: true, message: '请填写终止条件' }]}>
          <Input maxLength={100} />
        </Form.Item>
      )
  }
}

function ResourceFields({ at }: { at: number }) {
  const teams = useQuery(teamsQuery)
  const capabilities = useQuery(capabilitiesQuery)
  const search = { optionFilterProp: 'label' as const }
  return (
    <>
      <Form.Item name={[at, 'teamId']} label="队伍">
        <Select
          allowClear
          showSearch={search}
          options={(teams.data?.items ?? []).map(one => ({ value: one.id, label: one.name }))}
        />
      </Form.Item>
      <Form.Item name={[at, 'capability']} label="资源种类">
        <Select
          allowClear
          showSearch={search}
          options={(capabilities.data?.items ?? []).map(one => ({
            value: one.code,
            label: `${one.name}（${one.unit}）`,
          }))}
        />
      </Form.Item>
      <Form.Item name={[at, 'quantity']} label="数量">
        <InputNumber min={0} />
      </Form.Item>
      <Form.Item name={[at, 'withinKm']} label="半径（公里）">
        <InputNumber min={0} placeholder="不限" />
      </Form.Item>
      <Form.Item name={[at, 'said']} label="文中表述">
        <Input maxLength={100} />
      </Form.Item>
    </>
  )
}

function LinkFields({ at, own }: { at: number; own: string }) {
  const plans = usePlans({ limit: 200, state: 'inForce' })
  return (
    <>
      <Form.Item name={[at, 'relation']} label="衔接关系">
        <Select options={Object.entries(planRelations).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name={[at, 'planId']} label="预案">
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={(plans.items ?? []).filter(one => one.id !== own).map(one => ({ value: one.id, label: one.title }))}
        />
      </Form.Item>
      <Form.Item name={[at, 'title']} label="预案名称（不在库中的）">
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name={[at, 'issuedOn']} label="印发日期">
        <DayField />
      </Form.Item>
      <Form.Item name={[at, 'conflict']} label="不一致之处">
        <Input.TextArea autoSize maxLength={500} />
      </Form.Item>
    </>
  )
}
