import type { PlanStep } from '@anlan/contract/plan.ts'
import type { PlanView } from '@anlan/contract/plan-view.ts'
import { responseLevelNames, taskPriorities } from '@anlan/contract/response-template.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { Rows } from '../../../ui/rows.tsx'
import { Nothing } from '../../../ui/states.tsx'
import { capabilitiesQuery } from '../../resource/requests.ts'
import { dropKeyed, moveKeyed } from '../edit/changes.ts'
import { StepDrawer } from '../edit/step-drawer.tsx'
import type { SaveChange } from '../requests.ts'
import { minutesWords } from './minutes-words.ts'

const clocks = (step: PlanStep, before: string | undefined) =>
  [
    before
      ? `“${before}”完成后${step.offsetMinutes ? ` ${minutesWords(step.offsetMinutes)}` : ''}`
      : step.offsetMinutes
        ? `启动后 ${minutesWords(step.offsetMinutes)}`
        : '启动即办',
    step.continuous
      ? `持续${step.doneMinutes ? `，每 ${minutesWords(step.doneMinutes)}报告` : ''}`
      : step.doneMinutes && `${minutesWords(step.doneMinutes)}内完成`,
  ]
    .filter(Boolean)
    .join('，')

/** 行动步骤: what the start of a response turns into tasks. */
export function StepsPanel({ view, save }: { view: PlanView; save: SaveChange }) {
  const { content, words, may } = view
  const capabilities = useQuery(capabilitiesQuery)
  const [editing, setEditing] = useState<PlanStep | 'new' | null>(null)
  const titleOf = (key: string | null) => content.steps.find(one => one.key === key)?.title
  const needWords = (step: PlanStep) =>
    step.needs
      .map(need => {
        const one = capabilities.data?.items.find(each => each.code === need.capability)
        return `${one?.name ?? need.said} ${need.quantity}${one?.unit ?? ''}${need.withinKm ? `（${need.withinKm} 公里内）` : ''}`
      })
      .join('、')
  return (
    <>
      {may.editContent && (
        <div className="filters">
          <Button onClick={() => setEditing('new')}>增加行动步骤</Button>
        </div>
      )}
      {content.steps.length === 0 ? (
        <Nothing what="还没有行动步骤。步骤是预案里能直接变成任务的部分：谁、做什么、多久做完" />
      ) : (
        <Rows
          items={content.steps}
          keyOf={one => one.key}
          columns={[
            {
              title: '行动',
              show: one => (
                <>
                  {one.title}
                  {one.detail && <small className="quiet plan-detail">{one.detail}</small>}
                  {one.clause && <small className="quiet plan-detail">依据：{one.clause}</small>}
                </>
              ),
            },
            {
              title: '责任岗位',
              width: 170,
              named: true,
              show: one =>
                one.bearer ? (
                  (words[one.bearer] ?? one.said)
                ) : (
                  <span className="plan-lacks">{one.said ? `${one.said}（未对应岗位）` : '没有责任岗位'}</span>
                ),
            },
            {
              title: '工作组',
              width: 120,
              minor: true,
              show: one => content.groups.find(g => g.key === one.group)?.name,
            },
            {
              title: '级别',
              width: 110,
              named: true,
              show: one =>
                one.levels.length === content.levels.length && one.levels.length > 1
                  ? '各级'
                  : `${[...one.levels]
                      .sort((a, b) => b - a)
                      .map(level => responseLevelNames[level].replace('级', ''))
                      .join(' ')} 级`,
            },
            {
              title: '时限',
              width: 190,
              named: true,
              show: one =>
                one.doneMinutes ? (
                  clocks(one, titleOf(one.after))
                ) : (
                  <span className="plan-lacks">{clocks(one, titleOf(one.after))}，没有时限</span>
                ),
            },
            { title: '所需资源', width: 160, show: one => needWords(one) },
            { title: '次序', width: 90, minor: true, show: one => taskPriorities[one.priority] },
            ...(may.editContent
              ? [
                  {
                    title: '办理',
                    width: 150,
                    show: (one: PlanStep) => (
                      <span className="taps">
                        <Button size="small" type="text" onClick={() => setEditing(one)}>
                          修改
                        </Button>
                        <Button
                          size="small"
                          type="text"
                          aria-label={`上移${one.title}`}
                          onClick={() => void save(moveKeyed('steps', one.key, -1))}
                        >
                          上移
                        </Button>
                        <Popconfirm
                          title={`删去“${one.title}”？`}
                          okText="删去"
                          cancelText="返回"
                          onConfirm={() => save(dropKeyed('steps', one.key))}
                        >
                          <Button size="small" type="text" danger>
                            删去
                          </Button>
                        </Popconfirm>
                      </span>
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {editing && (
        <StepDrawer
          view={view}
          step={editing === 'new' ? null : editing}
          save={save}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  )
}
