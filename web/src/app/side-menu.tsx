import { useQuery } from '@tanstack/react-query'
import { NavLink } from 'react-router'
import { reportsToMindQuery } from '../modules/event-report/report/requests.ts'
import { openNoticesQuery } from '../modules/notice/requests.ts'
import { overdueQuery } from '../modules/obligation/requests.ts'
import { type MenuEntry, menu } from './menu.ts'
import { useHasRole, usePermits } from './session.tsx'

export function SideMenu({ onGo }: { onGo?: () => void }) {
  const may = usePermits()
  const has = useHasRole()
  const badges = useBadges()
  const isFor = (entry: MenuEntry) =>
    (!entry.permission || may(entry.permission)) && (!entry.roles || has(...entry.roles))

  return (
    <nav className="menu" aria-label="主菜单">
      <div className="brand">
        <img src="/mark.svg" alt="" width={26} height={26} />
        <span>
          安澜<small>应急管理平台</small>
        </span>
      </div>
      {menu.map(group => {
        const entries = group.entries.filter(isFor)
        if (entries.length === 0) return null
        return (
          <section key={group.name}>
            <h2>{group.name}</h2>
            {entries.map(entry => (
              <NavLink key={entry.to} to={entry.to} end={isAbove(entry.to)} onClick={onGo}>
                {entry.name}
                {entry.to === '/intake' && <kbd>F2</kbd>}
                {entry.badge && badges[entry.badge] && <b className="badge">{badges[entry.badge]}</b>}
              </NavLink>
            ))}
          </section>
        )
      })}
    </nav>
  )
}

/** Whether another entry's page lies below this one's: then this one is chosen only by itself. */
const isAbove = (to: string) =>
  to === '/' || menu.some(group => group.entries.some(entry => entry.to.startsWith(`${to}/`)))

const counted = (length: number, hasMore: boolean) =>
  length === 0 ? undefined : hasMore ? `${length}+` : String(length)

/** What is owed, beside the page where it is done. */
function useBadges(): Record<NonNullable<MenuEntry['badge']>, string | undefined> {
  const may = usePermits()
  const notices = useQuery({ ...openNoticesQuery, enabled: may('notice.read') })
  const reports = useQuery({ ...reportsToMindQuery(may), enabled: may('event-report.read') })
  const overdue = useQuery({ ...overdueQuery, enabled: may('obligation.read') })
  return {
    notices: notices.data && counted(notices.data.items.length, Boolean(notices.data.next)),
    reports: reports.data ? String(reports.data) : undefined,
    overdue: overdue.data && counted(overdue.data.items.length, Boolean(overdue.data.next)),
  }
}
