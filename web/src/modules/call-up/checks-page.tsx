import { type CheckRuleView, checkedProviders } from '@anlan/contract/call-up-checks.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { usePermits } from '../../app/session.tsx'
import { SourceMark } from '../../fields/source-mark.tsx'
import { ChangeFields } from '../../ui/change-fields.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { capabilitiesQuery, checkHistoryQuery, checkRulesQuery, useSaveCheckRule } from './requests.ts'
import './call-up.css'

/** 出发前检查项 (W189): what is confirmed before a team, a vehicle, a boat or goods leave; the county edits what came with the product. */
export function CallUpChecksPage() {
  const [editing, setEditing] = useState<CheckRuleView | 'new' | null>(null)
  const may = usePermits()
  const canChange = may('call-up.define')
  return (
    <>
      <header className="head">
        <h1>出发前检查项</h1>
        <span className="spread" />
        {canChange && (
          <Button type="primary" onClick={() => setEditing('new')}>
            增加检查项
          </Button>
        )}
      </header>
      <section className="panel">
        <Loaded of={useQuery(checkRulesQuery)} rows={8}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing what="还没有检查项。增加后，新申请的调用单出发前逐项确认" />
            ) : (
              <Rows
                items={items}
                keyOf={one => one.code}
                toneOf={one => (one.enabled ? undefined : 'stale')}
                columns={[
                  { title: '检查内容', show: one => one.label },
                  {
                    title: '检查对象',
                    width: 200,
                    show: one => one.providers.map(provider => checkedProviders[provider]).join('、'),
                  },
                  {
                    title: '限于',
                    width: 160,
                    show: one => one.capabilities.map(each => each.name).join('、') || '全部',
                  },
                  {
                    title: '依据',
                    minor: true,
                    show: one => (
                      <>
                        <SourceMark confidence={one.source.confidence} /> {one.source.name}
                      </>
                    ),
                  },
                  { title: '状态', width: 70, show: one => (one.enabled ? '启用' : '停用') },
                  {
                    title: '',
                    width: 70,
                    show: one =>
                      canChange && (
                        <Button size="small" type="link" onClick={() => setEditing(one)}>
                          修改
                        </Button>
                      ),
                  },
                ]}
              />
            )
          }
        </Loaded>
      </section>
      {editing === 'new' && <NewCheck onClose={() => setEditing(null)} />}
      {editing && editing !== 'new' && <ChangeCheck key={editing.code} of={editing} onClose={() => setEditing(null)} />}
    </>
  )
}

interface Values {
  label: string
  providers: CheckRuleView['providers']
  capabilities?: string[]
  basis: string
}

const keepsOld = '只用于此后申请的调用单，已经申请的按原清单检查。'

function NewCheck({ onClose }: { onClose: () => void }) {
  const save = useSaveCheckRule()
  return (
    <ActionDrawer<Values>
      open
      title="增加检查项"
      act="增加"
      initial={{ providers: ['equipment'] }}
      consequence={keepsOld}
      onAct={(values, id) => save.mutateAsync({ ...values, id, code: null })}
      onClose={onClose}
    >
      <CheckFields />
    </ActionDrawer>
  )
}

function ChangeCheck({ of, onClose }: { of: CheckRuleView; onClose: () => void }) {
  const save = useSaveCheckRule()
  const history = useQuery(checkHistoryQuery(of.code))
  return (
    <ActionDrawer<Values & { enabled: boolean; reason: string }>
      open
      title="修改检查项"
      act="保存"
      initial={{ ...of, capabilities: of.capabilities.map(one => one.code), basis: of.source.name }}
      consequence={keepsOld}
      onAct={values => save.mutateAsync({ ...values, code: of.code, version: of.version })}
      onClose={onClose}
    >
      <CheckFields />
      <ChangeFields whenOff="停用的检查项不再列入新的调用单" history={history} />
    </ActionDrawer>
  )
}

function CheckFields() {
  const { data: capabilities } = useQuery(capabilitiesQuery)
  return (
    <>
      <Form.Item name="label" label="检查内容" required>
        <Input maxLength={60} placeholder="例如：每人一件救生衣随艇" />
      </Form.Item>
      <Form.Item name="providers" label="检查对象" required>
        <Checkbox.Group
          options={Object.entries(checkedProviders).map(([value, label]) => ({ value, label }))}
          style={{ display: 'grid', gridTemplateColumns: 'repeat(2, 1fr)', gap: 6 }}
        />
      </Form.Item>
      <Form.Item name="capabilities" label="限于" extra="不选为全部；选了的，只对有这些能力或属于这些物资的检查">
        <Select
          mode="multiple"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="例如：冲锋舟、人员转运"
          options={(capabilities?.items ?? []).map(one => ({ value: one.code, label: one.name }))}
        />
      </Form.Item>
      <Form.Item name="basis" label="依据" required>
        <Input maxLength={100} placeholder="例如：县防汛抗旱指挥部文件" />
      </Form.Item>
    </>
  )
}
