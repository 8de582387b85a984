import { circumstances, eventLevelNames } from '@anlan/contract/emergency-event.ts'
import type { PlanTrigger } from '@anlan/contract/plan.ts'
import type { PlanView } from '@anlan/contract/plan-view.ts'
import { type ResponseLevel, responseLevelNames } from '@anlan/contract/response-template.ts'
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { dropLevel, LevelDrawer } from '../edit/level-drawer.tsx'
import type { SaveChange } from '../requests.ts'
import { minutesWords } from './minutes-words.ts'

const colours = { red: '红色', orange: '橙色', yellow: '黄色', blue: '蓝色' }

/** A trigger as a sentence. */
export function triggerWords(trigger: PlanTrigger): string {
  switch (trigger.kind) {
    case 'warning':
      return `${trigger.warning}${colours[trigger.colour]}预警`
    case 'indicator':
      return `${trigger.places ? `${trigger.places} 个以上乡镇` : ''}${trigger.indicator}达到 ${trigger.min}${trigger.unit}`
    case 'upper':
      return `上级启动${responseLevelNames[trigger.level]}响应`
    default: {
      const { condition } = trigger
      switch (condition.kind) {
        case 'eventLevel':
          return `事件级别达到${eventLevelNames[condition.level]}`
        case 'figure':
          return `${condition.label}达到 ${condition.min}${condition.unit}`
        case 'circumstance':
          return circumstances[condition.circumstance]
        default:
          return `处置持续 ${minutesWords(condition.minutes)}`
      }
    }
  }
}

/** 响应级别 as columns, the least severe first: when, by whom, who commands, who is told, what is done. */
export function LevelsPanel({ view, save }: { view: PlanView; save: SaveChange }) {
  const [editing, setEditing] = useState<ResponseLevel | null>(null)
  const { content, words, may } = view
  const missing = ([4, 3, 2, 1] as const).filter(level => !content.levels.some(one => one.level === level))
  const said = (codes: string[]) => codes.map(code => words[code] ?? code).join('、')
  return (
    <div className="plan-levels">
      {[...content.levels]
        .sort((a, b) => b.level - a.level)
        .map(one => (
          <section key={one.level}>
            <h3>{responseLevelNames[one.level]}响应</h3>
            <h4>启动条件</h4>
            {one.conditions
              .split('\n')
              .filter(Boolean)
              .map(line => (
                <p key={line}>{line}</p>
              ))}
            {one.conditions === '' && <p className="plan-lacks">没有写启动条件</p>}
            {one.triggers.length > 0 && (
              <ul>
                {one.triggers.map(trigger => (
                  <li key={triggerWords(trigger)}>{triggerWords(trigger)}</li>
                ))}
              </ul>
            )}
            <dl>
              <dt>启动</dt>
              <dd>{said(one.starters) || one.startersSaid || <span className="plan-lacks">没有启动岗位</span>}</dd>
              <dt>指挥</dt>
              <dd>{one.commander ? said([one.commander]) : <span className="plan-lacks">没有现场指挥官</span>}</dd>
              <dt>告知</dt>
              <dd>{said(one.told) || '—'}</dd>
              <dt>预计</dt>
              <dd>{one.expectedHours} 小时</dd>
              <dt>行动</dt>
              <dd>{content.steps.filter(step => step.levels.includes(one.level)).length} 项</dd>
            </dl>
            {one.measures && <p className="quiet">{one.measures}</p>}
            {may.editContent && (
              <div className="plan-acts">
                <Button size="small" onClick={() => setEditing(one.level)}>
                  修改本级
                </Button>
                <Popconfirm
                  title={`删去${responseLevelNames[one.level]}响应？只在本级采取的行动步骤一并删去`}
                  okText="删去"
                  cancelText="返回"
                  onConfirm={() => save(dropLevel(one.level))}
                >
                  <Button size="small" type="text" danger>
                    删去
                  </Button>
                </Popconfirm>
              </div>
            )}
          </section>
        ))}
      {content.levels.length === 0 && <p className="quiet">没有响应级别；没有级别的预案不能启动响应</p>}
      {may.editContent && missing.length > 0 && (
        <div className="plan-acts">
          {missing.map(level => (
            <Button key={level} onClick={() => setEditing(level)}>
              增加{responseLevelNames[level]}响应
            </Button>
          ))}
        </div>
      )}
      {editing && <LevelDrawer view={view} level={editing} save={save} onClose={() => setEditing(null)} />}
    </div>
  )
}
