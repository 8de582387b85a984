import { dutyPosts } from '@anlan/contract/duty.ts'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { areaPath } from '../../../fields/area-select.tsx'
import { useNow } from '../../../ui/clock/clock.ts'
import { useHotkey } from '../../../ui/hotkeys.ts'
import { usePaused } from '../../../ui/pause.ts'
import { showSecond, showTime } from '../../../ui/time.ts'
import { areasQuery, unitsQuery } from '../../directory/requests.ts'
import { onDutyQuery } from '../../duty/requests.ts'
import { eventTypesQuery } from '../rules/requests.ts'
import { IntakeBar } from './intake-bar.tsx'
import { IntakeFields } from './intake-fields.tsx'
import { IntakeSide } from './intake-side.tsx'
import { type IntakeState, type IntakeValues, soFarOf, sourceOf, titleOf } from './intake-values.ts'
import { adviceQuery } from './requests.ts'
import { useFinishIntake } from './use-finish-intake.ts'
import type { useIntakeDraft } from './use-intake-draft.ts'

const advicePause = 500

interface IntakeFormProps {
  beginning: IntakeState
  restoredFrom: string | null
  draft: ReturnType<typeof useIntakeDraft>
  onStartAfresh: () => void
}

export function IntakeForm({ beginning, restoredFrom, draft, onStartAfresh }: IntakeFormProps) {
  const [form] = Form.useForm<IntakeValues>()
  const [asked, setAsked] = useState(beginning.asked)
  const [values, setValues] = useState(beginning.values)
  const go = useNavigate()
  const { message } = App.useApp()
  const state: IntakeState = { ...beginning, values, asked }
  const names = useNames(values)
  const advice = useQuery(adviceQuery(soFarOf(usePaused(values, advicePause)))).data
  const { data: onDuty } = useQuery(onDutyQuery)
  const leaders = (onDuty?.items[0]?.people ?? [])
    .filter(shift => dutyPosts[shift.post] === dutyPosts.shiftLeader)
    .map(shift => shift.personName)

  const keep = (next: IntakeValues, nextAsked = asked) => {
    setValues(next)
    setAsked(nextAsked)
    draft.keep({ ...beginning, values: next, asked: nextAsked })
  }
  const take = (part: IntakeValues) => {
    form.setFieldsValue(part as never)
    keep({ ...values, ...part })
  }
  const finish = useFinishIntake({ form, state, names, drop: draft.drop })

  // Once here, F2 goes back and forth between the caller's words and the first field.
  useHotkey('F2', () => focusOther(document.activeElement?.id === 'text' ? 'eventTypeCode' : 'text'), { always: true })
  useHotkey(
    'Escape',
    () => {
      if (document.querySelector('.ant-select-open, .ant-picker-open, .ant-modal-wrap:not([style*="display: none"])'))
        return
      void draft.flush().then(() => {
        void message.info('草稿已保存，按 F2 可继续')
        void go('/')
      })
    },
    { always: true },
  )

  return (
    <Form<IntakeValues>
      form={form}
      className="intake"
      initialValues={beginning.values as never}
      onValuesChange={(_, all) => keep({ ...values, ...(all as IntakeValues) })}
    >
      <header className="head intake-head">
        <h1>新来电</h1>
        {restoredFrom && <RestoredFrom at={restoredFrom} onStartAfresh={onStartAfresh} />}
        <span className="spread" />
        <SavedAt kept={draft.kept} />
        <span className="quiet">
          <kbd>F2</kbd> 内容与要素切换　<kbd>Ctrl</kbd> <kbd>Enter</kbd> 报送首报　<kbd>Esc</kbd> 离开，草稿保留
        </span>
      </header>
      {finish.said.length > 0 && (
        <Alert
          type="error"
          className="intake-said"
          title={finish.said[0]}
          description={finish.said.slice(1).join('；') || undefined}
        />
      )}
      <div className="intake-left panel">
        <IntakeFields
          form={form}
          values={values}
          advice={advice}
          composedTitle={titleOf({ ...values, title: undefined }, names)}
          composedSource={sourceOf({ ...values, source: undefined }, names)}
          take={take}
        />
        <div className="intake-text">
          <h3>来电内容</h3>
          <Form.Item name="text" noStyle>
            <Input.TextArea
              autoFocus
              placeholder="边听边记。写到的地点、类型、人数会提示在各要素下，点一下即采用"
              maxLength={4000}
              aria-label="来电内容"
            />
          </Form.Item>
          {form.getFieldError('text')[0] && <div className="field-error">{form.getFieldError('text')[0]}</div>}
        </div>
      </div>
      <div className="intake-right">
        <IntakeSide advice={advice} values={values} asked={asked} onAsked={next => keep(values, next)} take={take} />
      </div>
      <IntakeBar
        clocks={advice?.clocks ?? []}
        busy={finish.busy}
        leaders={leaders}
        onCall={finish.logCall}
        onEvent={finish.createEvent}
        mayBegin={finish.mayBegin}
        onFirstReport={finish.sendFirst}
      />
    </Form>
  )
}

const focusOther = (id: string) => document.getElementById(id)?.focus()

function useNames(values: IntakeValues) {
  const { data: areas } = useQuery(areasQuery)
  const { data: types } = useQuery(eventTypesQuery)
  const { data: units } = useQuery(unitsQuery)
  return {
    area: values.areaCode
      ? areaPath(areas?.items ?? [], values.areaCode)
          .slice(1)
          .join('') || areaPath(areas?.items ?? [], values.areaCode).join('')
      : undefined,
    type: types?.items.find(type => type.code === values.eventTypeCode)?.name,
    unit: units?.items.find(unit => unit.id === values.reporterUnitId)?.name,
  }
}

function RestoredFrom({ at, onStartAfresh }: { at: string; onStartAfresh: () => void }) {
  const now = useNow()
  return (
    <span className="quiet">
      已恢复 {showTime(at, now)} 未完成的草稿
      <Button type="link" size="small" onClick={onStartAfresh}>
        清空，登记新的来电
      </Button>
    </span>
  )
}

function SavedAt({ kept }: { kept: ReturnType<typeof useIntakeDraft>['kept'] }) {
  if (!kept) return null
  return (
    <span className="saved-at">
      {kept.where === 'server' ? `草稿已保存 ${showSecond(kept.at)}` : `草稿暂存于本机 ${showSecond(kept.at)}`}
    </span>
  )
}
