import {
  type CallKind,
  type CallState,
  type CallView,
  callKinds,
  callStates,
  sourceKinds,
} from '@anlan/contract/switchboard.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { primary } from '../../ui/hotkeys.ts'
import { KeysetList } from '../../ui/keyset.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Nothing } from '../../ui/states.tsx'
import { showSpan, showTime } from '../../ui/time.ts'
import { CallDrawer } from './call-drawer.tsx'
import { LogCallDrawer } from './log-call-drawer.tsx'
import { callQuery, useCalls } from './requests.ts'

/** 来电登记: every call and what became of it. Inquiries from above are owed an answer. */
export function CallsPage() {
  const [asked, setAsked] = useSearchParams()
  const filter = {
    state: (asked.get('state') ?? undefined) as CallState | undefined,
    kind: (asked.get('kind') ?? undefined) as CallKind | undefined,
  }
  const calls = useCalls(filter)
  const [isLogging, setLogging] = useState(false)
  const go = useNavigate()
  const now = useMinute()
  const set = (name: string, value: string | undefined) =>
    setAsked(before => {
      const next = new URLSearchParams(before)
      if (value) next.set(name, value)
      else next.delete(name)
      return next
    })
  const openedId = asked.get('call')
  const setOpenedId = (id: string | null) => set('call', id ?? undefined)
  const listed = calls.items?.find(call => call.id === openedId)
  const asideFromList = useQuery({ ...callQuery(openedId ?? ''), enabled: openedId !== null && !listed })
  const opened = openedId ? (listed ?? asideFromList.data ?? null) : null

  return (
    <>
      <header className="head">
        <h1>来电登记</h1>
        <span className="spread" />
        <Permitted to="switchboard.log">
          <Button onClick={() => setLogging(true)}>登记上级核查、卫星热点</Button>
          <Button {...primary} onClick={() => void go('/intake')}>
            新来电 <kbd>F2</kbd>
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
              ...Object.entries(callStates).map(([value, label]) => ({ value, label })),
            ]}
          />
          <Select
            value={filter.kind}
            onChange={value => set('kind', value)}
            allowClear
            placeholder="类别"
            style={{ width: 150 }}
            options={Object.entries(callKinds).map(([value, label]) => ({ value: value as CallKind, label }))}
          />
        </div>
        <KeysetList of={calls} empty={<Nothing what="这里列出接到的全部来电来件。按 F2 登记第一个来电" />}>
          {items => (
            <Rows
              items={items}
              keyOf={call => call.id}
              onOpen={call => setOpenedId(call.id)}
              isOpen={call => call.id === openedId}
              toneOf={call =>
                call.waitingTooLong
                  ? 'late'
                  : call.state === 'closed' || call.state === 'dismissed'
                    ? 'stale'
                    : undefined
              }
              columns={[
                { title: '内容', show: call => <span className="one-line">{call.content}</span> },
                { title: '类别', width: 110, show: call => callKinds[call.kind] },
                { title: '状态', width: 190, show: call => <CallStateCell call={call} now={now} /> },
                { title: '来源', width: 130, show: call => call.callerUnitName ?? sourceKinds[call.sourceKind] },
                {
                  title: '来电人',
                  width: 160,
                  show: call => [call.callerName, call.callerPhone].filter(Boolean).join(' '),
                },
                { title: '接报', width: 110, show: call => showTime(call.receivedAt, now) },
                { title: '接电人', width: 90, minor: true, show: call => call.takenByName },
              ]}
            />
          )}
        </KeysetList>
      </section>
      <CallDrawer call={opened} onClose={() => setOpenedId(null)} />
      <LogCallDrawer open={isLogging} onClose={() => setLogging(false)} />
    </>
  )
}

function CallStateCell({ call, now }: { call: CallView; now: Date }) {
  if (call.waitingTooLong) {
    return (
      <>
        {callStates[call.state]}{' '}
        <b className="overdue-tag">已等 {showSpan(now.getTime() - Date.parse(call.receivedAt))}</b>
      </>
    )
  }
  return (
    <>
      {callStates[call.state]}
      {call.handedToUnitName && call.state === 'handed' ? `：${call.handedToUnitName}` : ''}
    </>
  )
}
