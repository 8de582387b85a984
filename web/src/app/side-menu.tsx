import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { NavLink, useLocation } from 'react-router'
import { reportsToMindQuery } from '../modules/event-report/report/requests.ts'
import { openNoticesQuery } from '../modules/notice/requests.ts'
import { overdueQuery } from '../modules/obligation/requests.ts'
import { type MenuEntry, menu } from './menu.ts'
import { useHasRole, usePermits, useSession } from './session.tsx'

/** A menu of so many entries is seen at one glance; only a longer one folds. */
const mostShown = 15

export function SideMenu({ onGo }: { onGo?: () => void }) {
  const may = usePermits()
  const has = useHasRole()
  const badges = useBadges()
  const isFor = (entry: MenuEntry) =>
    (!entry.permission || may(entry.permission)) && (!entry.roles || has(...entry.roles))

  const { pathname } = useLocation()
  const isHere = (entry: MenuEntry) =>
    entry.to === pathname || (entry.to !== '/' && pathname.startsWith(`${entry.to}/`))
  const [opened, open] = useOpenedGroups()
  const groups = menu
    .map(group => ({ ...group, entries: group.entries.filter(isFor) }))
    .filter(group => group.entries.length > 0)
  const folds = groups.reduce((sum, group) => sum + group.entries.length, 0) > mostShown

  return (
    <nav className="menu" aria-label="主菜单">
      <div className="brand">
        <img src="/mark.svg" alt="" width={26} height={26} />
        <span>
          安澜<small>应急管理平台</small>
        </span>
      </div>
      {groups.map(group => {
        const isOpen = !folds || !group.folded || (opened[group.name] ?? group.entries.some(isHere))
        return (
          <section key={group.name}>
            {folds && group.folded ? (
              <h2>
                <button type="button" aria-expanded={isOpen} onClick={() => open(group.name, !isOpen)}>
                  {group.name}
                  <small>{isOpen ? '收起' : group.entries.length}</small>
                </button>
              </h2>
            ) : (
              <h2>{group.name}</h2>
            )}
            {isOpen &&
              group.entries.map(entry => (
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

/** Which folded groups this person opened or closed, remembered in this browser; the others open for the page that is shown. */
function useOpenedGroups(): [Record<string, boolean>, (group: string, isOpen: boolean) => void] {
  const place = `anlan.menu.${useSession().accountId}`
  const [opened, setOpened] = useState<Record<string, boolean>>(() => {
    try {
      return (JSON.parse(localStorage.getItem(place) ?? '{}') ?? {}) as Record<string, boolean>
    } catch {
      return {}
    }
  })
  const open = (group: string, isOpen: boolean) => {
    const next = { ...opened, [group]: isOpen }
    setOpened(next)
    localStorage.setItem(place, JSON.stringify(next))
  }
  return [opened, open]
}
