import { type BulletinKind, type BulletinView, bulletinKinds } from '@anlan/contract/desk.ts'
import { Button, Drawer, Select } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { KeysetList } from '../../ui/keyset.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Nothing } from '../../ui/states.tsx'
import { showSpan, showTime } from '../../ui/time.ts'
import { EnterBulletinDrawer } from './enter-bulletin.tsx'
import { useBulletins } from './requests.ts'
import { BulletinText, UnreadBulletins } from './unread-bulletins.tsx'
import './desk.css'

/** 气象等信息: what came in, whom it concerns, and who has not read it yet. */
export function BulletinsPage() {
  const now = useMinute()
  const [kind, setKind] = useState<BulletinKind>()
  const [shown, setShown] = useState<BulletinView | null>(null)
  const [entering, setEntering] = useState<{ replaces: BulletinView | null } | null>(null)
  return (
    <>
      <header className="head">
        <h1>气象等信息</h1>
        <Select
          aria-label="类别"
          allowClear
          placeholder="全部类别"
          style={{ width: 180 }}
          value={kind}
          onChange={setKind}
          options={Object.entries(bulletinKinds).map(([value, label]) => ({ value: value as BulletinKind, label }))}
        />
        <span className="spread" />
        <Permitted to="desk.enter-bulletin">
          <Button type="primary" onClick={() => setEntering({ replaces: null })}>
            登记信息
          </Button>
        </Permitted>
      </header>
      <UnreadBulletins />
      <section className="panel">
        <KeysetList
          of={useBulletins(kind)}
          empty={<Nothing what="还没有气象等信息。县总值班室收到后点“登记信息”，粘贴原文即可送到受影响乡镇" />}
        >
          {items => (
            <Rows
              items={items}
              keyOf={one => one.id}
              onOpen={setShown}
              columns={[
                { title: '发布时间', width: 130, show: one => showTime(one.issuedAt, now) },
                { title: '类别', width: 140, show: one => bulletinKinds[one.kind] },
                {
                  title: '标题',
                  show: one => (
                    <>
                      {one.title}
                      {one.newer && <span className="quiet">（{one.newer.corrects ? '已更正' : '已有更新'}）</span>}
                    </>
                  ),
                },
                { title: '发布单位', width: 170, minor: true, show: one => one.issuer },
                { title: '阅读', width: 230, show: one => <Readers bulletin={one} /> },
              ]}
            />
          )}
        </KeysetList>
      </section>
      <Drawer open={shown !== null} title="气象等信息" size={560} onClose={() => setShown(null)}>
        {shown && (
          <>
            <BulletinText bulletin={shown} />
            <p className="quiet">
              {shown.enteredBy} {showTime(shown.enteredAt, now)} 登记
              {shown.remindedAt && `，${showTime(shown.remindedAt, now)} 已提醒未读单位`}
            </p>
            <Rows
              items={shown.addressees}
              keyOf={one => one.unitId}
              toneOf={one => (one.readAt ? undefined : 'bulletin-unread')}
              columns={[
                { title: '单位', show: one => one.unitName },
                { title: '阅读人', width: 110, show: one => one.readBy ?? '未读' },
                { title: '阅读时间', width: 130, show: one => (one.readAt ? showTime(one.readAt, now) : '') },
                { title: '用时', width: 90, show: one => showSpan(one.minutes * 60_000) },
              ]}
            />
            {!shown.newer?.corrects && (
              <Permitted to="desk.enter-bulletin">
                <Button
                  style={{ marginTop: 12 }}
                  onClick={() => {
                    setEntering({ replaces: shown })
                    setShown(null)
                  }}
                >
                  更正本条
                </Button>
              </Permitted>
            )}
          </>
        )}
      </Drawer>
      {entering && (
        <EnterBulletinDrawer
          key={entering.replaces?.id ?? 'new'}
          replaces={entering.replaces}
          onClose={() => setEntering(null)}
        />
      )}
    </>
  )
}

function Readers({ bulletin }: { bulletin: BulletinView }) {
  const unread = bulletin.addressees.filter(one => !one.readAt)
  if (unread.length === 0) return <span className="quiet">{bulletin.addressees.length} 个单位均已读</span>
  const longest = Math.max(...unread.map(one => one.minutes))
  return (
    <b>
      {unread.length} / {bulletin.addressees.length} 未读，已 {showSpan(longest * 60_000)}
    </b>
  )
}
