import { lazy } from 'react'
import { Navigate } from 'react-router'
import { useHasRole } from '../session.tsx'
import { Desk } from './desk.tsx'

const OtherHome = lazy(async () => ({ default: (await import('./other-home.tsx')).OtherHome }))

/** What each role sees first: the one screen it works from. Only the duty desk is loaded with the frame. */
export function Home() {
  const has = useHasRole()
  if (has('duty_officer')) return <Desk />
  if (has('upper_duty')) return <Navigate to="/reports?box=received" replace />
  if (has('security_admin')) return <Navigate to="/accounts" replace />
  if (has('auditor')) return <Navigate to="/facts" replace />
  if (has('system_admin')) return <Navigate to="/operations" replace />
  return <OtherHome />
}
