import { type ResponsibilityLine, responsibilityRoles } from '@anlan/contract/responsibility.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../../app/session.tsx'
import { UnitSelect, UnitsSelect } from '../../../fields/unit-select.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { Proposals } from './proposals.tsx'
import { responsibilitiesQuery, useSetResponsibility } from './requests.ts'

const depthOf = (code: string) => (code.endsWith('000') ? 0 : code.endsWith('00') ? 1 : 2)
const originWords = { own: '', inherited: '（随上级类型）', default: '（按职能默认）' } as const

/** 职责分工: who leads and who supports, type by type; routing goes by it. */
export function Responsibilities() {
  const matrix = useQuery(responsibilitiesQuery)
  const [text, setText] = useState('')
  const [unitId, setUnitId] = useState<string>()
  const [which, setWhich] = useState<'all' | 'defects' | 'own'>('all')
  const [editing, setEditing] = useState<ResponsibilityLine | null>(null)
  return (
    <>
      <Permitted to="event-report.responsibility.edit">
        <Proposals />
      </Permitted>
      <div className="filters">
        <Input.Search
          placeholder="事件类型或代码"
          allowClear
          value={text}
          onChange={({ target }) => setText(target.value)}
          style={{ width: 220 }}
        />
        <div style={{ width: 240 }}>
          <UnitSelect allowClear placeholder="只看某单位" value={unitId} onChange={setUnitId} />
        </div>
        <Select
          value={which}
          onChange={setWhich}
          style={{ width: 160 }}
          options={[
            { value: 'all', label: '全部类型' },
            { value: 'defects', label: '空缺或多头' },
            { value: 'own', label: '单独设定的' },
          ]}
        />
        <span className="quiet">属地乡镇、村（社区）随事发地自动确定</span>
      </div>
      <Loaded of={matrix} rows={8}>
        {({ items }) => {
          const shown = items.filter(line => {
            const parts = [...line.leads, ...line.supports]
            return (
              (line.typeName.includes(text.trim()) || line.typeCode.includes(text.trim().toUpperCase())) &&
              (!unitId || parts.some(part => part.unitId === unitId)) &&
              (which === 'all' ||
                (which === 'defects' ? line.defects.length > 0 : parts.some(part => part.origin === 'own')))
            )
          })
          if (shown.length === 0) return <Nothing what="没有符合条件的事件类型" />
          return (
            <Rows
              items={shown}
              keyOf={line => line.typeCode}
              columns={[
                {
                  title: '事件类型',
                  width: 280,
                  show: line => <span style={{ paddingLeft: depthOf(line.typeCode) * 18 }}>{line.typeName}</span>,
                },
                {
                  title: responsibilityRoles.lead,
                  width: 300,
                  show: line => (
                    <>
                      {line.leads.map(part => (
                        <span key={part.unitId}>
                          {part.unitName}
                          <small className="quiet">{originWords[part.origin]}</small>{' '}
                        </span>
                      ))}
                      {line.defects.map(defect => (
                        <span className="word-tag" key={defect}>
                          {defect}
                        </span>
                      ))}
                    </>
                  ),
                },
                {
                  title: responsibilityRoles.support,
                  show: line => (
                    <>
                      {line.supports.map(part => part.unitName).join('、')}
                      {line.supports.some(part => part.origin === 'inherited') && (
                        <small className="quiet">{originWords.inherited}</small>
                      )}
                    </>
                  ),
                },
                {
                  title: '办理',
                  width: 84,
                  show: line => (
                    <Permitted to="event-report.responsibility.edit">
                      <Button size="small" onClick={() => setEditing(line)}>
                        调整
                      </Button>
                    </Permitted>
                  ),
                },
              ]}
            />
          )
        }}
      </Loaded>
      {editing && <ResponsibilityDrawer line={editing} onClose={() => setEditing(null)} />}
    </>
  )
}

interface Values {
  leadUnitIds: string[]
  supportUnitIds: string[]
  reason: string
}

function ResponsibilityDrawer({ line, onClose }: { line: ResponsibilityLine; onClose: () => void }) {
  const set = useSetResponsibility()
  const own = (parts: ResponsibilityLine['leads']) =>
    parts.filter(part => part.origin === 'own').map(part => part.unitId)
  return (
    <ActionDrawer<Values>
      open
      title={`职责分工：${line.typeName}`}
      act="保存"
      consequence="留空则随上级类型或按职能默认。此后登记的事件按新分工通知和流转，在办事件不变。"
      initial={{ leadUnitIds: own(line.leads), supportUnitIds: own(line.supports) }}
      onAct={values => set.mutateAsync({ ...values, typeCode: line.typeCode })}
      onClose={onClose}
    >
      <Form.Item name="leadUnitIds" label="牵头单位">
        <UnitsSelect kinds={['county', 'department', 'leadership']} />
      </Form.Item>
      <Form.Item name="supportUnitIds" label="配合单位">
        <UnitsSelect kinds={['department', 'enterprise', 'team', 'external']} />
      </Form.Item>
      <Form.Item name="reason" label="调整依据" rules={[{ required: true, message: '请填写调整依据' }]}>
        <Input maxLength={200} placeholder="例如：县应急管理委员会成员单位职责分工" />
      </Form.Item>
    </ActionDrawer>
  )
}
