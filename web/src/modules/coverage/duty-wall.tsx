import { coverageStates, type UnitCoverage } from '@anlan/contract/coverage.ts'
import { dutyPosts } from '@anlan/contract/duty.ts'
import type { EventLine } from '@anlan/contract/emergency-event.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { LevelTag } from '../../fields/level-tag.tsx'
import { useNow } from '../../ui/clock/clock.ts'
import { Timer } from '../../ui/clock/countdown.tsx'
import { useHotkey } from '../../ui/hotkeys.ts'
import { Failed, Loaded } from '../../ui/states.tsx'
import { dayOf, showOfficialDay, showSecond, showSpan, weekdayOf } from '../../ui/time.ts'
import { unsignedHandoversQuery } from '../duty/handover/requests.ts'
import { ModeWord } from '../duty-mode/mode-word.tsx'
import { modesQuery } from '../duty-mode/requests.ts'
import { openEventsQuery } from '../event-report/event/requests.ts'
import { overdueQuery } from '../obligation/requests.ts'
import { levelOf, marks, worstFirst } from './levels.ts'
import { OutlineMap } from './outline-map.tsx'
import { coverageNowQuery } from './requests.ts'
import './duty-wall.css'

const shownEvents = 4
/** The screen says so itself when what it shows has grown old. */
const staleAfter = 150_000

/** 值班大屏: who is where now, which clocks run, what is open. Read from five metres; nothing to scroll, nothing to point at. */
export function DutyWall() {
  const go = useNavigate()
  useHotkey('Escape', () => void go('/coverage'), { always: true })
  const coverage = useQuery({ ...coverageNowQuery, refetchInterval: 20_000 })
  const { data } = coverage
  if (!data) return coverage.error ? <Failed error={coverage.error} /> : null
  const towns = data.items.filter(unit => levelOf(unit.kind) === 'town')
  const rooms = data.items.filter(unit => levelOf(unit.kind) === 'county')
  const [own] = rooms
  return (
    <div className="wall">
      <Head at={data.at} roomId={own?.unitId} />
      <section className="wall-own">{own && <OwnRoom unit={own} />}</section>
      <section className="wall-map">
        <OutlineMap items={data.items} townCode={null} onTown={() => {}} width={760} />
        <Sums rooms={rooms} towns={towns} villages={data.items.filter(unit => levelOf(unit.kind) === 'village')} />
      </section>
      <section className="wall-events">
        <OpenOnes />
      </section>
      <footer className="wall-towns">
        {towns.slice(0, 12).map(town => (
          <div key={town.unitId} className={`is-${town.state}`}>
            <b>
              {marks[town.state]} {town.unitName}
            </b>
            <span>
              {town.people.find(person => person.post === 'primary')?.personName ??
                town.people[0]?.personName ??
                coverageStates[town.state]}
            </span>
          </div>
        ))}
      </footer>
    </div>
  )
}

function Head({ at, roomId }: { at: string; roomId: string | undefined }) {
  const now = useNow()
  const today = dayOf(now)
  const age = now.getTime() - Date.parse(at)
  return (
    <header>
      <h1>应急值班</h1>
      <span>
        {showOfficialDay(today)} 星期{weekdayOf(today)}
      </span>
      <CountyMode roomId={roomId} />
      <b className="wall-clock">{showSecond(now)}</b>
      <span className={age > staleAfter ? 'wall-age is-stale' : 'wall-age'}>
        {age > staleAfter ? `数据已 ${showSpan(age)}未更新` : '数据实时'}
      </span>
    </header>
  )
}

