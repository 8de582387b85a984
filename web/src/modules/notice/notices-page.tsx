import { type Channel, channels, type SendNotice } from '@anlan/contract/notice.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Select, Switch, Tabs } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { Permitted, usePermits } from '../../app/session.tsx'
import { UnitsSelect } from '../../fields/unit-select.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { primary } from '../../ui/hotkeys.ts'
import { KeysetList } from '../../ui/keyset.tsx'
import { Rows } from '../../ui/rows.tsx'
import type { Input as Sent } from '../../ui/shape.ts'
import { Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { NoticeDrawer } from './notice-drawer.tsx'
import { OpenNotices } from './open-notices.tsx'
import { channelsQuery, useMyNotices, useNotices, useSendNotice } from './requests.ts'

/** 通知: what waits for my word, what I was told, what we told others and who has not answered. */
export function NoticesPage() {
  const may = usePermits()
  const [isSending, setSending] = useState(false)
  return (
    <>
      <header className="head">
        <h1>通知</h1>
        <span className="spread" />
        <Permitted to="notice.send">
          <Button {...primary} onClick={() => setSending(true)}>
            发通知
          </Button>
        </Permitted>
      </header>
      <OpenNotices limit={50} />
      <section className="panel" style={{ marginTop: 12 }}>
        <Tabs
          tabBarStyle={{ margin: 0, padding: '0 12px' }}
          items={[
            { key: 'mine', label: '收到的', children: <MyNotices /> },
            ...(may('notice.send') ? [{ key: 'sent', label: '发出的', children: <SentNotices /> }] : []),
          ]}
        />
      </section>
      <SendDrawer open={isSending} onClose={() => setSending(false)} />
    </>
  )
}

function MyNotices() {
  const notices = useMyNotices('all')
  const now = useMinute()
  return (
    <KeysetList of={notices} empty={<Nothing what="还没有收到过通知" />}>
      {items => (
        <Rows
          items={items}
          keyOf={notice => notice.deliveryId}
          columns={[
            {
              title: '标题',
              width: 260,
              show: notice =>
                notice.matterId ? <Link to={`/events/${notice.matterId}`}>{notice.title}</Link> : notice.title,
            },
            { title: '内容', show: notice => notice.body },
            { title: '发出单位', width: 150, show: notice => notice.sentByUnitName },
            { title: '发出', width: 110, show: notice => showTime(notice.sentAt, now) },
            {
              title: '确认',
              width: 130,
              show: notice =>
                notice.acknowledgedAt
                  ? showTime(notice.acknowledgedAt, now)
                  : notice.withdrawnAt
                    ? '已办结，不需确认'
                    : '待确认',
            },
          ]}
        />
      )}
    </KeysetList>
  )
}

function SentNotices() {
  const notices = useNotices()
  const now = useMinute()
  const [opened, setOpened] = useState<string | null>(null)
  return (
    <>
      <KeysetList of={notices} empty={<Nothing what="本单位还没有发过通知" />}>
        {items => (
          <Rows
            items={items}
            keyOf={notice => notice.id}
            onOpen={notice => setOpened(notice.id)}
            isOpen={notice => notice.id === opened}
            columns={[
              { title: '标题', width: 300, show: notice => notice.title },
              { title: '内容', show: notice => notice.body },
              { title: '发出', width: 110, show: notice => showTime(notice.sentAt, now) },
              {
                title: '确认情况',
                width: 170,
                show: notice => {
                  const done = notice.deliveries.filter(delivery => delivery.acknowledgedAt).length
                  return `${done}/${notice.deliveries.length} 已确认`
                },
              },
            ]}
          />
        )}
      </KeysetList>
      <NoticeDrawer id={opened} onClose={() => setOpened(null)} />
    </>
  )
}

type NoticeValues = Sent<typeof SendNotice>

function SendDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const send = useSendNotice()
  const { data } = useQuery({ ...channelsQuery, enabled: open })
  return (
    <ActionDrawer<NoticeValues>
      open={open}
      title="发通知"
      act="发出通知"
      initial={{ channels: ['inApp'], urgent: false, stepUpMinutes: 0 }}
      consequence="发给所选单位的当班人员；设置逐级催告后，未确认的依次通知代理人和上级。"
      onAct={(values, id) => send.mutateAsync({ ...values, id })}
      onClose={onClose}
    >
      <Form.Item name="unitIds" label="接收单位" rules={[{ required: true, message: '请选择接收单位' }]}>
        <UnitsSelect />
      </Form.Item>
      <Form.Item name="title" label="标题" rules={[{ required: true, message: '请填写标题' }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="body" label="内容" rules={[{ required: true, message: '请填写内容' }]}>
        <Input.TextArea autoSize={{ minRows: 4 }} maxLength={2000} />
      </Form.Item>
      <Form.Item
        required
        name="urgent"
        label="紧急"
        valuePropName="checked"
        extra="紧急通知在对方值班台持续响铃，直到确认"
      >
        <Switch />
      </Form.Item>
      <Form.Item required name="stepUpMinutes" label="逐级催告间隔（分钟）" extra="0 为不催告">
        <InputNumber min={0} max={1440} />
      </Form.Item>
      <Form.Item
        required
        name="channels"
        label="渠道"
        extra={data?.items
          .filter(one => !one.configured)
          .map(one => `${one.name}：${one.statement}`)
          .join('；')}
      >
        <Select
          mode="multiple"
          options={Object.entries(channels).map(([value, label]) => ({
            value: value as Channel,
            label,
            disabled: data?.items.some(one => one.channel === value && !one.configured),
          }))}
        />
      </Form.Item>
    </ActionDrawer>
  )
}
