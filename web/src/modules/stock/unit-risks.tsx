import { stockRisks, type UnitRisksView } from '@anlan/contract/stock-reserve.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../app/session.tsx'
import { ChangeList } from '../../ui/change-list.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded } from '../../ui/states.tsx'
import { historyQuery, unitRisksQuery, useSetRisks } from './requests.ts'
import { options } from './stock-frame.tsx'

const { any: _, ...risks } = stockRisks
const wordsOf = (of: UnitRisksView) => of.risks.map(risk => stockRisks[risk]).join('、')

/** 风险类型 of each township, by which it and its villages are measured. */
export function UnitRisks() {
  const [editing, setEditing] = useState<UnitRisksView | null>(null)
  return (
    <div className="no-print">
      <div className="filters">
        <b>各单位风险类型</b>
        <span className="quiet">决定该单位及所辖村（社区）适用哪些储备标准</span>
      </div>
      <Loaded of={useQuery(unitRisksQuery)}>
        {units => (
          <Rows
            items={units}
            keyOf={one => one.unitId}
            columns={[
              { title: '单位', width: 200, show: one => one.unitName },
              { title: '风险类型', show: one => wordsOf(one) || <span className="quiet">只按通用标准</span> },
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
      {editing && <ChangeRisks key={editing.unitId} of={editing} onClose={() => setEditing(null)} />}
    </div>
  )
}

function ChangeRisks({ of, onClose }: { of: UnitRisksView; onClose: () => void }) {
  const save = useSetRisks()
  const history = useQuery(historyQuery('unit-risks', of.unitId))
  return (
    <ActionDrawer<{ risks: string[]; reason: string }>
      open
      title={`风险类型：${of.unitName}`}
      act="保存"
      initial={{ risks: of.risks }}
      consequence="储备评估和经费需求随即按新的风险类型计算。"
      onAct={values => save.mutateAsync({ unitId: of.unitId, was: of.risks, ...values })}
      onClose={onClose}
    >
      <Form.Item name="risks" label="风险类型">
        <Checkbox.Group options={options(risks)} />
      </Form.Item>
      <Form.Item name="reason" label="修改原因" required>
        <Input placeholder="如：新划定山洪灾害危险区" />
      </Form.Item>
      <section aria-label="沿革">
        <b>沿革</b>
        <Loaded of={history} rows={2}>
          {({ items }) => <ChangeList items={items} origin={items.length === 0 ? '没有修改过' : undefined} />}
        </Loaded>
      </section>
    </ActionDrawer>
  )
}
