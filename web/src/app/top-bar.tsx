import { roles } from '@anlan/contract/permissions.ts'
import { MenuOutlined, MoonOutlined, PhoneOutlined, SearchOutlined, SunOutlined, UserOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Dropdown } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { unitsQuery } from '../modules/directory/requests.ts'
import { NoticeAlarm } from '../modules/notice/notice-alarm.tsx'
import { useClockIsVirtual, useNow } from '../ui/clock/clock.ts'
import { dayOf, showMinute, showSecond, weekdayOf } from '../ui/time.ts'
import { useLiveState } from './live-stream.ts'
import { SearchBox } from './search/search-box.tsx'
import { usePermits, useSession, useSignOut } from './session.tsx'
import { useNight } from './theme.tsx'

// Opened once in a while; the desk loads it only then.
const MyAccountDrawer = lazy(async () => ({ default: (await import('./gate/my-account-drawer.tsx')).MyAccountDrawer }))

export function TopBar({ onMenu }: { onMenu: () => void }) {
  const session = useSession()
  const may = usePermits()
  const go = useNavigate()
  const { night, toggle } = useNight()
  const signOut = useSignOut()
  const [isAccountOpen, setAccountOpen] = useState(false)

  return (
    <header className="top">
      <Button className="only-phone" type="text" icon={<MenuOutlined />} aria-label="打开菜单" onClick={onMenu} />
      <div className="who">
        <b>{session.unitName}</b>
        <span>
          {session.displayName} · {session.roles.map(role => roles[role]).join('、')}
        </span>
      </div>
      <SearchBox />
      <Link className="only-phone" to="/search" aria-label="查找">
        <Button type="text" icon={<SearchOutlined />} tabIndex={-1} />
      </Link>
      <span className="spread" />
      {may('notice.read') && <NoticeAlarm />}
      <DutyPhone unitId={session.unitId} />
      <WallClock />
      <LiveBadge />
      <Button
        type="text"
        icon={night ? <SunOutlined /> : <MoonOutlined />}
        aria-label={night ? '切换到日间' : '切换到夜间'}
        title={night ? '切换到日间' : '切换到夜间'}
        onClick={toggle}
      />
      <Dropdown
        menu={{
          items: [
            { key: 'account', label: '我的账号', onClick: () => setAccountOpen(true) },
            { key: 'password', label: '修改密码', onClick: () => void go('/password') },
            { key: 'out', label: '退出登录', onClick: () => signOut.mutate() },
          ],
        }}
      >
        <Button type="text" icon={<UserOutlined />} aria-label="账号" />
      </Dropdown>
      {isAccountOpen && (
        <Suspense fallback={null}>
          <MyAccountDrawer onClose={() => setAccountOpen(false)} />
        </Suspense>
      )}
    </header>
  )
}

function DutyPhone({ unitId }: { unitId: string }) {
  const may = usePermits()
  const { data } = useQuery({ ...unitsQuery, enabled: may('directory.read') })
  const phone = data?.items.find(unit => unit.id === unitId)?.dutyPhone
  if (!phone) return null
  return (
    <a className="duty-phone" href={`tel:${phone}`} title="本单位值班电话">
      <PhoneOutlined /> {phone}
    </a>
  )
}

function WallClock() {
  const now = useNow()
  const isVirtual = useClockIsVirtual()
  const day = dayOf(now)
  return (
    <span
      className={`wall-clock${isVirtual ? ' is-virtual' : ''}`}
      title={isVirtual ? '服务器使用推演时钟，时间由推演控制' : '服务器时间'}
    >
      {isVirtual && <b>推演时钟</b>} {day.slice(5)} 周{weekdayOf(day)}{' '}
      <b className="figure">{isVirtual ? showSecond(now) : showMinute(now)}</b>
    </span>
  )
}

function LiveBadge() {
  const { connected, heardAt } = useLiveState()
  useNow()
  if (!connected) return <span className="live live-lost">{heardAt ? '已断开，正在重连' : '正在连接'}</span>
  const minutes = Math.floor((Date.now() - heardAt) / 60_000)
  return <span className="live">实时 · {minutes < 1 ? '刚刚' : `${minutes} 分前有更新`}</span>
}
