import { type PaperBox, type PaperLine, paperBoxes, paperStates } from '@anlan/contract/paper.ts'
import type { Permission } from '@anlan/contract/permissions.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select, Tabs } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { KeysetList } from '../../ui/keyset.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { ComposeDrawer } from '../briefing/compose-drawer.tsx'
import { NewPaperDrawer } from './new-paper-drawer.tsx'
import { kindsQuery, usePapers } from './requests.ts'
import './document.css'

const boxes: { box: PaperBox; permission: Permission; what: string }[] = [
  { box: 'toSign', permission: 'paper.sign', what: '没有等待您签发的公文' },
  { box: 'toReview', permission: 'paper.review', what: '没有等待您审核的公文' },
  { box: 'toReceive', permission: 'paper.receive', what: '没有等待签收的公文' },
  { box: 'received', permission: 'paper.receive', what: '其他单位发来的公文会列在这里' },
  { box: 'mine', permission: 'paper.draft', what: '您拟写的公文会列在这里' },
  { box: 'all', permission: 'paper.read', what: '还没有公文' },
]

/** 公文: what waits for one's word, what came in, what one wrote. */
export function PapersPage() {
  const may = usePermits()
  const [asked, setAsked] = useSearchParams()
  const [isDrafting, setDrafting] = useState(false)
  const [isComposing, setComposing] = useState(false)
  const kinds = useQuery(kindsQuery)
  const open = boxes.filter(one => may(one.permission))
  const box = open.find(one => one.box === asked.get('box')) ?? open.find(one => one.box === 'all') ?? open[0]
  if (!box) return <Nothing what="您的岗位没有公文往来" />
  const kind = asked.get('kind') ?? undefined
  const text = asked.get('text') ?? undefined
  const narrow = (more: Record<string, string | undefined>) =>
    setAsked(
      Object.fromEntries(
        Object.entries({ box: box.box, kind, text, ...more }).filter((entry): entry is [string, string] =>
          Boolean(entry[1]),
        ),
      ),
    )
  return (
    <>
      <header className="head">
        <h1>公文</h1>
        <span className="spread" />
        <Link to="/papers/kinds">公文种类</Link>
        <Link to="/registers/issued-documents">发文登记</Link>
        {may('paper.draft') && <Button onClick={() => setComposing(true)}>由事件拟稿</Button>}
        {may('paper.draft') && (
          <Button type="primary" onClick={() => setDrafting(true)}>
            拟写公文
          </Button>
        )}
      </header>
      <section className="panel">
        <Tabs
          activeKey={box.box}
          onChange={next => narrow({ box: next })}
          items={open.map(one => ({ key: one.box, label: paperBoxes[one.box] }))}
          tabBarStyle={{ margin: 0, padding: '0 12px' }}
        />
        <div className="paper-filters">
          <Select
            allowClear
            placeholder="全部种类"
            value={kind}
            onChange={(value: string | undefined) => narrow({ kind: value })}
            options={kinds.data?.items.map(one => ({ value: one.code, label: one.name }))}
          />
          <Input.Search
            allowClear
            placeholder="标题或文号"
            defaultValue={text}
            maxLength={60}
            onSearch={value => narrow({ text: value.trim() || undefined })}
          />
        </div>
        <PaperList key={`${box.box}/${kind}/${text}`} box={box.box} kind={kind} text={text} what={box.what} />
      </section>
      <NewPaperDrawer open={isDrafting} onClose={() => setDrafting(false)} />
      <ComposeDrawer open={isComposing} onClose={() => setComposing(false)} />
    </>
  )
}

const waits = (line: PaperLine, box: PaperBox) => box === 'toSign' || box === 'toReview' || line.waitsForMe

function PaperList({ box, kind, text, what }: { box: PaperBox; kind?: string; text?: string; what: string }) {
  const papers = usePapers({ box, kind, text })
  const go = useNavigate()
  const now = useMinute()
  return (
    <KeysetList of={papers} empty={<Nothing what={kind || text ? '没有符合条件的公文' : what} />}>
      {items => (
        <Rows
          items={items}
          keyOf={line => line.id}
          toneOf={line => (waits(line, box) ? 'waiting' : undefined)}
          onOpen={line => void go(`/papers/${line.id}`)}
          columns={[
            {
              title: '标题',
              show: line => (
                <>
                  {line.urgency && <b className="paper-urgent">{line.urgency}</b>} {line.title}
                </>
              ),
            },
            { title: '种类', width: 120, show: line => line.kindName },
            { title: '文号', width: 180, show: line => line.number ?? '' },
            { title: '发文单位', width: 130, show: line => line.unitName },
            { title: '状态', width: 110, show: line => (line.waitsForMe ? <b>待签收</b> : paperStates[line.state]) },
            {
              title: '签收',
              width: 80,
              numeric: true,
              show: line => (line.receipts ? `${line.receipts.received}/${line.receipts.of}` : ''),
            },
            { title: '时间', width: 120, show: line => showTime(line.sentAt ?? line.signedAt ?? line.createdAt, now) },
          ]}
        />
      )}
    </KeysetList>
  )
}
