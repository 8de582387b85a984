import type { RoomLine } from '@anlan/contract/roster.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Space, Tag } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useMinute } from '../../../../ui/clock/clock.ts'
import { Rows } from '../../../../ui/rows.tsx'
import { Loaded, Nothing } from '../../../../ui/states.tsx'
import { dayOf } from '../../../../ui/time.ts'
import { roomsQuery } from '../requests.ts'
import { PeopleDrawer } from './people-drawer.tsx'
import './rooms.css'

/** 值班室设置: the duty rooms in reach; a list of people makes one in three clicks. */
export function RoomsPage() {
  const rooms = useQuery(roomsQuery)
  const go = useNavigate()
  const today = dayOf(useMinute())
  const [importing, setImporting] = useState(false)
  return (
    <>
      <header className="head">
        <h1>值班室设置</h1>
        <span className="spread" />
        <Space wrap>
          <Link to="/duty/rosters">
            <Button>排班</Button>
          </Link>
          <Link to="/duty/rooms/new">
            <Button>新建值班室</Button>
          </Link>
          <Button type="primary" onClick={() => setImporting(true)}>
            从人员名单导入
          </Button>
        </Space>
      </header>
      <section className="panel">
        <Loaded of={rooms} rows={8}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing what="还没有值班室。有一份值班人员名单（姓名、电话、岗位）就能建立：点“从人员名单导入”">
                <Button type="primary" onClick={() => setImporting(true)}>
                  从人员名单导入
                </Button>
              </Nothing>
            ) : (
              <Rows
                items={items}
                keyOf={room => room.id}
                onOpen={room => void go(`/duty/rooms/${room.id}`)}
                columns={[
                  { title: '值班室', show: room => <b>{room.name}</b> },
                  { title: '所属单位', minor: true, show: room => room.unitName },
                  { title: '值班电话', width: 150, show: room => room.phone ?? '未填写' },
                  { title: '传真', width: 130, minor: true, show: room => room.fax ?? '' },
                  { title: '人员', width: 70, numeric: true, show: room => `${room.people} 人` },
                  { title: '启用', width: 220, show: room => <Season room={room} today={today} /> },
                ]}
              />
            )
          }
        </Loaded>
      </section>
      {importing && (
        <PeopleDrawer onClose={() => setImporting(false)} onDone={room => void go(`/duty/rosters?room=${room.id}`)} />
      )}
    </>
  )
}

function Season({ room, today }: { room: RoomLine; today: string }) {
  if (!room.enabled) return <Tag>已停用</Tag>
  if (!room.from && !room.to) return <>常年</>
  const isOpen = (!room.from || room.from <= today) && (!room.to || room.to >= today)
  return (
    <>
      {room.from ?? '以前'} 至 {room.to ?? '以后'}{' '}
      {!isOpen && <Tag>{room.to && room.to < today ? '已过时段' : '未到时段'}</Tag>}
    </>
  )
}
