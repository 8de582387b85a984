import { type BulletinView, bulletinKinds } from '@anlan/contract/desk.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Tag } from 'antd'
import { Permitted } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { saidOf } from '../../ui/http.ts'
import { showTime } from '../../ui/time.ts'
import { unreadBulletinsQuery, useReadBulletin } from './requests.ts'
import './desk.css'

/** 气象等信息 that this unit has not read yet: they stay on top until somebody presses. */
export function UnreadBulletins() {
  const { data } = useQuery(unreadBulletinsQuery)
  return data?.items.map(one => <Unread key={one.id} bulletin={one} />)
}

function Unread({ bulletin }: { bulletin: BulletinView }) {
  const { message } = App.useApp()
  const read = useReadBulletin()
  const press = () =>
    read.mutate(bulletin.id, {
      onSuccess: () => void message.success('已阅，已记入值班日志'),
      onError: error => void message.error(saidOf(error)),
    })
  return (
    <section className="panel bulletin">
      <BulletinText bulletin={bulletin} />
      <Permitted to="desk.read-bulletin">
        <Button type="primary" size="large" loading={read.isPending} onClick={press}>
          已阅
        </Button>
      </Permitted>
    </section>
  )
}

/** Head, words and what came after it. */
export function BulletinText({ bulletin }: { bulletin: BulletinView }) {
  const now = useMinute()
  return (
    <div className="bulletin-text">
      <div>
        <Tag>{bulletinKinds[bulletin.kind]}</Tag>
        <b>{bulletin.title}</b>
      </div>
      <div className="quiet">
        {bulletin.issuer} {showTime(bulletin.issuedAt, now)} 发布，有效期至 {showTime(bulletin.validUntil, now)}
        {bulletin.isExpired && '（已过有效期）'}
      </div>
      {bulletin.newer && (
        <div className="bulletin-newer">
          {bulletin.newer.corrects ? '本条已被更正：' : '已有更新的同类信息：'}
          {bulletin.newer.title}（{showTime(bulletin.newer.issuedAt, now)}）
        </div>
      )}
      <p>{bulletin.text}</p>
    </div>
  )
}
