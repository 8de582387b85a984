import { lazy } from 'react'
import { Navigate } from 'react-router'
import { useHasRole } from '../session.tsx'
import { Desk } from './desk.tsx'

const SystemHome = lazy(async () => ({ default: (await import('./administrators/system-home.tsx')).SystemHome }))
const SecurityHome = lazy(async () => ({ default: (await import('./administrators/security-home.tsx')).SecurityHome }))
const AuditHome = lazy(async () => ({ default: (await import('./administrators/audit-home.tsx')).AuditHome }))
const OtherHome = lazy(async () => ({ default: (await import('./other-home.tsx')).OtherHome }))

/** What each role sees first: the one screen it works from. Only the duty desk is loaded with the frame. */
export function Home() {
  const has = useHasRole()
  if (has('duty_officer')) return <Desk />
  if (has('upper_duty')) return <Navigate to="/reports?box=received" replace />
  if (has('security_admin')) return <SecurityHome />
  if (has('auditor')) return <AuditHome />
  if (has('system_admin')) return <SystemHome />
  return <OtherHome />
}
