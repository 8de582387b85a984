import { useQuery } from '@tanstack/react-query'
import { Drawer } from 'antd'
import { Suspense, useEffect, useState } from 'react'
import { Navigate, Outlet, useLocation, useNavigate, useNavigation } from 'react-router'
import { readServerClock, useClockIsVirtual } from '../ui/clock/clock.ts'
import { useHotkey, usePrimaryHotkey } from '../ui/hotkeys.ts'
import { Boundary, Failed } from '../ui/states.tsx'
import { useLiveStream } from './live-stream.ts'
import { sessionQuery, usePermits } from './session.tsx'
import { SideMenu } from './side-menu.tsx'
import { TopBar } from './top-bar.tsx'

/** Lets in only who is signed in; asks for a new password where one is due. */
export function Frame() {
  const session = useQuery(sessionQuery)
  const { pathname, search } = useLocation()
  if (session.data === undefined) {
    return session.error ? (
      <Failed error={session.error} onRetry={() => void session.refetch()} />
    ) : (
      <div id="start">正在打开……</div>
    )
  }
  if (session.data === null) {
    const from = `${pathname}${search}`
    return <Navigate to={from === '/' ? '/sign-in' : `/sign-in?from=${encodeURIComponent(from)}`} replace />
  }
  if (session.data.mustChangePassword) return <Navigate to="/password" replace />
  if (session.data.mustSetUpSecondFactor) return <Navigate to="/second-factor" replace />
  return <Inside />
}

const clockReadingEvery = 5 * 60_000
const virtualClockReadingEvery = 3_000

function Inside() {
  useLiveStream()
  usePrimaryHotkey()
  useServerClock()
  const go = useNavigate()
  const may = usePermits()
  const [isMenuOpen, setMenuOpen] = useState(false)
  const { pathname } = useLocation()
  const isOpening = useNavigation().state === 'loading'

  useHotkey('F2', () => may('switchboard.log') && go('/intake'), { always: true, off: pathname === '/intake' })

  return (
    <div className="frame">
      <aside className="side">
        <SideMenu />
      </aside>
      <Drawer
        open={isMenuOpen}
        onClose={() => setMenuOpen(false)}
        placement="left"
        size={232}
        styles={{ body: { padding: 0 } }}
        title="安澜"
      >
        <SideMenu onGo={() => setMenuOpen(false)} />
      </Drawer>
      <div className="stage">
        <TopBar onMenu={() => setMenuOpen(true)} />
        {isOpening && <div className="opening" />}
        <main className="page">
          <Boundary key={pathname}>
            <Suspense fallback={null}>
              <Outlet />
            </Suspense>
          </Boundary>
        </main>
      </div>
    </div>
  )
}

function useServerClock() {
  const isVirtual = useClockIsVirtual()
  useEffect(() => {
    const read = () => void readServerClock().catch(() => {})
    read()
    const timer = setInterval(read, isVirtual ? virtualClockReadingEvery : clockReadingEvery)
    return () => clearInterval(timer)
  }, [isVirtual])
}
