import {
  type KeyPeriodUnit,
  type KeyPeriodView,
  type PreparationPart,
  preparationParts,
} from '@anlan/contract/key-period.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Space } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { Permitted, usePermits } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { saidOf } from '../../ui/http.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { KeyPeriodChecks } from './key-period-checks.tsx'
import { keyPeriodQuery, usePrepare, useRemind, useStatePart, useWritePlan } from './requests.ts'
import './duty-mode.css'

/** One period: units that still owe something first, the checks, the plan. */
export function KeyPeriodPanel({ id }: { id: string }) {
  const period = useQuery(keyPeriodQuery(id))
  return <Loaded of={period}>{data => <Whole period={data} />}</Loaded>
}

function Whole({ period }: { period: KeyPeriodView }) {
  const now = useMinute()
  const prepare = usePrepare(period.id)
  const remind = useRemind(period.id)
  const [stating, setStating] = useState<{ unit: KeyPeriodUnit; part: PreparationPart } | null>(null)
  const missing = period.unitList.filter(one => !one.roster.done || !one.contacts.done).length
  const said = prepare.error ?? remind.error
  return (
    <>
      <section className="panel" style={{ marginTop: 12 }}>
        <div className="panel-head">
          <h2>{period.name}：各单位准备</h2>
          {period.openedAt && (
            <span className="quiet">
              {showTime(period.openedAt, now)} 布置，{period.dueAt && `${showTime(period.dueAt, now)} 截止`}
            </span>
          )}
          <span className="spread" />
          <Space wrap>
            {period.paperId && <Link to={`/papers/${period.paperId}`}>通知稿</Link>}
            <Permitted to="duty-mode.prepare">
              {period.state === 'ahead' && (
                <Button type="primary" loading={prepare.isPending} onClick={() => prepare.mutate(undefined)}>
                  布置准备
                </Button>
              )}
              {missing > 0 && (
                <Button loading={remind.isPending} onClick={() => remind.mutate(undefined)}>
                  催报 {missing} 个单位
                </Button>
              )}
            </Permitted>
          </Space>
        </div>
        {said && <p className="late-word mode-pad">{saidOf(said)}</p>}
        {remind.data && <p className="mode-pad">已催报 {remind.data.reminded} 个单位</p>}
        {period.unitList.length === 0 ? (
          <Nothing
            what={
              period.state === 'ahead'
                ? '还没有布置。布置后各单位限时报送值班安排、核查通讯录，并生成通知稿'
                : '没有布置过值班准备'
            }
          />
        ) : (
          <Rows
            items={period.unitList}
            keyOf={one => one.unitId}
            toneOf={one => (one.roster.done && one.contacts.done ? undefined : 'late')}
            columns={[
              { title: '单位', width: 200, show: one => one.unitName },
              { title: '值班安排', show: one => <Part unit={one} part="roster" onState={setStating} /> },
              { title: '通讯录核查', show: one => <Part unit={one} part="contacts" onState={setStating} /> },
              { title: '值班电话', width: 140, show: one => one.dutyPhone ?? '—', minor: true },
            ]}
          />
        )}
      </section>
      <KeyPeriodChecks period={period} />
      <Plan period={period} />
      {stating && <StateDrawer period={period} {...stating} onClose={() => setStating(null)} />}
    </>
  )
}

function Part({
  unit,
  part,
  onState,
}: {
  unit: KeyPeriodUnit
  part: PreparationPart
  onState: (asked: { unit: KeyPeriodUnit; part: PreparationPart }) => void
}) {
  const one = unit[part]
  if (one.done)
    return (
      <span>
        {one.how}
        {one.byName && <span className="quiet">（{one.byName}）</span>}
      </span>
    )
  return (
    <Space wrap size={6}>
      <span className="late-word">{one.how}</span>
      {unit.mine && (
        <Button size="small" onClick={() => onState({ unit, part })}>
          {part === 'roster' ? '报送' : '已核查'}
        </Button>
      )}
    </Space>
  )
}

function StateDrawer({
  period,
  unit,
  part,
  onClose,
}: {
  period: KeyPeriodView
  unit: KeyPeriodUnit
  part: PreparationPart
  onClose: () => void
}) {
  const state = useStatePart(period.id)
  return (
    <ActionDrawer<{ text: string }>
      open
      title={`${unit.unitName}：${preparationParts[part]}`}
      act="报送"
      initial={part === 'contacts' ? { text: '值班电话和人员手机已逐一核实，均可接通。' } : {}}
      onClose={onClose}
      onAct={({ text }) => state.mutateAsync({ unitId: unit.unitId, part, text })}
      consequence={
        part === 'roster'
          ? '有值班室的单位，发布值班表后自动算作已报送；这里用于没有在系统中排班的单位，或电话报送的登记。'
          : '以后发现号码失效的，仍在“通讯录核查”中登记。'
      }
    >
      <Form.Item name="text" label="说明" rules={[{ required: true, message: '请填写说明' }]}>
        <Input.TextArea
          autoFocus
          autoSize={{ minRows: 3, maxRows: 8 }}
          maxLength={500}
          placeholder={part === 'roster' ? `${period.from} 至 ${period.to} 每日带班领导、值班人员及电话` : undefined}
        />
      </Form.Item>
    </ActionDrawer>
  )
}

function Plan({ period }: { period: KeyPeriodView }) {
  const may = usePermits()
  const write = useWritePlan(period.id)
  const [isWriting, setWriting] = useState(false)
  return (
    <section className="panel" style={{ marginTop: 12 }}>
      <div className="panel-head">
        <h2>保障方案</h2>
        <span className="quiet">{period.planChangedByName && `${period.planChangedByName} 修改`}</span>
        <span className="spread" />
        {may('duty-mode.prepare') && (
          <Button size="small" onClick={() => setWriting(true)}>
            {period.plan ? '修改' : '填写'}
          </Button>
        )}
      </div>
      {period.plan ? <p className="plan-text">{period.plan}</p> : <Nothing what="还没有填写保障方案" />}
      {isWriting && (
        <ActionDrawer<{ plan: string }>
          open
          title={`${period.name}保障方案`}
          act="保存"
          initial={{ plan: period.plan }}
          width={640}
          onClose={() => setWriting(false)}
          onAct={({ plan }) => write.mutateAsync({ plan: plan ?? '', version: period.planVersion })}
        >
          <Form.Item name="plan" label="值班值守、力量备勤、信息报告安排">
            <Input.TextArea autoFocus autoSize={{ minRows: 10, maxRows: 24 }} maxLength={10_000} />
          </Form.Item>
        </ActionDrawer>
      )}
    </section>
  )
}
