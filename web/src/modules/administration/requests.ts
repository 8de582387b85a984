import type {
  AccountPerson,
  AccountSheetView,
  AccountState,
  AccountView,
  ChangeAccount,
  ChangeSetting,
  DeadLetterView,
  FactView,
  MailSettings,
  OpenAccount,
  OpenAccounts,
  OperationView,
  PostGrantView,
  ResetPassword,
  SetEnabled,
  SetGrants,
  SetPostGrants,
  SettingChangeView,
  SettingGroupView,
  SettingView,
  TestNumber,
  TestOutcome,
  WebhookSettings,
} from '@anlan/contract/administration.ts'
import type { Role } from '@anlan/contract/permissions.ts'
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

export interface AccountFilter {
  text?: string
  unit?: string
  role?: Role
  state?: AccountState
}
export const useAccounts = (filter: AccountFilter) =>
  useKeyset<AccountView>(['administration', 'accounts'], '/accounts', { ...filter })
export const accountPersonsQuery = (text: string | undefined) =>
  queryOptions({
    queryKey: ['administration', 'account-persons', text],
    queryFn: () => http.get<Items<Output<typeof AccountPerson>>>('/account-persons', { text }),
  })
export const postGrantsQuery = (unit: string) =>
  queryOptions({
    queryKey: ['administration', 'post-grants', unit],
    queryFn: () => http.get<Items<PostGrantView>>('/post-grants', { unit }),
  })
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
  useAct((body: Input<typeof OpenAccount>) => http.post<AccountView>('/accounts', body), accounts)
export const useOpenAccounts = () =>
  useAct((body: Input<typeof OpenAccounts>) => http.post<Items<AccountView>>('/accounts/bulk', body), accounts)
export const useAccountSheet = () => useAct((file: File) => http.upload<AccountSheetView>('/accounts/sheet', file))
export const useGrantRequests = () =>
  useAct((accountIds: string[]) => http.post('/account-requests/granting', { accountIds }), accounts)
export const useSetPostGrants = () =>
  useAct(
    ({ postId, ...body }: Input<typeof SetPostGrants> & { postId: string }) =>
      http.put<PostGrantView>(`/post-grants/${postId}`, body),
    [['administration', 'post-grants'], ...accounts],
  )
export const useAccountActs = (id: string) => ({
  change: useAct((body: Input<typeof ChangeAccount>) => http.put<AccountView>(`/accounts/${id}`, body), accounts),
  unlock: useAct(() => http.post<AccountView>(`/accounts/${id}/unlocking`), accounts),
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
