import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Popconfirm, Select, Space, Switch } from 'antd'
import { useState } from 'react'
import { usePermits } from '../../app/session.tsx'
import { SourceLegend, SourceMark } from '../../fields/source-mark.tsx'
import { useNow } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { DayField } from '../../ui/form/instant-field.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { dayOf } from '../../ui/time.ts'
import { type SpecialPeriod, specialPeriodsQuery, useRemovePeriod, useSavePeriod } from './requests.ts'

const modes = { strengthened: '加强值班', normalPlus: '常态加强', publicity: '宣传提示' } as const

/** Periods in which duty is reinforced or a daily report is due. */
export function SpecialPeriods() {
  const may = usePermits()
  const periods = useQuery(specialPeriodsQuery)
  const remove = useRemovePeriod()
  const [editing, setEditing] = useState<SpecialPeriod | 'new' | null>(null)
  const today = dayOf(useNow())
  return (
    <section className="panel">
      <h2>
        特殊时期 <span className="spread" />
        {may('calendar.edit') && (
          <Button type="link" size="small" onClick={() => setEditing('new')}>
            新增特殊时期
          </Button>
        )}
      </h2>
      <Loaded of={periods}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what="春运、汛期、两会等需加强值班或每日报告的时期登记在这里" />
          ) : (
            <Rows
              items={items}
              keyOf={period => period.id}
              toneOf={period => (period.to < today ? 'stale' : undefined)}
              columns={[
                { title: '名称', show: period => period.name },
                { title: '起', width: 110, show: period => period.from },
                { title: '止', width: 110, show: period => period.to },
                { title: '值班强度', width: 110, show: period => modes[period.mode] },
                { title: '每日报告', width: 90, show: period => (period.dailyReport ? '是' : '') },
                {
                  title: '依据',
                  show: period => (
                    <span className="quiet">
                      <SourceMark confidence={period.confidence} /> {period.source}
                    </span>
                  ),
                },
                {
                  title: '办理',
                  width: 140,
                  show: period =>
                    may('calendar.edit') && (
                      <Space>
                        <Button size="small" onClick={() => setEditing(period)}>
                          修改
                        </Button>
                        <Popconfirm
                          title={`删除“${period.name}”`}
                          okText="删除"
                          onConfirm={() => remove.mutate(period.id)}
                        >
                          <Button size="small" type="text" danger>
                            删除
                          </Button>
                        </Popconfirm>
                      </Space>
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
      <div className="filters">
        <span className="quiet">依据</span>
        <SourceLegend />
      </div>
      {editing && (
        <PeriodDrawer
          key={editing === 'new' ? 'new' : editing.id}
          period={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  )
}

interface PeriodValues {
  name: string
  from: string
  to: string
  mode: keyof typeof modes
  dailyReport: boolean
  source: string
}

function PeriodDrawer({ period, onClose }: { period: SpecialPeriod | null; onClose: () => void }) {
  const save = useSavePeriod(period?.id)
  const required = (message: string) => [{ required: true, message }]
  return (
    <ActionDrawer<PeriodValues>
      open
      title={period ? '修改特殊时期' : '新增特殊时期'}
      act="保存"
      initial={
        period
          ? {
              name: period.name,
              from: period.from,
              to: period.to,
              mode: period.mode,
              dailyReport: period.dailyReport,
              source: period.source,
            }
          : { mode: 'strengthened', dailyReport: true }
      }
      onAct={values => save.mutateAsync(values)}
      onClose={onClose}
    >
      <Form.Item name="name" label="名称" rules={required('请填写名称')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="from" label="开始日期" rules={required('请选择开始日期')}>
        <DayField />
      </Form.Item>
      <Form.Item name="to" label="结束日期" rules={required('请选择结束日期')}>
        <DayField />
      </Form.Item>
      <Form.Item name="mode" label="值班强度">
        <Select options={Object.entries(modes).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item required name="dailyReport" label="每日报告" valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="source" label="依据" rules={required('请填写依据')}>
        <Input maxLength={200} />
      </Form.Item>
    </ActionDrawer>
  )
}
