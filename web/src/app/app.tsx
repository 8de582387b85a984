import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from 'react-router/dom'
import { onRefusal, Refusal } from '../ui/http.ts'
import { Boundary } from '../ui/states.tsx'
import { router } from './routes.tsx'
import { sessionQuery } from './session.tsx'
import { Theme } from './theme.tsx'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => !(error instanceof Refusal) && failures < 2,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
})

onRefusal(refusal => {
  const { code } = refusal.body
  if (code === 'not-signed-in' || code === 'session-expired') queries.setQueryData(sessionQuery.queryKey, null)
  if (code === 'password-change-required' || code === 'second-factor-required')
    void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
})

export function App() {
  return (
    <Theme>
      <Boundary>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </Boundary>
    </Theme>
  )
}
