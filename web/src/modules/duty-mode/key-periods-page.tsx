import { type KeyPeriodLine, keyPeriodStates } from '@anlan/contract/key-period.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { DayField } from '../../ui/form/instant-field.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { KeyPeriodPanel } from './key-period-panel.tsx'
import { keyPeriodsQuery, useAddPeriod } from './requests.ts'

/** 重点时段: what is prepared, what is owed by whom, and the checks planned back from it. */
export function KeyPeriodsPage() {
  const periods = useQuery(keyPeriodsQuery)
  const [asked, setAsked] = useSearchParams()
  const [isAdding, setAdding] = useState(false)
  const open = (id: string) => setAsked({ period: id })
  const chosen = asked.get('period') ?? firstWorthSeeing(periods.data?.items ?? [])
  return (
    <>
      <header className="head">
        <h1>重点时段</h1>
        <span className="quiet">节假日、重大活动和防汛、防火等时段的值班准备</span>
        <span className="spread" />
        <Permitted to="calendar.edit">
          <Button onClick={() => setAdding(true)}>登记重大活动</Button>
        </Permitted>
      </header>
      <section className="panel">
        <Loaded of={periods}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing what="两个月内没有重点时段。节假日和汛期等时段在“日历与特殊时期”中维护" />
            ) : (
              <Rows
                items={items}
                keyOf={one => one.id}
                onOpen={one => open(one.id)}
                isOpen={one => one.id === chosen}
                columns={[
                  { title: '时段', show: one => one.name },
                  { title: '日期', width: 210, show: one => `${one.from} 至 ${one.to}` },
                  {
                    title: '状态',
                    width: 150,
                    show: one => `${keyPeriodStates[one.state]}${one.daysLeft > 0 ? `，还有 ${one.daysLeft} 天` : ''}`,
                  },
                  {
                    title: '完成',
                    width: 130,
                    show: one => (one.units ? `${one.ready}/${one.units} 个单位` : '—'),
                  },
                  {
                    title: '倒排检查',
                    width: 130,
                    show: one =>
                      one.checksOpen ? <span className="late-word">{one.checksOpen} 项逾期未签</span> : '正常',
                  },
                ]}
              />
            )
          }
        </Loaded>
      </section>
      {chosen && <KeyPeriodPanel key={chosen} id={chosen} />}
      {isAdding && <AddPeriod onClose={() => setAdding(false)} onAdded={open} />}
    </>
  )
}

const firstWorthSeeing = (items: KeyPeriodLine[]) => (items.find(one => one.state === 'preparing') ?? items[0])?.id

interface Values {
  name: string
  from: string
  to: string
  source: string
}

function AddPeriod({ onClose, onAdded }: { onClose: () => void; onAdded: (id: string) => void }) {
  const add = useAddPeriod()
  return (
    <ActionDrawer<Values>
      open
      title="登记重大活动"
      act="登记"
      onClose={onClose}
      onAct={async values => {
        const { id } = await add.mutateAsync({ ...values, mode: 'strengthened', dailyReport: true })
        onAdded(id)
      }}
      consequence="活动期间县总值班室和各乡镇转入加强值班状态，实行每日零报告；临近时自动要求各单位报送值班安排、核查通讯录。"
    >
      <Form.Item name="name" label="活动名称" rules={[{ required: true, message: '请填写活动名称' }]}>
        <Input maxLength={60} placeholder="例如：省运会青峦赛区" autoFocus />
      </Form.Item>
      <Form.Item name="from" label="开始日期" rules={[{ required: true, message: '请选择开始日期' }]}>
        <DayField />
      </Form.Item>
      <Form.Item name="to" label="结束日期" rules={[{ required: true, message: '请选择结束日期' }]}>
        <DayField />
      </Form.Item>
      <Form.Item name="source" label="依据" rules={[{ required: true, message: '请填写依据' }]}>
        <Input maxLength={200} placeholder="例如：县政府办公室通知" />
      </Form.Item>
    </ActionDrawer>
  )
}
