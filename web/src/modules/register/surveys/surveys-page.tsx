import { useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Form, Input, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Permitted } from '../../../app/session.tsx'
import { UnitsSelect } from '../../../fields/unit-select.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { ledgersQuery } from '../requests.ts'
import { surveysQuery, useStart } from './requests.ts'

/** 资源普查: which surveys run, and how many units are done. */
export function SurveysPage() {
  const [isStarting, setStarting] = useState(false)
  const go = useNavigate()
  return (
    <>
      <header className="head">
        <h1>资源普查</h1>
        <span className="spread" />
        <Permitted to="register.survey">
          <Button type="primary" onClick={() => setStarting(true)}>
            发起普查
          </Button>
        </Permitted>
      </header>
      <section className="panel">
        <Loaded of={useQuery(surveysQuery)}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing what="还没有普查。由县应急局发起，选定台账、单位和截止日期，各单位登记或申报“无”" />
            ) : (
              <Rows
                items={items}
                keyOf={one => one.id}
                onOpen={one => void go(`/surveys/${one.id}`)}
                columns={[
                  { title: '普查', show: one => one.title },
                  {
                    title: '台账',
                    width: 320,
                    minor: true,
                    show: one => one.ledgers.map(each => each.label).join('、'),
                  },
                  { title: '截止日期', width: 120, named: true, show: one => one.dueOn },
                  { title: '完成', width: 110, numeric: true, show: one => `${one.done} / ${one.units}` },
                  {
                    title: '状态',
                    width: 130,
                    show: one =>
                      one.closedAt ? (
                        '已结束'
                      ) : one.overdue > 0 ? (
                        <b>{one.overdue} 个单位逾期</b>
                      ) : one.done === one.units ? (
                        '全部完成'
                      ) : (
                        '进行中'
                      ),
                  },
                ]}
              />
            )
          }
        </Loaded>
      </section>
      {isStarting && <StartDrawer onClose={() => setStarting(false)} />}
    </>
  )
}

interface Start {
  title: string
  ledgers: string[]
  unitIds: string[]
  dueOn: Dayjs
  note?: string
}

function StartDrawer({ onClose }: { onClose: () => void }) {
  const start = useStart()
  const ledgers = useQuery(ledgersQuery)
  return (
    <ActionDrawer<Start>
      open
      title="发起资源普查"
      act="发起"
      width={560}
      consequence="发起后每个单位的时限台账中出现一项，逐本台账登记完或申报“无”后自动办结；逾期自动记录。"
      onAct={({ dueOn, ...values }, id) =>
        start.mutateAsync({ ...values, id, dueOn: dueOn?.format('YYYY-MM-DD') ?? '' })
      }
      onClose={onClose}
    >
      <Form.Item name="title" label="普查名称" required>
        <Input autoFocus placeholder="例如 汛前应急资源普查" />
      </Form.Item>
      <Form.Item name="ledgers" label="普查台账" required>
        <Select
          mode="multiple"
          optionFilterProp="label"
          loading={ledgers.isPending}
          options={(ledgers.data?.items ?? []).map(one => ({ value: one.name, label: one.label }))}
        />
      </Form.Item>
      <Form.Item name="unitIds" label="参加单位" required>
        <UnitsSelect kinds={['town', 'department', 'village', 'community']} maxTagCount={8} />
      </Form.Item>
      <Form.Item name="dueOn" label="截止日期" required>
        <DatePicker />
      </Form.Item>
      <Form.Item name="note" label="要求">
        <Input.TextArea rows={3} />
      </Form.Item>
    </ActionDrawer>
  )
}
