import { type AreaStandard, shelterDurations } from '@anlan/contract/shelter.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../app/session.tsx'
import { SourceMark } from '../../fields/source-mark.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded } from '../../ui/states.tsx'
import { standardsQuery, useSetStandard } from './requests.ts'

/** m² a person needs, by how long he stays: all places are counted by these. */
export function Standards() {
  const [changing, setChanging] = useState<AreaStandard | null>(null)
  return (
    <>
      <p className="shelter-parts quiet">可容纳人数 = 有效避难面积 ÷ 人均有效面积，取整；已启用的场所到关闭前不变。</p>
      <Loaded of={useQuery(standardsQuery)} rows={3}>
        {({ items }) => (
          <Rows
            items={items}
            keyOf={one => one.duration}
            columns={[
              { title: '避难时长', width: 110, show: one => shelterDurations[one.duration] },
              { title: '人均有效面积', width: 140, numeric: true, show: one => `${one.squareMetres} 平方米` },
              {
                title: '依据',
                show: one => (
                  <>
                    <SourceMark confidence={one.confidence} /> {one.source}
                  </>
                ),
              },
              {
                title: '',
                width: 90,
                show: one => (
                  <Permitted to="shelter.define">
                    <Button size="small" onClick={() => setChanging(one)}>
                      修改
                    </Button>
                  </Permitted>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      {changing && <ChangeStandard standard={changing} onClose={() => setChanging(null)} />}
    </>
  )
}

function ChangeStandard({ standard, onClose }: { standard: AreaStandard; onClose: () => void }) {
  const set = useSetStandard(standard.duration)
  return (
    <ActionDrawer<{ squareMetres: number; source: string }>
      open
      title={`${shelterDurations[standard.duration]}避难人均有效面积`}
      act="修改"
      consequence="修改后同类场所的可容纳人数立即重算，已启用的除外。"
      initial={{ squareMetres: standard.squareMetres }}
      onAct={values => set.mutateAsync({ ...values, version: standard.version })}
      onClose={onClose}
    >
      <Form.Item name="squareMetres" label="人均有效面积（平方米）" required>
        <InputNumber min={0.1} max={50} step={0.1} style={{ width: 160 }} />
      </Form.Item>
      <Form.Item name="source" label="依据" required>
        <Input placeholder="标准或规划名称" />
      </Form.Item>
    </ActionDrawer>
  )
}
