import {
  type InstructionLine,
  type InstructionState,
  instructionStates,
  instructionVerbs,
} from '@anlan/contract/instruction.ts'
import { Button, Checkbox, Input, Select, Tabs } from 'antd'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { useHasRole, usePermits } from '../../app/session.tsx'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { Countdown } from '../../ui/clock/countdown.tsx'
import { primary } from '../../ui/hotkeys.ts'
import { KeysetList } from '../../ui/keyset.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { UrgencyWord } from './instruction-lines.tsx'
import { RecordDrawer } from './record-drawer.tsx'
import { type InstructionFilter, useInstructions } from './requests.ts'
import { InstructionRates } from './statistics.tsx'
import { Unassigned } from './unassigned.tsx'
import './instruction.css'

/** 批示督办: one ledger of all instructions, what is mine to do first; tasks without a person; feedback in time per unit. */
export function InstructionsPage() {
  const may = usePermits()
  const has = useHasRole()
  const [asked, setAsked] = useSearchParams()
  const [isRecording, setRecording] = useState(asked.get('record') === '1')
  const fromAbove = has('upper_duty')
  const tabs = [
    { key: 'mine', label: '待我办理' },
    { key: 'all', label: '全部' },
    ...(may('instruction.handle') ? [{ key: 'unassigned', label: '未落实到人' }] : []),
    ...(may('instruction.statistics') ? [{ key: 'statistics', label: '反馈及时率' }] : []),
  ]
  const tab = tabs.find(one => one.key === asked.get('tab'))?.key ?? 'mine'
  return (
    <>
      <header className="head">
        <h1>批示督办</h1>
        <span className="spread" />
        {(may('instruction.record') || may('instruction.send-down')) && (
          <Button {...primary} onClick={() => setRecording(true)}>
            {fromAbove ? '下达批示' : '登记批示'}
          </Button>
        )}
      </header>
      <section className="panel">
        <Tabs
          activeKey={tab}
          onChange={next => setAsked({ tab: next })}
          items={tabs}
          tabBarStyle={{ margin: 0, padding: '0 12px' }}
        />
        {tab === 'unassigned' && <Unassigned />}
        {tab === 'statistics' && <InstructionRates />}
        {(tab === 'mine' || tab === 'all') && <Ledger key={tab} box={tab} />}
      </section>
      <RecordDrawer open={isRecording} onClose={() => setRecording(false)} />
    </>
  )
}

function Ledger({ box }: { box: 'mine' | 'all' }) {
  const [asked, setAsked] = useSearchParams()
  const go = useNavigate()
  const now = useMinute()
  const filter: InstructionFilter = {
    box,
    state: (asked.get('state') ?? undefined) as InstructionState | undefined,
    leader: asked.get('leader') ?? undefined,
    unit: asked.get('unit') ?? undefined,
    overdue: asked.get('overdue') === 'true' ? 'true' : undefined,
  }
  const instructions = useInstructions(filter)
  const set = (name: string, value: string | undefined) =>
    setAsked(before => {
      const next = new URLSearchParams(before)
      if (value) next.set(name, value)
      else next.delete(name)
      return next
    })
  return (
    <>
      {box === 'all' && (
        <div className="filters">
          <Select
            value={filter.state}
            onChange={value => set('state', value)}
            allowClear
            placeholder="状态"
            style={{ width: 130 }}
            options={Object.entries(instructionStates).map(([value, label]) => ({
              value: value as InstructionState,
              label,
            }))}
          />
          <Input.Search
            defaultValue={filter.leader}
            onSearch={value => set('leader', value.trim() || undefined)}
            allowClear
            placeholder="批示领导"
            style={{ width: 160 }}
          />
          <div style={{ width: 200 }}>
            <UnitSelect
              value={filter.unit}
              onChange={value => set('unit', value)}
              allowClear
              placeholder="承办单位"
              aria-label="承办单位"
            />
          </div>
          <Checkbox
            checked={filter.overdue === 'true'}
            onChange={({ target }) => set('overdue', target.checked ? 'true' : undefined)}
          >
            只看超期
          </Checkbox>
        </div>
      )}
      <KeysetList
        of={instructions}
        empty={
          <Nothing
            what={
              box === 'mine'
                ? '没有待办的领导批示。需要签收、反馈、抄清、转办或办结的会列在这里'
                : '没有符合条件的批示。领导批示登记后，从抄清、转办到反馈、办结都在这里'
            }
          />
        }
      >
        {items => (
          <Rows<InstructionLine>
            items={items}
            keyOf={line => line.id}
            onOpen={line => void go(`/instructions/${line.id}`)}
            toneOf={line =>
              line.overdue ? 'late' : line.state === 'closed' || line.state === 'archived' ? 'stale' : undefined
            }
            columns={[
              {
                title: '事由',
                show: line => (
                  <>
                    {line.subject} <UrgencyWord urgency={line.urgency} />
                  </>
                ),
              },
              { title: '批示领导', width: 120, show: line => line.leaderName },
              { title: '批示', width: 90, show: line => instructionVerbs[line.verb] },
              { title: '状态', width: 100, show: line => instructionStates[line.state] },
              {
                title: '承办单位',
                width: 170,
                show: line =>
                  line.leadUnitName &&
                  `${line.leadUnitName}${line.coUnitCount ? ` 等 ${line.coUnitCount + 1} 家` : ''}`,
              },
              { title: '期限', width: 230, show: line => line.nextDueAt && <Countdown dueAt={line.nextDueAt} /> },
              { title: '批示时间', width: 110, show: line => showTime(line.givenAt, now) },
              { title: '编号', width: 150, minor: true, show: line => line.number ?? '' },
            ]}
          />
        )}
      </KeysetList>
    </>
  )
}
