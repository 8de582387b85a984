import { type EventLine, type EventState, eventStates } from '@anlan/contract/emergency-event.ts'
import { Button, Input, Segmented } from 'antd'
import { useNavigate, useSearchParams } from 'react-router'
import { Permitted } from '../../../app/session.tsx'
import { AreaSelect } from '../../../fields/area-select.tsx'
import { EventTypeSelect } from '../../../fields/event-type-select.tsx'
import { LevelTag } from '../../../fields/level-tag.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { Countdown } from '../../../ui/clock/countdown.tsx'
import { primary } from '../../../ui/hotkeys.ts'
import { KeysetList } from '../../../ui/keyset.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { Nothing } from '../../../ui/states.tsx'
import { showTime } from '../../../ui/time.ts'
import { useEvents } from './requests.ts'
import './events.css'

/** All events within reach; the filters are in the address, so a list can be passed on. */
export function EventsPage() {
  const [asked, setAsked] = useSearchParams()
  const go = useNavigate()
  const now = useMinute()
  const filter = {
    state: (asked.get('state') ?? undefined) as EventState | undefined,
    type: asked.get('type') ?? undefined,
    area: asked.get('area') ?? undefined,
    text: asked.get('text') ?? undefined,
  }
  const events = useEvents(filter)
  const set = (name: string, value: string | undefined) =>
    setAsked(before => {
      const next = new URLSearchParams(before)
      if (value) next.set(name, value)
      else next.delete(name)
      return next
    })
  const isFiltered = Object.values(filter).some(Boolean)

  return (
    <>
      <header className="head">
        <h1>突发事件</h1>
        <span className="spread" />
        <Permitted to="event.create">
          <Button {...primary} onClick={() => void go('/intake')}>
            登记突发事件
          </Button>
        </Permitted>
      </header>
      <section className="panel">
        <div className="filters">
          <Segmented
            value={filter.state ?? ''}
            onChange={value => set('state', value || undefined)}
            options={[
              { value: '', label: '全部' },
              ...Object.entries(eventStates).map(([value, label]) => ({ value, label })),
            ]}
          />
          <div style={{ width: 220 }}>
            <EventTypeSelect value={filter.type} onChange={value => set('type', value)} placeholder="事件类型" />
          </div>
          <div style={{ width: 180 }}>
            <AreaSelect value={filter.area} onChange={value => set('area', value)} placeholder="乡镇" townsOnly />
          </div>
          <Input.Search
            key={filter.text}
            defaultValue={filter.text}
            placeholder="标题、地点、编号"
            allowClear
            onSearch={value => set('text', value.trim() || undefined)}
            style={{ width: 220 }}
          />
        </div>
        <KeysetList
          of={events}
          empty={
            <Nothing
              what={isFiltered ? '没有符合条件的事件' : '这里列出管辖范围内的全部突发事件。接到来电时按 F2 开始登记'}
            >
              {isFiltered && <Button onClick={() => setAsked({})}>清除条件</Button>}
            </Nothing>
          }
        >
          {items => (
            <Rows
              items={items}
              keyOf={event => event.id}
              onOpen={event => void go(`/events/${event.id}`)}
              toneOf={event =>
                event.overdueObligations > 0
                  ? 'late'
                  : event.state === 'closed' || event.state === 'withdrawn'
                    ? 'stale'
                    : undefined
              }
              columns={[
                {
                  title: '事件',
                  show: event => (
                    <>
                      {event.title} <small className="quiet figure">{event.number}</small>
                    </>
                  ),
                },
                {
                  title: '级别',
                  width: 116,
                  show: event => <LevelTag level={event.eventLevel} proposed={event.proposedLevel} />,
                },
                { title: '状态', width: 84, show: event => eventStates[event.state] },
                { title: '类型', width: 130, minor: true, show: event => event.eventTypeName },
                { title: '地点', width: 150, show: event => event.areaName },
                { title: '死亡', width: 56, numeric: true, minor: true, show: event => event.deaths ?? '待核' },
                { title: '失联', width: 56, numeric: true, minor: true, show: event => event.missing ?? '待核' },
                { title: '获知', width: 110, show: event => showTime(event.knownAt, now) },
                {
                  title: '下一时限',
                  width: 230,
                  show: event => <NextLimit limit={event.atOnce ?? event.next} />,
                },
              ]}
            />
          )}
        </KeysetList>
      </section>
    </>
  )
}

const NextLimit = ({ limit }: { limit: EventLine['next'] }) =>
  limit && <Countdown dueAt={limit.dueAt} soft={limit.soft} />
