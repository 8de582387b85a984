import { useQuery } from '@tanstack/react-query'
import { Button, Space } from 'antd'
import { useSearchParams } from 'react-router'
import { useSession } from '../../../app/session.tsx'
import { UnitSelect } from '../../../fields/unit-select.tsx'
import { useNow } from '../../../ui/clock/clock.ts'
import { DayField } from '../../../ui/form/instant-field.tsx'
import { KeysetList } from '../../../ui/keyset.tsx'
import { Nothing } from '../../../ui/states.tsx'
import { dayOf, shiftDay } from '../../../ui/time.ts'
import { unitsQuery } from '../../directory/requests.ts'
import { openEventsQuery } from '../../event-report/event/requests.ts'
import { useDutyLog } from '../requests.ts'
import { LogLine } from './log-line.tsx'
import { LogEntries } from './log-panel.tsx'

/** 值班日志 of any day. Lines are never changed; a correction is a new line. */
export function LogPage() {
  const session = useSession()
  const [asked, setAsked] = useSearchParams()
  const today = dayOf(useNow())
  const on = asked.get('on') ?? today
  const unit = asked.get('unit') ?? undefined
  const log = useDutyLog({ on, unit })
  const { data: open } = useQuery(openEventsQuery)
  const { data: units } = useQuery(unitsQuery)
  const set = (name: string, value: string | undefined) =>
    setAsked(before => {
      const next = new URLSearchParams(before)
      if (value) next.set(name, value)
      else next.delete(name)
      return next
    })
  const mayWrite = on === today && (!unit || unit === session.unitId)
  return (
    <>
      <header className="head">
        <h1>值班日志</h1>
        <Space>
          <Button onClick={() => set('on', shiftDay(on, -1))}>前一日</Button>
          <DayField value={on} onChange={day => set('on', day)} />
          <Button disabled={on >= today} onClick={() => set('on', shiftDay(on, 1))}>
            后一日
          </Button>
        </Space>
        <div style={{ width: 220 }}>
          <UnitSelect value={unit} onChange={value => set('unit', value)} placeholder="本单位" allowClear />
        </div>
        <span className="spread" />
        <Button className="no-print" onClick={() => window.print()}>
          打印
        </Button>
      </header>
      <section className="panel">
        {mayWrite && (
          <LogLine
            matters={open?.items.map(({ id, title }) => ({ id, name: title })) ?? []}
            units={units?.items.filter(one => one.enabled).map(({ id, shortName }) => ({ id, name: shortName })) ?? []}
          />
        )}
        <KeysetList
          of={log}
          empty={<Nothing what={on === today ? '今天还没有日志。在上面一行写下第一条，回车即记' : '这一天没有日志'} />}
        >
          {items => <LogEntries items={items} />}
        </KeysetList>
      </section>
    </>
  )
}
