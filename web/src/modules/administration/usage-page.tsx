import { unitKinds } from '@anlan/contract/directory.ts'
import { useQuery } from '@tanstack/react-query'
import { Input, Segmented } from 'antd'
import { type ReactNode, useState } from 'react'
import { useMinute } from '../../ui/clock/clock.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { Maintenance } from './maintenance.tsx'
import './usage.css'
import { type UnitUsage, usageQuery } from './usage-requests.ts'

const parts = [
  { value: 'units', label: '各单位' },
  { value: 'maintenance', label: '维护记录' },
]
const choices = ['idle', 'accounts', 'all'] as const
type Choice = (typeof choices)[number]

const belongs: Record<Choice, (unit: UnitUsage) => boolean> = {
  // Villages and teams without an account are not expected to sign in.
  idle: unit => unit.idle && (unit.accounts > 0 || unit.unitKind === 'department' || unit.unitKind === 'town'),
  accounts: unit => unit.accounts > 0,
  all: () => true,
}

/** A value with its name, which a phone shows since it has no heads of columns. */
const named = (name: string, value: ReactNode) => (
  <>
    <span className="phone-name">{name} </span>
    {value}
  </>
)

/** 使用情况: which units use the platform, which let their records grow old, and what was done to keep it up. */
export function UsagePage() {
  const usage = useQuery(usageQuery)
  const now = useMinute()
  const [part, setPart] = useState('units')
  const [choice, setChoice] = useState<Choice>('idle')
  const [text, setText] = useState('')
  return (
    <>
      <header className="head">
        <h1>使用情况</h1>
        <Segmented value={part} onChange={setPart} options={parts} />
        {part === 'units' && (
          <Input.Search
            placeholder="单位"
            aria-label="查找单位"
            allowClear
            value={text}
            onChange={({ target }) => setText(target.value)}
            style={{ width: 220 }}
          />
        )}
      </header>
      {part === 'maintenance' && <Maintenance />}
      {part === 'units' && (
        <section className="panel">
          <Loaded of={usage} rows={8}>
            {({ items, days, idleDays }) => {
              const shown = items.filter(unit => belongs[choice](unit) && unit.unitName.includes(text.trim()))
              const names: Record<Choice, string> = {
                idle: `${idleDays} 天未使用`,
                accounts: '有账号的单位',
                all: '全部单位',
              }
              return (
                <>
                  <div style={{ padding: '8px 12px' }}>
                    <Segmented
                      value={choice}
                      onChange={setChoice}
                      options={choices.map(value => ({
                        value,
                        label: `${names[value]} ${items.filter(belongs[value]).length}`,
                      }))}
                    />
                  </div>
                  {shown.length === 0 ? (
                    <Nothing what={text ? '没有相符的单位' : `各单位近 ${idleDays} 天都有使用`} />
                  ) : (
                    <Rows
                      items={shown}
                      keyOf={unit => unit.unitId}
                      columns={[
                        { title: '单位', show: unit => unit.unitName },
                        { title: '类别', width: 120, minor: true, show: unit => unitKinds[unit.unitKind] },
                        { title: '账号', width: 70, numeric: true, show: unit => named('账号', unit.accounts || '无') },
                        {
                          title: '最近登录',
                          width: 130,
                          show: unit =>
                            named('登录', unit.lastSignedInAt ? showTime(unit.lastSignedInAt, now) : '从未'),
                        },
                        {
                          title: `${days} 天录入`,
                          width: 100,
                          numeric: true,
                          show: unit => named('录入', unit.recordsEntered),
                        },
                        { title: `${days} 天操作`, width: 100, numeric: true, show: unit => named('操作', unit.facts) },
                        { title: '超期未核实', width: 110, numeric: true, show: unit => named('超期', unit.stale) },
                        { title: '使用', width: 110, show: unit => (unit.idle ? '长期未使用' : '') },
                      ]}
                    />
                  )}
                </>
              )
            }}
          </Loaded>
        </section>
      )}
    </>
  )
}
