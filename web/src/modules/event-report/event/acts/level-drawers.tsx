import {
  type ClassificationView,
  type EventLevel,
  eventLevelNames,
  levelRoman,
} from '@anlan/contract/emergency-event.ts'
import { Form, Input, Radio } from 'antd'
import { EventTypeSelect } from '../../../../fields/event-type-select.tsx'
import { LevelTag } from '../../../../fields/level-tag.tsx'
import { SourceMark } from '../../../../fields/source-mark.tsx'
import { ActionDrawer } from '../../../../ui/form/action-drawer.tsx'
import { InstantField } from '../../../../ui/form/instant-field.tsx'
import type { ActProps } from './act-props.ts'

interface LevelValues {
  classificationId: string
  level: EventLevel | 0
  reason?: string
}

const levels: EventLevel[] = [1, 2, 3, 4]
const unrated = 0

/** A person confirms the level; the matched rows of the standard are before their eyes. */
export function LevelDrawer({ event, acts, open, onClose }: ActProps) {
  const first = event.classifications.find(one => one.levelState !== 'confirmed') ?? event.classifications[0]
  return (
    <ActionDrawer<LevelValues>
      key={`${first?.id}${first?.proposedLevel}`}
      open={open}
      title="核定级别"
      act="核定级别"
      width={520}
      initial={{ classificationId: first?.id, level: first?.level ?? first?.proposedLevel ?? undefined }}
      consequence="核定级别后，报送时限按新的级别重新计算。"
      onAct={({ classificationId, level, reason }) =>
        acts.confirmLevel.mutateAsync({
          classificationId,
          level: level === unrated ? null : level,
          reason: reason ?? '',
        })
      }
      onClose={onClose}
    >
      {form => (
        <>
          <Form.Item name="classificationId" label="类型" hidden={event.classifications.length < 2}>
            <Radio.Group options={event.classifications.map(one => ({ value: one.id, label: one.eventTypeName }))} />
          </Form.Item>
          <Form.Item noStyle shouldUpdate>
            {() => {
              const chosen = event.classifications.find(one => one.id === form.getFieldValue('classificationId'))
              const level: LevelValues['level'] | undefined = form.getFieldValue('level')
              const differs = chosen && level !== undefined && (level || null) !== chosen.proposedLevel
              return (
                <>
                  {chosen && <Matched of={chosen} />}
                  <Form.Item name="level" label="核定为" rules={[{ required: true, message: '请选择级别' }]}>
                    <Radio.Group
                      options={[
                        ...levels.map(one => ({
                          value: one as number,
                          label: `${levelRoman[one]}级 ${eventLevelNames[one]}`,
                        })),
                        { value: unrated, label: '暂不定级' },
                      ]}
                      style={{ display: 'grid', gap: 6 }}
                    />
                  </Form.Item>
                  <Form.Item
                    name="reason"
                    label="理由"
                    rules={differs ? [{ required: true, message: '核定级别与分级标准不一致，请说明理由' }] : []}
                  >
                    <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
                  </Form.Item>
                </>
              )
            }}
          </Form.Item>
        </>
      )}
    </ActionDrawer>
  )
}

function Matched({ of }: { of: ClassificationView }) {
  return (
    <div className="matched">
      {of.proposedLevel ? (
        <>
          按分级标准初判为 <LevelTag level={of.proposedLevel} />
          ，依据：
          <ul>
            {of.proposedBecause.map(row => (
              <li key={`${row.scheme}${row.indicatorName}${row.level}`}>
                {row.indicatorName} <b className="figure">{row.value}</b>，达到“{row.band}”{levelRoman[row.level]}级标准
                <div className="quiet">
                  <SourceMark confidence={row.confidence} /> {row.sourceName} {row.sourceArticle}
                </div>
              </li>
            ))}
          </ul>
        </>
      ) : (
        '现有数据没有达到分级标准的任何一档，或该类型没有分级标准。'
      )}
    </div>
  )
}

interface ClassifyValues {
  eventTypeCode: string
  knownAt?: string
  reason: string
}

export function ClassifyDrawer({ acts, open, onClose }: ActProps) {
  return (
    <ActionDrawer<ClassifyValues>
      open={open}
      title="追加类型"
      act="追加类型"
      consequence="事件同时按新类型判定级别；该类型的报送时限自获知时间起算。"
      onAct={(values, id) => acts.classify.mutateAsync({ ...values, id })}
      onClose={onClose}
    >
      <Form.Item name="eventTypeCode" label="事件类型" rules={[{ required: true, message: '请选择事件类型' }]}>
        <EventTypeSelect />
      </Form.Item>
      <Form.Item name="knownAt" label="获知时间" extra="不填即为此刻">
        <InstantField />
      </Form.Item>
      <Form.Item name="reason" label="理由" rules={[{ required: true, message: '请说明理由' }]}>
        <Input.TextArea
          autoSize={{ minRows: 2 }}
          placeholder="例如：泄漏物流入盐井河，次生突发环境事件"
          maxLength={500}
        />
      </Form.Item>
    </ActionDrawer>
  )
}
