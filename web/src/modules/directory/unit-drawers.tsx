import { type EditUnit, type PostView, type UnitView, unitKinds } from '@anlan/contract/directory.ts'
import { useQuery } from '@tanstack/react-query'
import { Form, Input, InputNumber, Select } from 'antd'
import { AreaSelect } from '../../fields/area-select.tsx'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import type { Output, Input as Sent } from '../../ui/shape.ts'
import { personsQuery, useAddUnit, useEditHolders, useEditUnit } from './requests.ts'

type UnitValues = Sent<typeof EditUnit>

interface UnitDrawerProps {
  open: boolean
  unit?: UnitView
  parentId: string | null
  onClose: () => void
}

export function UnitDrawer({ open, unit, parentId, onClose }: UnitDrawerProps) {
  const add = useAddUnit()
  const edit = useEditUnit(unit?.id ?? '')
  return (
    <ActionDrawer<UnitValues>
      open={open}
      title={unit ? '修改单位' : '新增单位'}
      act={unit ? '保存' : '新增单位'}
      initial={
        unit
          ? {
              name: unit.name,
              shortName: unit.shortName,
              kind: unit.kind,
              parentId: unit.parentId,
              areaCode: unit.areaCode,
              dutyPhone: unit.dutyPhone,
              sort: unit.sort,
            }
          : { parentId, sort: 0 }
      }
      onAct={(values, id) => {
        const body = {
          ...values,
          parentId: values.parentId ?? null,
          areaCode: values.areaCode || null,
          dutyPhone: values.dutyPhone || null,
        }
        return unit ? edit.mutateAsync(body) : add.mutateAsync({ ...body, id })
      }}
      onClose={onClose}
    >
      <Form.Item name="name" label="单位名称" rules={[{ required: true, message: '请填写单位名称' }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="shortName" label="单位简称" rules={[{ required: true, message: '请填写单位简称' }]}>
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item name="kind" label="单位类别" rules={[{ required: true, message: '请选择单位类别' }]}>
        <Select options={Object.entries(unitKinds).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="parentId" label="上级单位">
        <UnitSelect allowClear />
      </Form.Item>
      <Form.Item name="areaCode" label="所在地">
        <AreaSelect />
      </Form.Item>
      <Form.Item name="dutyPhone" label="值班电话">
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item name="sort" label="排序">
        <InputNumber precision={0} />
      </Form.Item>
    </ActionDrawer>
  )
}

export function HoldersDrawer({ post, onClose }: { post: Output<typeof PostView>; onClose: () => void }) {
  const edit = useEditHolders(post.id)
  const { data } = useQuery(personsQuery({ unit: post.unitId }))
  const held = [...post.holders].sort((a, b) => a.order - b.order)
  const known = new Map([
    ...held.map(holder => [holder.personId, holder.name] as const),
    ...(data?.items ?? []).map(person => [person.id, `${person.name} ${person.mobile ?? ''}`] as const),
  ])
  return (
    <ActionDrawer<{ personIds: string[] }>
      open
      title={`${post.name}：任职人员`}
      act="保存任职人员"
      initial={{ personIds: held.map(holder => holder.personId) }}
      consequence="第一位为任职人，其后依次为代理人；值班、通知和逐级催告都按这个次序找人。"
      onAct={values => edit.mutateAsync(values)}
      onClose={onClose}
    >
      <Form.Item name="personIds" label="任职人员，按次序选择">
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={[...known].map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
    </ActionDrawer>
  )
}
