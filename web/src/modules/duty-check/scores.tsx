import type { UnitScoreView } from '@anlan/contract/duty-check.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Drawer, Select } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { newId } from '../../ui/form/new-id.ts'
import { saidOf } from '../../ui/http.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { dayOf, showTime } from '../../ui/time.ts'
import { casesQuery, scoreRulesQuery, scoresQuery, useDraftBulletin } from './requests.ts'

const quarterOf = (day: string) => `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
const earlier = (quarter: string) =>
  quarter.endsWith('1')
    ? `${Number(quarter.slice(0, 4)) - 1}Q4`
    : `${quarter.slice(0, 5)}${Number(quarter.slice(5)) - 1}`
const nameOf = (quarter: string) => `${quarter.slice(0, 4)} 年第 ${quarter.slice(5)} 季度`

/** 值班得分 of a quarter, unit by unit; every point opens its cases. */
export function Scores() {
  const now = useMinute()
  const [params, setParams] = useSearchParams()
  const current = quarterOf(dayOf(now))
  const quarter = params.get('quarter') ?? current
  const scores = useQuery(scoresQuery(quarter))
  const [opened, setOpened] = useState<UnitScoreView | null>(null)
  const quarters = [0, 1, 2, 3].reduce<string[]>(
    list => [...list, list.length ? earlier(list.at(-1) ?? current) : current],
    [],
  )
  return (
    <>
      <div className="filters">
        <Select
          aria-label="季度"
          value={quarter}
          onChange={value => setParams({ tab: 'scores', quarter: value }, { replace: true })}
          options={quarters.map(value => ({ value, label: nameOf(value) }))}
        />
        {scores.data && (
          <span className="quiet">
            满分 100；{scores.data.grades.excellent} 分以上优秀，{scores.data.grades.good} 分以上良好，
            {scores.data.grades.pass} 分以上合格；已结束的季度按季度末的评分规则计
          </span>
        )}
        <span className="spread" />
        <Button href={`/api/duty-scores/year.xlsx?year=${quarter.slice(0, 4)}`}>
          导出 {quarter.slice(0, 4)} 年得分
        </Button>
        <Permitted to="duty-check.run">
          <BulletinButton quarter={quarter} paperId={scores.data?.paperId ?? null} />
        </Permitted>
      </div>
      <Loaded of={scores} rows={8}>
        {data =>
          data.units.length === 0 ? (
            <Nothing what="本季度还没有单位排班，没有可考核的单位" />
          ) : (
            <Rows
              items={data.units}
              keyOf={unit => unit.unitId}
              onOpen={setOpened}
              toneOf={unit => (unit.grade === '不合格' || unit.veto ? 'late' : undefined)}
              columns={[
                { title: '单位', width: 190, show: unit => unit.unitName },
                { title: '名次', width: 60, numeric: true, show: unit => unit.rank },
                { title: '得分', width: 70, numeric: true, show: unit => <b>{unit.score}</b> },
                { title: '等次', width: 110, show: unit => (unit.veto ? `${unit.grade} · 一票否决` : unit.grade) },
                {
                  title: '加减分事项',
                  show: unit =>
                    unit.lines.map(line => `${line.item} ${line.points > 0 ? '+' : ''}${line.points}`).join('；') ||
                    '无',
                },
                { title: '抽查', width: 60, numeric: true, minor: true, show: unit => unit.checked },
                {
                  title: '按时应答',
                  width: 90,
                  numeric: true,
                  minor: true,
                  show: unit => (unit.answeredInTime === null ? '—' : `${unit.answeredInTime}%`),
                },
              ]}
            />
          )
        }
      </Loaded>
      <Drawer
        open={opened !== null}
        onClose={() => setOpened(null)}
        title={opened && `${opened.unitName} ${nameOf(quarter)}`}
        size={640}
      >
        {opened && <Cases quarter={quarter} unit={opened} />}
      </Drawer>
    </>
  )
}

function BulletinButton({ quarter, paperId }: { quarter: string; paperId: string | null }) {
  const { message } = App.useApp()
  const go = useNavigate()
  const draft = useDraftBulletin()
  if (paperId) return <Button onClick={() => void go(`/papers/${paperId}`)}>查看通报</Button>
  const press = () =>
    draft.mutate(
      { id: newId(), quarter },
      { onSuccess: ({ paperId: id }) => void go(`/papers/${id}`), onError: error => void message.error(saidOf(error)) },
    )
  return (
    <Button type="primary" loading={draft.isPending} onClick={press}>
      起草通报
    </Button>
  )
}

function Cases({ quarter, unit }: { quarter: string; unit: UnitScoreView }) {
  const now = useMinute()
  const rules = useQuery(scoreRulesQuery(quarter))
  const nameOfRule = (code: string) => rules.data?.items.find(rule => rule.code === code)
  return (
    <Loaded of={useQuery(casesQuery(quarter, unit.unitId))}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing what="本季度没有加减分事项" />
        ) : (
          <Rows
            items={items.map((one, i) => ({ ...one, key: `${one.rule} ${one.at} ${i}` }))}
            keyOf={one => one.key}
            columns={[
              { title: '事项', width: 150, show: one => nameOfRule(one.rule)?.item ?? '' },
              {
                title: '分值',
                width: 60,
                numeric: true,
                show: one => {
                  const rule = nameOfRule(one.rule)
                  return rule && `${rule.kind === 'bonus' ? '+' : '−'}${rule.points}`
                },
              },
              { title: '时间', width: 110, show: one => showTime(one.at, now) },
              { title: '情况', show: one => (one.link ? <Link to={one.link}>{one.text}</Link> : one.text) },
            ]}
          />
        )
      }
    </Loaded>
  )
}
