import type {
  AccountView,
  ChangeSetting,
  CreateAccount,
  DeadLetterView,
  FactView,
  MailSettings,
  OperationView,
  ResetPassword,
  SetEnabled,
  SetGrants,
  SettingChangeView,
  SettingGroupView,
  SettingView,
  TestNumber,
  TestOutcome,
  WebhookSettings,
} from '@anlan/contract/administration.ts'
import type { ResetSecondFactor } from '@anlan/contract/session.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import { useKeyset } from '../../ui/keyset.tsx'
import type { Input, Items, Output } from '../../ui/shape.ts'

export type Fact = Output<typeof FactView>
export type Operation = Output<typeof OperationView>
export type DeadLetter = Output<typeof DeadLetterView>
export type Setting = Output<typeof SettingView>

export const useAccounts = (text: string) =>
  useKeyset<AccountView>(['administration', 'accounts'], '/accounts', { text })
export const useFacts = (query: { type?: string; subject?: string }) =>
  useKeyset<Fact>(['administration', 'facts'], '/facts', query)

export const operationsQuery = queryOptions({
  queryKey: ['administration', 'operations'],
  queryFn: () => http.get<Operation>('/operations'),
  refetchInterval: 15_000,
})
export const mailQuery = queryOptions({
  queryKey: ['administration', 'mail'],
  queryFn: () => http.get<Input<typeof MailSettings>>('/settings/mail'),
})
export const webhookQuery = queryOptions({
  queryKey: ['administration', 'webhook'],
  queryFn: () => http.get<Input<typeof WebhookSettings>>('/settings/webhook'),
})

const accounts = [['administration', 'accounts']]
export const useCreateAccount = () =>
  useAct((body: Input<typeof CreateAccount>) => http.post<AccountView>('/accounts', body), accounts)
export const useAccountActs = (id: string) => ({
  setGrants: useAct((body: Input<typeof SetGrants>) => http.put(`/accounts/${id}/grants`, body), accounts),
  setEnabled: useAct((body: Input<typeof SetEnabled>) => http.put(`/accounts/${id}/enabled`, body), accounts),
  resetSecondFactor: useAct(
    (body: Input<typeof ResetSecondFactor>) => http.post(`/accounts/${id}/second-factor-reset`, body),
    accounts,
  ),
  resetPassword: useAct((body: Input<typeof ResetPassword>) => http.post(`/accounts/${id}/password`, body), accounts),
})

export const useRetryDeadLetter = () =>
  useAct(
    ({ kind, id }: Pick<DeadLetter, 'kind' | 'id'>) => http.post(`/operations/dead-letters/${kind}/${id}/retry`),
    [['administration', 'operations']],
  )
const settings = [['administration']]
export const settingsQuery = queryOptions({
  queryKey: ['administration', 'settings'],
  queryFn: () => http.get<{ groups: Output<typeof SettingGroupView>[] }>('/settings'),
})
export const settingHistoryQuery = (key: string) =>
  queryOptions({
    queryKey: ['administration', 'settings', key],
    queryFn: () => http.get<Items<Output<typeof SettingChangeView>>>(`/settings/${key}/history`),
  })
export const useChangeSetting = (key: string) =>
  useAct((body: Input<typeof ChangeSetting>) => http.put<Setting>(`/settings/${key}`, body), settings)
export const useSaveMail = () =>
  useAct((body: Input<typeof MailSettings>) => http.put('/settings/mail', body), settings)
export const useTestMail = () =>
  useAct((to: string) => http.post<Output<typeof TestOutcome>>('/settings/mail/test', { to }))
export const useSaveWebhook = () =>
  useAct((body: Input<typeof WebhookSettings>) => http.put('/settings/webhook', body), settings)
export const useTestWebhook = () =>
  useAct((phone: string) => {
    const body: Input<typeof TestNumber> = phone ? { phone } : {}
    return http.post<Output<typeof TestOutcome>>('/settings/webhook/test', body)
  })
