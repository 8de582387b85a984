import { storeLevels } from '@anlan/contract/stock.ts'
import { type StandardView, stockRisks } from '@anlan/contract/stock-reserve.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../app/session.tsx'
import { SourceMark } from '../../fields/source-mark.tsx'
import { ChangeFields } from '../../ui/change-fields.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded } from '../../ui/states.tsx'
import { historyQuery, itemsQuery, standardsQuery, useSaveStandard } from './requests.ts'
import { amount, options } from './stock-frame.tsx'

interface Values {
  level: string
  risk: string
  itemCode: string
  quantity: number
  least: number
  source: string
}

/** 储备标准 by level and risk; one is switched off rather than deleted, and each change says why. */
export function StandardTable() {
  const [editing, setEditing] = useState<StandardView | 'new' | null>(null)
  return (
    <div className="no-print">
      <div className="filters">
        <b>储备标准</b>
        <span className="spread" />
        <Permitted to="stock.define">
          <Button onClick={() => setEditing('new')}>增加标准</Button>
        </Permitted>
      </div>
      <Loaded of={useQuery(standardsQuery)}>
        {standards => (
          <Rows
            items={standards}
            keyOf={one => one.id}
            toneOf={one => (one.enabled ? undefined : 'stale')}
            columns={[
              { title: '级别', width: 110, show: one => storeLevels[one.level] },
              { title: '风险', width: 120, show: one => stockRisks[one.risk] },
              { title: '物资', show: one => one.itemName },
              { title: '标准', width: 110, numeric: true, show: one => amount(one.quantity, one.unit) },
              { title: '下限', width: 90, numeric: true, show: one => amount(one.least) },
              {
                title: '依据',
                minor: true,
                show: one => (
                  <>
                    <SourceMark confidence={one.confidence} /> {one.source}
                  </>
                ),
              },
              { title: '状态', width: 70, show: one => (one.enabled ? '启用' : '停用') },
              {
                title: '',
                width: 70,
                show: one => (
                  <Permitted to="stock.define">
                    <Button size="small" type="link" onClick={() => setEditing(one)}>
                      修改
                    </Button>
                  </Permitted>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      {editing === 'new' && <NewStandard onClose={() => setEditing(null)} />}
      {editing && editing !== 'new' && (
        <ChangeStandard key={editing.id} of={editing} onClose={() => setEditing(null)} />
      )}
    </div>
  )
}

function NewStandard({ onClose }: { onClose: () => void }) {
  const save = useSaveStandard()
  return (
    <ActionDrawer<Values>
      open
      title="增加储备标准"
      act="保存"
      initial={{ risk: 'any' }}
      onAct={(values, id) => save.mutateAsync({ id, isNew: true, ...values })}
      onClose={onClose}
    >
      <StandardFields />
    </ActionDrawer>
  )
}

function ChangeStandard({ of, onClose }: { of: StandardView; onClose: () => void }) {
  const save = useSaveStandard()
  const history = useQuery(historyQuery('standards', of.id))
  const { level, risk, itemCode, quantity, least, source, enabled } = of
  return (
    <ActionDrawer<Values & { enabled: boolean; reason: string }>
      open
      title={`修改标准：${storeLevels[level]} ${of.itemName}`}
      act="保存"
      initial={{ level, risk, itemCode, quantity, least, source, enabled }}
      consequence="储备评估和经费需求随即按新标准计算。"
      onAct={values => save.mutateAsync({ id: of.id, isNew: false, version: of.version, ...values })}
      onClose={onClose}
    >
      <StandardFields unit={of.unit} />
      <ChangeFields whenOff="停用的标准不再参与评估" history={history} />
    </ActionDrawer>
  )
}

function StandardFields({ unit }: { unit?: string }) {
  const items = useQuery(itemsQuery)
  return (
    <>
      <Form.Item name="level" label="级别" required>
        <Select options={options(storeLevels)} />
      </Form.Item>
      <Form.Item name="risk" label="风险类型" required extra="选“通用”时该级别每个单位都按此储备">
        <Select options={options(stockRisks)} />
      </Form.Item>
      <Form.Item name="itemCode" label="物资" required>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={(items.data ?? []).map(item => ({ value: item.code, label: `${item.name}（${item.unit}）` }))}
        />
      </Form.Item>
      <Form.Item name="quantity" label="标准数量" required>
        <InputNumber min={0} suffix={unit} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="least" label="库存下限" required>
        <InputNumber min={0} suffix={unit} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="source" label="依据" required>
        <Input />
      </Form.Item>
    </>
  )
}
