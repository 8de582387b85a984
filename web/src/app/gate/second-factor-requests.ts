import type {
  BeginSecondFactor,
  ConfirmSecondFactor,
  RecoveryCodes,
  RemoveSecondFactor,
  SecondFactorSecret,
  SecondFactorView,
} from '@anlan/contract/session.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import type { Input } from '../../ui/shape.ts'

const path = '/session/second-factor'

export const secondFactorQuery = queryOptions({
  queryKey: ['session', 'second-factor'],
  queryFn: () => http.get<SecondFactorView>(path),
})

export const useBeginSecondFactor = () =>
  useAct((body: Input<typeof BeginSecondFactor>) => http.post<SecondFactorSecret>(path, body))
/** Nothing is read again here: the recovery codes stay on the screen until the person has kept them. */
export const useConfirmSecondFactor = () =>
  useAct((body: Input<typeof ConfirmSecondFactor>) => http.post<RecoveryCodes>(`${path}/confirmation`, body))
export const useRemoveSecondFactor = () =>
  useAct((body: Input<typeof RemoveSecondFactor>) => http.post(`${path}/removal`, body), [['session']])
