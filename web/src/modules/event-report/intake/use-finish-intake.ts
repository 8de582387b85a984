import { useQueryClient } from '@tanstack/react-query'
import { App, type FormInstance } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { presentMoment } from '../../../ui/clock/clock.ts'
import { placeFieldErrors } from '../../../ui/form/field-errors.ts'
import { saidOf } from '../../../ui/http.ts'
import { useLogCall } from '../../switchboard/requests.ts'
import { useReportEvent } from '../event/requests.ts'
import type { Approval } from '../report/requests.ts'
import { callOf, eventOf, type IntakeState, type IntakeValues, sourceOf, titleOf } from './intake-values.ts'
import { sendFirstReport } from './send-first-report.ts'

interface Finish {
  form: FormInstance<IntakeValues>
  state: IntakeState
  names: Parameters<typeof titleOf>[1]
  drop: () => Promise<void>
}

/** Fields of the commands that have another name, or no field of their own, on this form. */
const fieldNames: Record<string, string> = {
  '/summary': '/text',
  '/content': '/text',
  '/callerPhone': '/reporterPhone',
  '/callerName': '/reporterName',
  '/receivedAt': '/knownAt',
}

interface Needed {
  name: 'text' | 'eventTypeCode' | 'areaCode'
  message: string
}
const told: Needed = { name: 'text', message: '请填写来电内容' }
const type: Needed = { name: 'eventTypeCode', message: '请选择事件类型' }
const place: Needed = { name: 'areaCode', message: '请选择事发地点' }

/** The four ways an intake ends. Each may fail and be pressed again; the ids of the form keep it from happening twice. */
export function useFinishIntake({ form, state, names, drop }: Finish) {
  const [busy, setBusy] = useState<string | null>(null)
  const [said, setSaid] = useState<string[]>([])
  const [lacking, setLacking] = useState<Needed[]>([])
  const go = useNavigate()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const logCall = useLogCall()
  const reportEvent = useReportEvent()
  const now = () => presentMoment()

  const isEmpty = (field: Needed) => !state.values[field.name]?.trim()
  const stillLacking = lacking.filter(isEmpty)
  /** Marks what is not filled in yet, in one line and at each field. */
  const lacks = (needed: Needed[]): boolean => {
    const missing = needed.filter(isEmpty)
    form.setFields(missing.map(field => ({ name: field.name, errors: [field.message] })))
    setLacking(missing)
    setSaid([])
    return missing.length > 0
  }

  const attempt = async (what: string, needed: Needed[], act: () => Promise<void>) => {
    if (lacks(needed)) return
    setBusy(what)
    try {
      await act()
    } catch (error) {
      setSaid([saidOf(error), ...placeFieldErrors(form, renamed(error))])
    } finally {
      setBusy(null)
    }
  }

  /** What was composed for the officer is written into the form, so that a second look shows what was sent. */
  const fillComposed = () =>
    form.setFieldsValue({ title: titleOf(state.values, names), source: sourceOf(state.values, names) })

  return {
    busy,
    // What has been filled in since is not said any more.
    said: stillLacking.length > 0 ? [stillLacking.map(field => field.message).join('，')] : said,
    mayBegin: () => !lacks([type, place, told]),
    logCall: (kind: 'ordinary' | 'clue') =>
      void attempt(kind, [told], async () => {
        await logCall.mutateAsync(callOf(state, kind, now()))
        await drop()
        void message.success(kind === 'clue' ? '已立为线索' : '已记为一般来电')
        await go('/calls')
      }),
    createEvent: () =>
      void attempt('event', [type, place, told], async () => {
        const event = await reportEvent.mutateAsync(eventOf(state, names, now()))
        await drop()
        void message.success(`已生成事件 ${event.number}`)
        await go(`/events/${event.id}`)
      }),
    sendFirst: (approval: Approval) =>
      void attempt('report', [type, place, told], async () => {
        fillComposed()
        const result = await sendFirstReport(eventOf(state, names, now()), state.ids.report, approval)
        await drop()
        for (const queryKey of [['events'], ['obligations'], ['reports'], ['calls']])
          void queries.invalidateQueries({ queryKey })
        if (result.reached === 'sent') {
          void message.success(`首报已报出${result.report.number ? `：${result.report.number}` : ''}`)
          await go(`/events/${result.event.id}`)
          return
        }
        void message.warning(`事件已生成，首报尚未报出：${saidOf(result.error)}`, 8)
        await go(result.reached === 'drafted' ? `/reports/${result.report.id}` : `/events/${result.event.id}`)
      }),
  }
}

const renamed = (error: unknown) => {
  if (error && typeof error === 'object' && 'body' in error) {
    const { errors } = (error as { body: { errors?: { pointer: string }[] } }).body
    for (const field of errors ?? []) field.pointer = fieldNames[field.pointer] ?? field.pointer
  }
  return error
}
