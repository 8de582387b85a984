import { type Permission, permits, type Role } from '@anlan/contract/permissions.ts'
import type { ChangePassword, SessionView, SignIn } from '@anlan/contract/session.ts'
import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useAct } from '../ui/form/act.ts'
import { http, Refusal } from '../ui/http.ts'
import type { Input } from '../ui/shape.ts'

/** null: nobody is signed in at this screen. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () =>
    http.get<SessionView>('/session').catch(error => {
      if (error instanceof Refusal && error.body.status === 401) return null
      throw error
    }),
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
})

/** The person at this screen. Only below the frame, which is shown to nobody else. */
export function useSession(): SessionView {
  const { data } = useSuspenseQuery(sessionQuery)
  if (!data) throw new Error('used outside the frame')
  return data
}

export const usePermits = () => {
  const { roles } = useSession()
  return (permission: Permission) => permits(roles, permission)
}

export function Permitted({ to, children }: { to: Permission; children: ReactNode }) {
  return usePermits()(to) ? children : null
}

export const useHasRole = () => {
  const { roles } = useSession()
  return (...wanted: Role[]) => wanted.some(role => roles.includes(role))
}

export const useSignIn = () => {
  const queries = useQueryClient()
  return useAct(async (body: Input<typeof SignIn>) => {
    const session = await http.post<SessionView>('/session', body)
    queries.clear()
    queries.setQueryData(sessionQuery.queryKey, session)
    return session
  })
}

export const useSignOut = () => {
  const queries = useQueryClient()
  return useAct(async () => {
    await http.delete('/session')
    queries.clear()
    queries.setQueryData(sessionQuery.queryKey, null)
  })
}

export const useChangePassword = () =>
  useAct((body: Input<typeof ChangePassword>) => http.post('/session/password', body), [sessionQuery.queryKey])
