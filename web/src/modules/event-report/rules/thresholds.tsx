import type { EventLevel } from '@anlan/contract/emergency-event.ts'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { LevelTag } from '../../../fields/level-tag.tsx'
import { SourceMark } from '../../../fields/source-mark.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded } from '../../../ui/states.tsx'
import { type Threshold, thresholdsQuery } from './requests.ts'
import { ThresholdDrawer } from './threshold-drawer.tsx'

export function Thresholds() {
  const thresholds = useQuery(thresholdsQuery)
  const [scheme, setScheme] = useState<string>()
  const [opened, setOpened] = useState<Threshold | null>(null)
  const schemes = [...new Set(thresholds.data?.items.map(row => row.schemeName))]
  return (
    <>
      <div className="filters">
        <Select
          value={scheme}
          onChange={setScheme}
          allowClear
          placeholder="全部标准"
          style={{ width: 320 }}
          options={schemes.map(name => ({ value: name, label: name }))}
        />
      </div>
      <Loaded of={thresholds} rows={8}>
        {({ items }) => (
          <Rows
            items={items.filter(row => !scheme || row.schemeName === scheme)}
            keyOf={row => row.id}
            onOpen={setOpened}
            isOpen={row => row.id === opened?.id}
            toneOf={row => (row.enabled ? undefined : 'stale')}
            columns={[
              { title: '标准', width: 220, show: row => row.schemeName },
              { title: '指标', show: row => row.indicatorName },
              {
                title: '范围',
                width: 200,
                show: row => `${row.band}${row.band.includes(row.unit) ? '' : ` ${row.unit}`}`,
              },
              { title: '级别', width: 130, show: row => <LevelTag level={row.level as EventLevel} /> },
              {
                title: '依据',
                width: 340,
                show: row => (
                  <span title={row.note ?? undefined}>
                    <SourceMark confidence={row.confidence} /> {row.sourceName} {row.sourceArticle}
                  </span>
                ),
              },
              { title: '启用', width: 64, show: row => (row.enabled ? '是' : '否') },
            ]}
          />
        )}
      </Loaded>
      {opened && <ThresholdDrawer key={opened.id} row={opened} onClose={() => setOpened(null)} />}
    </>
  )
}
