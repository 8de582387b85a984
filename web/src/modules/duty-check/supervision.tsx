import { type SupervisionKind, supervisionKinds } from '@anlan/contract/duty-check.ts'
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../app/session.tsx'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { KeysetList } from '../../ui/keyset.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { useAddSupervision, useSupervisions } from './requests.ts'

/** 督查记录: guidance, visits, 约谈 and what earns a bonus. */
export function Supervisions() {
  const now = useMinute()
  const [isOpen, setOpen] = useState(false)
  const add = useAddSupervision()
  return (
    <>
      <div className="filters">
        <span className="quiet">对各单位值班工作的指导、督查、约谈和表扬；表扬计入加分</span>
        <span className="spread" />
        <Permitted to="duty-check.run">
          <Button type="primary" onClick={() => setOpen(true)}>
            登记
          </Button>
        </Permitted>
      </div>
      <KeysetList of={useSupervisions()} empty={<Nothing what="还没有督查记录。点“登记”记下指导、督查或约谈" />}>
        {items => (
          <Rows
            items={items}
            keyOf={one => one.id}
            columns={[
              { title: '单位', width: 190, show: one => one.unitName },
              { title: '类别', width: 90, show: one => supervisionKinds[one.kind] },
              { title: '时间', width: 140, show: one => showTime(one.at, now) },
              { title: '情况', show: one => one.text },
              { title: '登记人', width: 90, minor: true, show: one => one.byName },
            ]}
          />
        )}
      </KeysetList>
      <ActionDrawer<{ unitId: string; kind: SupervisionKind; text: string }>
        open={isOpen}
        title="登记督查记录"
        act="登记"
        onAct={(values, id) => add.mutateAsync({ ...values, id })}
        onClose={() => setOpen(false)}
      >
        <Form.Item name="unitId" label="单位" required>
          <UnitSelect />
        </Form.Item>
        <Form.Item name="kind" label="类别" required>
          <Select options={Object.entries(supervisionKinds).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item name="text" label="情况" required>
          <Input.TextArea rows={4} />
        </Form.Item>
      </ActionDrawer>
    </>
  )
}
