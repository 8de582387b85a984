import { lazy } from 'react'
import { Navigate } from 'react-router'
import { useHasRole } from '../session.tsx'
import { Desk } from './desk.tsx'

const LeaderHome = lazy(async () => ({ default: (await import('./leader-home.tsx')).LeaderHome }))
const TownshipHome = lazy(async () => ({ default: (await import('./township-home.tsx')).TownshipHome }))
const ReporterHome = lazy(async () => ({ default: (await import('./reporter-home.tsx')).ReporterHome }))

/** What each role sees first: the one screen it works from. */
export function Home() {
  const has = useHasRole()
  if (has('duty_officer', 'bureau_officer')) return <Desk />
  if (has('duty_leader')) return <LeaderHome />
  if (has('township_officer', 'township_leader', 'department_officer')) return <TownshipHome />
  if (has('village_officer', 'team_leader', 'enterprise_contact')) return <ReporterHome />
  if (has('upper_duty')) return <Navigate to="/reports?box=received" replace />
  if (has('security_admin')) return <Navigate to="/accounts" replace />
  if (has('auditor')) return <Navigate to="/facts" replace />
  return <Navigate to="/operations" replace />
}
