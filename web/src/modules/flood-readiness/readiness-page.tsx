import {
  type ReadinessItem,
  type ReadinessPart,
  type ReadinessView,
  readinessItems,
} from '@anlan/contract/flood-readiness.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Form, Input, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { readinessQuery, useCloseReadiness, useLaunch } from './requests.ts'
import { TownDrawer } from './town-drawer.tsx'
import './flood-readiness.css'

/** 汛前五到位: which township has what in place before the season. A township opens its own row and answers. */
export function ReadinessPage() {
  const [params, setParams] = useSearchParams()
  const [asking, setAsking] = useState<'launch' | 'close' | null>(null)
  const readiness = useQuery(readinessQuery(params.get('season') ?? undefined))
  const close = () => setAsking(null)
  return (
    <Loaded of={readiness} rows={12}>
      {view => (
        <>
          <header className="head">
            <h1>汛前五到位</h1>
            {view.seasons.length > 1 && (
              <Select
                aria-label="检查"
                style={{ width: 220 }}
                value={view.season?.id}
                onChange={value => setParams({ season: value }, { replace: true })}
                options={view.seasons.map(one => ({ value: one.id, label: one.title }))}
              />
            )}
            <span className="spread" />
            <Permitted to="flood-readiness.launch">
              {view.season && !view.season.closedAt ? (
                <Button onClick={() => setAsking('close')}>结束检查</Button>
              ) : (
                <Button type="primary" onClick={() => setAsking('launch')}>
                  发起检查
                </Button>
              )}
            </Permitted>
          </header>
          <section className="panel">
            {view.season ? (
              <Townships view={view} season={view.season} />
            ) : (
              <Nothing what="还没有发起汛前检查。由县应急局在汛期前发起，各乡镇按工程、物资、队伍、预案、培训演练五项填报" />
            )}
          </section>
          {asking === 'launch' && <LaunchDrawer onClose={close} />}
          {asking === 'close' && view.season && <CloseDrawer id={view.season.id} onClose={close} />}
        </>
      )}
    </Loaded>
  )
}

const names = Object.entries(readinessItems) as [ReadinessItem, string][]
const mark = (part: ReadinessPart | undefined) =>
  part?.ready ? (
    <span className="readiness-ready">到位</span>
  ) : part?.ready === false ? (
    <span className="readiness-lacking">未到位</span>
  ) : (
    <span className="quiet">未填报</span>
  )

function Townships({ view, season }: { view: ReadinessView; season: NonNullable<ReadinessView['season']> }) {
  const now = useMinute()
  const [open, setOpen] = useState<string | null>(null)
  const town = view.items.find(one => one.unitId === open)
  const mine = view.items.filter(one => one.mayState || one.maySign)
  const own = mine.length === 1 ? mine[0] : undefined
  const complete = view.items.filter(one => one.parts.every(part => part.ready)).length
  const signed = view.items.filter(one => one.state === 'signed').length
  return (
    <>
      <h2>
        {season.title}
        <small>
          {season.closedAt ? '已结束' : `${season.dueOn} 前完成`}，{view.items.length} 个乡镇，{signed} 个已签报，
          {complete} 个五项全部到位
        </small>
        <span className="spread" />
        {own && !season.closedAt && (
          <Button type="primary" onClick={() => setOpen(own.unitId)}>
            {own.state === 'signed' ? `查看${own.unitName}` : `填报${own.unitName}`}
          </Button>
        )}
      </h2>
      {season.note && <p style={{ padding: '8px 12px 0', margin: 0 }}>{season.note}</p>}
      <Rows
        items={view.items}
        keyOf={one => one.unitId}
        isOpen={one => one.unitId === open}
        onOpen={one => setOpen(one.unitId)}
        columns={[
          { title: '乡镇', show: one => one.unitName },
          ...names.map(([item, label]) => ({
            title: label,
            width: 110,
            named: true,
            show: (one: ReadinessView['items'][number]) => mark(one.parts.find(part => part.item === item)),
          })),
          {
            title: '签报',
            width: 210,
            named: true,
            show: one =>
              one.state === 'signed' ? (
                `${one.signedBy ?? ''} ${one.signedAt ? showTime(one.signedAt, now) : ''}`
              ) : one.state === 'overdue' ? (
                <span className="readiness-lacking">逾期未签报</span>
              ) : (
                <span className="quiet">未签报</span>
              ),
          },
        ]}
      />
      {town && <TownDrawer key={town.unitId} seasonId={season.id} town={town} onClose={() => setOpen(null)} />}
    </>
  )
}

function LaunchDrawer({ onClose }: { onClose: () => void }) {
  const launch = useLaunch()
  return (
    <ActionDrawer<{ title: string; dueOn: Dayjs; note?: string }>
      open
      title="发起汛前五到位检查"
      act="发起"
      consequence="每个乡镇的时限台账中出现一项，由带班领导签报后办结；逾期自动记录。"
      onAct={({ dueOn, ...values }, id) =>
        launch.mutateAsync({ ...values, id, dueOn: dueOn?.format('YYYY-MM-DD') ?? '' })
      }
      onClose={onClose}
    >
      <Form.Item name="title" label="检查名称" required>
        <Input autoFocus placeholder="例如 2027 年汛前五到位检查" />
      </Form.Item>
      <Form.Item name="dueOn" label="完成日期" required>
        <DatePicker />
      </Form.Item>
      <Form.Item name="note" label="要求">
        <Input.TextArea rows={3} />
      </Form.Item>
    </ActionDrawer>
  )
}

function CloseDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const close = useCloseReadiness(id)
  return (
    <ActionDrawer<{ reason: string }>
      open
      title="结束检查"
      act="结束"
      consequence="结束后不再填报；已签报的保留签报时的情况，已逾期的仍为逾期。"
      onAct={values => close.mutateAsync(values)}
      onClose={onClose}
    >
      <Form.Item name="reason" label="结束说明" required>
        <Input.TextArea rows={2} autoFocus />
      </Form.Item>
    </ActionDrawer>
  )
}
