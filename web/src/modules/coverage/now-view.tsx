import { type CoverageNow, coverageStates, type UnitCoverage } from '@anlan/contract/coverage.ts'
import { dutyPosts } from '@anlan/contract/duty.ts'
import { Button, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { Link } from 'react-router'
import { useMinute } from '../../ui/clock/clock.ts'
import { Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { type Level, levelOf, levels, marks, worstFirst } from './levels.ts'
import { OutlineMap } from './outline-map.tsx'

/** This moment: how many of each level in which state, the county in outline, and the units, those that lack something first. */
export function NowView({ data }: { data: CoverageNow }) {
  const own = useMemo(() => levels.filter(level => data.items.some(unit => levelOf(unit.kind) === level.key)), [data])
  const [chosen, setChosen] = useState<Level | null>(null)
  const [townCode, setTownCode] = useState<string | null>(null)
  const town = data.items.find(unit => unit.kind === 'town' && unit.areaCode === townCode)
  const level = town ? 'village' : (chosen ?? (own.some(one => one.key === 'town') ? 'town' : (own[0]?.key ?? 'town')))
  const shown = data.items
    .filter(unit => levelOf(unit.kind) === level && (!town || unit.parentId === town.unitId || isBelow(unit, town)))
    .sort((a, b) => worstFirst.indexOf(a.state) - worstFirst.indexOf(b.state))
  if (data.items.length === 0)
    return <Nothing what="这里显示应当昼夜值班的单位此刻是否有人在岗。您的管辖范围内没有这样的单位" />
  return (
    <>
      <div className="coverage-sums">
        {own.map(one => (
          <Sum key={one.key} name={one.name} units={data.items.filter(unit => levelOf(unit.kind) === one.key)} />
        ))}
      </div>
      <div className="coverage-now">
        <section className="panel coverage-outline">
          <h2>
            {town ? `${town.unitName}各村（社区）` : '各乡镇（街道）'}
            <span className="spread" />
            {town && (
              <Button size="small" onClick={() => setTownCode(null)}>
                返回全县
              </Button>
            )}
          </h2>
          <OutlineMap items={data.items} townCode={townCode} onTown={setTownCode} />
          <p className="coverage-key">
            {worstFirst.map(state => (
              <span key={state} className={`is-${state}`}>
                <i>{marks[state]}</i> {coverageStates[state]}
              </span>
            ))}
          </p>
        </section>
        <section className="panel">
          <h2>
            {town ? (
              town.unitName
            ) : (
              <Segmented
                size="small"
                value={level}
                options={own.map(one => ({ value: one.key, label: one.name }))}
                onChange={value => setChosen(value)}
              />
            )}
            <small>{shown.length} 个单位</small>
          </h2>
          <ul className="coverage-list">
            {shown.map(unit => (
              <UnitLine key={unit.unitId} unit={unit} />
            ))}
          </ul>
        </section>
      </div>
    </>
  )
}

/** A village may stand below a zone (管区) of its township: its code tells. */
const isBelow = (unit: UnitCoverage, town: UnitCoverage) =>
  Boolean(town.areaCode && unit.areaCode?.startsWith(town.areaCode.slice(0, 9)))

function Sum({ name, units }: { name: string; units: UnitCoverage[] }) {
  return (
    <section className="panel coverage-sum">
      <h3>{name}</h3>
      <b>
        {units.filter(unit => unit.state === 'covered').length}
        <small> / {units.length} 已签到在岗</small>
      </b>
      <p>
        {worstFirst
          .filter(state => state !== 'covered')
          .map(state => ({ state, count: units.filter(unit => unit.state === state).length }))
          .filter(one => one.count > 0)
          .map(one => (
            <span key={one.state} className={`coverage-mark is-${one.state}`}>
              {marks[one.state]} {coverageStates[one.state]} {one.count}
            </span>
          ))}
      </p>
    </section>
  )
}

function UnitLine({ unit }: { unit: UnitCoverage }) {
  const now = useMinute()
  return (
    <li className={`is-${unit.state}`}>
      <span className={`coverage-mark is-${unit.state}`}>
        {marks[unit.state]} {coverageStates[unit.state]}
      </span>
      <Link to={`/duty/roster?unit=${unit.unitId}`}>{unit.unitName}</Link>
      <span className="coverage-people">
        {unit.people.map(person => (
          <span key={`${person.post} ${person.personName}`}>
            <span className="quiet">{dutyPosts[person.post]}</span> {person.personName}{' '}
            {person.mobile && <a href={`tel:${person.mobile}`}>{person.mobile}</a>}{' '}
            {person.checkedInAt ? (
              <small className="quiet">{showTime(person.checkedInAt, now)} 签到</small>
            ) : (
              <small className="late-word">未签到</small>
            )}
          </span>
        ))}
        {unit.unsigned && (
          <Link to={`/duty/handovers/${unit.unsigned.handoverId}`} className="late-word">
            {showTime(unit.unsigned.at, now)} 交接班未签字，原班 {unit.unsigned.responsible.join('、') || '人员'}{' '}
            继续负责
          </Link>
        )}
        {unit.missing.map(lack => (
          <b key={lack}>{lack}</b>
        ))}
        {unit.state !== 'covered' && unit.dutyPhone && (
          <span>
            值班电话 <a href={`tel:${unit.dutyPhone}`}>{unit.dutyPhone}</a>
          </span>
        )}
      </span>
    </li>
  )
}
