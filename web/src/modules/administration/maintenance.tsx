import { type MaintenanceKind, maintenanceKinds } from '@anlan/contract/usage.ts'
import { Button, Form, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../app/session.tsx'
import { presentMoment, useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { InstantField } from '../../ui/form/instant-field.tsx'
import { KeysetList } from '../../ui/keyset.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { useAddMaintenance, useMaintenance } from './usage-requests.ts'

/** 维护记录: backups, rehearsed restores, upgrades; what is written here stays. */
export function Maintenance() {
  const log = useMaintenance()
  const now = useMinute()
  const [isAdding, setAdding] = useState(false)
  return (
    <section className="panel">
      <h2>
        维护记录 <span className="spread" />
        <Permitted to="administration.operations">
          <Button type="link" size="small" onClick={() => setAdding(true)}>
            登记维护
          </Button>
        </Permitted>
      </h2>
      <KeysetList of={log} empty={<Nothing what="备份、恢复演练、升级登记在这里；用命令做的备份自动登记" />}>
        {items => (
          <Rows
            items={items}
            keyOf={entry => entry.id}
            columns={[
              { title: '时间', width: 130, show: entry => showTime(entry.doneAt, now) },
              { title: '类别', width: 110, show: entry => maintenanceKinds[entry.kind] },
              { title: '结果', width: 80, show: entry => (entry.succeeded ? '成功' : <b>未成功</b>) },
              { title: '内容', show: entry => entry.note },
              { title: '维护人', width: 120, show: entry => (entry.automatic ? '系统自动' : entry.doneBy) },
            ]}
          />
        )}
      </KeysetList>
      {isAdding && <MaintenanceDrawer onClose={() => setAdding(false)} />}
    </section>
  )
}

interface Values {
  kind: MaintenanceKind
  doneAt: string
  succeeded: boolean
  doneBy?: string
  note: string
}

function MaintenanceDrawer({ onClose }: { onClose: () => void }) {
  const add = useAddMaintenance()
  return (
    <ActionDrawer<Values>
      open
      title="登记维护"
      act="登记"
      consequence="登记后不能修改或删除；写错了请再登记一条说明。"
      initial={{ kind: 'backup', succeeded: true, doneAt: presentMoment() }}
      onAct={(values, id) => add.mutateAsync({ id, ...values })}
      onClose={onClose}
    >
      <Form.Item name="kind" label="维护类别" required>
        <Select options={Object.entries(maintenanceKinds).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="doneAt" label="维护时间" rules={[{ required: true, message: '请填写维护时间' }]}>
        <InstantField />
      </Form.Item>
      <Form.Item name="succeeded" label="结果" required>
        <Radio.Group
          options={[
            { value: true, label: '成功' },
            { value: false, label: '未成功' },
          ]}
        />
      </Form.Item>
      <Form.Item name="doneBy" label="维护人" extra="由他人完成时填写">
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="note" label="维护内容" rules={[{ required: true, message: '请填写维护内容' }]}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </ActionDrawer>
  )
}
