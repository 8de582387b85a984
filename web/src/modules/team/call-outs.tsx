import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { KeysetList } from '../../ui/keyset.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { teamsQuery, useCallOuts, useStartCallOut } from './requests.ts'

/** Unannounced call-outs, newest first; of one team on its page. */
export function CallOuts({ teamId }: { teamId?: string }) {
  const callOuts = useCallOuts(teamId)
  const [isOpen, setOpen] = useState(false)
  const now = useMinute()
  const go = useNavigate()
  const minutes = (value: number | null) => (value === null ? '—' : `${value} 分`)
  return (
    <>
      <div className="filters">
        <span className="quiet">不打招呼，队员在时限内应答；结果与编制人数并列</span>
        <span className="spread" />
        <Permitted to="team.call-out">
          <Button type="primary" onClick={() => setOpen(true)}>
            发起拉动测试
          </Button>
        </Permitted>
      </div>
      <KeysetList of={callOuts} empty={<Nothing what="还没有做过拉动测试。点“发起拉动测试”，选择队伍" />}>
        {items => (
          <Rows
            items={items}
            keyOf={one => one.id}
            onOpen={one => void go(`/teams/call-outs/${one.id}`)}
            toneOf={one => (one.closedAt ? undefined : 'waiting')}
            columns={[
              { title: '测试', show: one => one.title },
              { title: '时间', width: 120, show: one => showTime(one.startedAt, now) },
              { title: '队伍', show: one => one.teams.map(team => team.teamName).join('、') },
              { title: '人数', width: 60, numeric: true, show: one => one.result.asked },
              { title: '能到', width: 60, numeric: true, show: one => one.result.coming },
              {
                title: '应到率',
                width: 80,
                numeric: true,
                show: one => (one.result.percent === null ? '—' : `${one.result.percent}%`),
              },
              { title: '首人', width: 70, numeric: true, minor: true, show: one => minutes(one.result.minutesToFirst) },
              { title: '九成应答', width: 90, numeric: true, show: one => minutes(one.result.minutesTo90) },
              { title: '状态', width: 80, show: one => (one.closedAt ? '已结束' : '进行中') },
            ]}
          />
        )}
      </KeysetList>
      <StartDrawer open={isOpen} teamId={teamId} onClose={() => setOpen(false)} />
    </>
  )
}

function StartDrawer({ open, teamId, onClose }: { open: boolean; teamId: string | undefined; onClose: () => void }) {
  const start = useStartCallOut()
  const go = useNavigate()
  const teams = useQuery({ ...teamsQuery, enabled: open })
  return (
    <ActionDrawer<{ title: string; teamIds: string[]; answerMinutes: number; text?: string }>
      open={open}
      title="发起拉动测试"
      act="立即拉动"
      initial={{ title: '不打招呼拉动测试', answerMinutes: 15, teamIds: teamId ? [teamId] : [] }}
      consequence="所选队伍的单位和有账号的队员立即收到紧急通知；没有账号的逐人拨打，由您点按登记。到时自动结束并保存结果。"
      onAct={async (values, id) => {
        const callOut = await start.mutateAsync({ ...values, id })
        void go(`/teams/call-outs/${callOut.id}`)
      }}
      onClose={onClose}
    >
      <Form.Item name="title" label="测试名称" required>
        <Input />
      </Form.Item>
      <Form.Item name="teamIds" label="队伍（须已登记队员名册）" required>
        <Select
          mode="multiple"
          optionFilterProp="label"
          loading={teams.isPending && open}
          placeholder="选择队伍"
          options={(teams.data?.items ?? [])
            .filter(team => team.strength.seats > 0)
            .map(team => ({ value: team.id, label: `${team.name}（名册 ${team.strength.seats} 人）` }))}
        />
      </Form.Item>
      <Form.Item name="answerMinutes" label="应答时限" required>
        <InputNumber min={1} max={240} suffix="分钟" />
      </Form.Item>
      <Form.Item name="text" label="通知内容">
        <Input.TextArea rows={2} />
      </Form.Item>
    </ActionDrawer>
  )
}