/** The mode of the county's duty room by its word, the units that are not 常态, how a call-in goes, and change of shift that was not signed in time. */
function CountyMode({ roomId }: { roomId: string | undefined }) {
  const may = usePermits()
  const modes = useQuery({ ...modesQuery, enabled: may('duty-mode.read'), refetchInterval: 20_000 })
  const handovers = useQuery({ ...unsignedHandoversQuery, enabled: may('duty.read'), refetchInterval: 60_000 })
  const units = modes.data?.units ?? []
  const county = units.find(one => one.unitId === roomId)
  const others = units.filter(one => one !== county && one.mode !== 'normal').length
  const callIn = modes.data?.countyCallIn
  const unsigned = handovers.data?.items.length ?? 0
  return (
    <>
      {county && <ModeWord mode={county.mode} />}
      {others > 0 && <span>另有 {others} 个单位非常态</span>}
      {callIn && callIn.lists > 0 && (
        <span className="wall-call-in">
          召回 {callIn.total}：确认 <b>{callIn.acknowledged}</b> 到岗 <b>{callIn.arrived}</b>
        </span>
      )}
      {unsigned > 0 && <span className="wall-unsigned">交接班未签 {unsigned}</span>}
    </>
  )
}

function OwnRoom({ unit }: { unit: UnitCoverage }) {
  return (
    <>
      <h2>{unit.unitName}</h2>
      {unit.people.map(person => (
        <div key={`${person.post} ${person.personName}`} className="wall-person">
          <span>{dutyPosts[person.post]}</span>
          <b>{person.personName}</b>
          <small>{person.checkedInAt ? '已签到' : '未签到'}</small>
        </div>
      ))}
      {unit.people.length === 0 && <b className="wall-none">此刻没有排班人员</b>}
      {unit.missing.length > 0 && (
        <b className={unit.missing.length > 2 ? 'wall-none is-many' : 'wall-none'}>{unit.missing.join('、')}</b>
      )}
      {unit.dutyPhone && <p className="wall-phone">值班电话 {unit.dutyPhone}</p>}
    </>
  )
}

function Sums(groups: Record<'rooms' | 'towns' | 'villages', UnitCoverage[]>) {
  const names = { rooms: '县级', towns: '乡镇', villages: '村（社区）' } as const
  return (
    <p className="wall-sums">
      {(Object.keys(names) as (keyof typeof names)[]).map(key => {
        const lacking = worstFirst
          .filter(state => state === 'unpublished' || state === 'uncovered')
          .map(state => ({ state, count: groups[key].filter(unit => unit.state === state).length }))
          .filter(one => one.count > 0)
        const there = groups[key].filter(unit => unit.state === 'covered' || unit.state === 'notCheckedIn').length
        return (
          <span key={key}>
            {names[key]}{' '}
            <b>
              {there}/{groups[key].length}
            </b>
            {lacking.map(one => (
              <i key={one.state} className={`is-${one.state}`}>
                {' '}
                {coverageStates[one.state]} {one.count}
              </i>
            ))}
          </span>
        )
      })}
    </p>
  )
}

function OpenOnes() {
  const open = useQuery({ ...openEventsQuery, refetchInterval: 20_000 })
  const overdue = useQuery({ ...overdueQuery, refetchInterval: 20_000 })
  return (
    <>
      <h2>
        处置中的突发事件
        {overdue.data && overdue.data.items.length > 0 && (
          <span className="wall-overdue">
            超时事项 {overdue.data.items.length}
            {overdue.data.next ? '+' : ''}
          </span>
        )}
      </h2>
      <Loaded of={open}>
        {({ items }) => (
          <>
            {items.length === 0 && <p className="wall-quiet">没有处置中的突发事件</p>}
            {items.slice(0, shownEvents).map(event => (
              <OpenOne key={event.id} event={event} />
            ))}
            {items.length > shownEvents && <p className="wall-quiet">另有 {items.length - shownEvents} 起</p>}
          </>
        )}
      </Loaded>
    </>
  )
}

function OpenOne({ event }: { event: EventLine }) {
  const next = event.atOnce ?? event.next
  return (
    <div className="wall-event">
      <div>
        <LevelTag level={event.eventLevel} proposed={event.proposedLevel} short /> <b>{event.title}</b>
      </div>
      <div className="wall-next">
        {next ? (
          <>
            <span>
              {next.owedByUnitName} {next.title}
            </span>
            <Timer dueAt={next.dueAt} soft={next.soft} />
          </>
        ) : (
          <span>{event.areaName}</span>
        )}
      </div>
    </div>
  )
}
