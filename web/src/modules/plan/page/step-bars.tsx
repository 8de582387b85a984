import type { PlanStep } from '@anlan/contract/plan.ts'
import type { PlanView } from '@anlan/contract/plan-view.ts'
import { type ResponseLevel, responseLevelNames } from '@anlan/contract/response-template.ts'
import { Segmented } from 'antd'
import { useState } from 'react'
import { minutesWords } from './minutes-words.ts'

/** When each step begins after the start: a step that waits for another begins at the end of that one. */
export function beginnings(steps: PlanStep[]): Map<string, number> {
  const byKey = new Map(steps.map(step => [step.key, step]))
  const known = new Map<string, number>()
  const begin = (step: PlanStep, seen: Set<string>): number => {
    const already = known.get(step.key)
    if (already !== undefined) return already
    const before = step.after && !seen.has(step.after) ? byKey.get(step.after) : undefined
    const at =
      step.offsetMinutes + (before ? begin(before, new Set([...seen, step.key])) + (before.doneMinutes ?? 0) : 0)
    known.set(step.key, at)
    return at
  }
  for (const step of steps) begin(step, new Set())
  return known
}

/** The steps of one level in the order of time, their clocks as bars. The axis is not even: the first hour takes most of it. */
export function StepBars({ view }: { view: PlanView }) {
  const { levels, steps, groups } = view.content
  const [chosen, setChosen] = useState<ResponseLevel | undefined>(levels[0]?.level)
  const level = levels.some(one => one.level === chosen) ? chosen : levels[0]?.level
  if (levels.length === 0 || steps.length === 0)
    return <p className="quiet">还没有响应级别和行动步骤，启动后就没有任务可下达</p>
  const taken = steps.filter(step => level && step.levels.includes(level))
  const starts = beginnings(taken)
  const shown = taken.sort((a, b) => (starts.get(a.key) ?? 0) - (starts.get(b.key) ?? 0))
  const end = Math.max(60, ...shown.map(step => (starts.get(step.key) ?? 0) + (step.doneMinutes ?? 0)))
  const at = (minutes: number) => (Math.log1p(minutes / 10) / Math.log1p(end / 10)) * 100
  return (
    <>
      <Segmented
        block
        size="small"
        aria-label="响应级别"
        value={level}
        onChange={setChosen}
        options={levels.map(one => ({ value: one.level, label: responseLevelNames[one.level] }))}
      />
      <ol className="plan-bars">
        {shown.map(step => {
          const from = starts.get(step.key) ?? 0
          const until = from + (step.doneMinutes ?? 0)
          const who = step.bearer ? view.words[step.bearer] : step.said
          return (
            <li key={step.key}>
              <span className="plan-bar-title">{step.title}</span>
              <small className={who ? 'quiet' : 'plan-lacks'}>
                {who || groups.find(one => one.key === step.group)?.name || '没有责任岗位'}
              </small>
              <span className="plan-bar" title={`${minutesWords(from)}后开始`}>
                <i
                  className={step.continuous ? 'is-continuous' : undefined}
                  style={{
                    left: `${at(from)}%`,
                    width: `${Math.max(2, (step.continuous ? 100 : at(until)) - at(from))}%`,
                  }}
                />
              </span>
              <small className={step.doneMinutes ? 'quiet' : 'plan-lacks'}>
                {step.continuous
                  ? `持续${step.doneMinutes ? `，每 ${minutesWords(step.doneMinutes)}报告` : ''}`
                  : step.doneMinutes
                    ? `${minutesWords(until)}内`
                    : '没有时限'}
              </small>
            </li>
          )
        })}
      </ol>
    </>
  )
}
