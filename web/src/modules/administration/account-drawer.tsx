import type { AccountView } from '@anlan/contract/administration.ts'
import { roles } from '@anlan/contract/permissions.ts'
import { Button, Descriptions, Drawer } from 'antd'
import { usePermits, useSession } from '../../app/session.tsx'
import { showInstant } from '../../ui/time.ts'
import { useAccountActs } from './requests.ts'

export type AccountAct = 'grants' | 'password' | 'second-factor' | 'enable' | 'change'

/** 待授权, 已锁定 …: what stands in the way of this account, or 正常. */
export const stateOf = (account: AccountView, now: Date): string =>
  !account.enabled
    ? '已停用'
    : account.lockedUntil && account.lockedUntil > now.toISOString()
      ? '已锁定'
      : account.requestedRoles.length > 0
        ? '待授权'
        : account.roles.length === 0
          ? '未授权'
          : account.mustChangePassword
            ? '待改密码'
            : '正常'

interface AccountDrawerProps {
  account: AccountView
  now: Date
  onAct: (act: AccountAct) => void
  onClose: () => void
}

/** One account: whose it is, what it may do and by what, and what can be done about it. */
export function AccountDrawer({ account, now, onAct, onClose }: AccountDrawerProps) {
  const may = usePermits()
  const session = useSession()
  const { unlock } = useAccountActs(account.id)
  const isOwn = session.accountId === account.id
  const state = stateOf(account, now)
  const rows: [string, string][] = [
    ['单位', account.unitName],
    ['对应人员', account.personName ?? '未对应'],
    [
      '角色',
      account.grants
        .map(grant => {
          const where =
            grant.unitId === account.unitId && !grant.postName ? '' : `（${grant.unitName}${grant.postName ?? ''}）`
          return `${roles[grant.role]}${where}`
        })
        .join('、') || '未授权',
    ],
    ['申请角色', account.requestedRoles.map(role => roles[role]).join('、') || '无'],
    ['状态', state],
    ['最近登录', account.lastSignedInAt ? showInstant(account.lastSignedInAt) : '从未'],
    ['两步验证', account.hasSecondFactor ? '已启用' : '未启用'],
  ]
  const manages = may('administration.accounts.manage') && !isOwn
  const grants = may('administration.grants.manage') && !isOwn
  return (
    <Drawer open title={`${account.displayName}　${account.account}`} size={460} onClose={onClose}>
      <Descriptions
        size="small"
        bordered
        column={1}
        items={rows.map(([label, children]) => ({ key: label, label, children }))}
      />
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, marginTop: 16 }}>
        {grants && <Button onClick={() => onAct('grants')}>授权</Button>}
        {grants && account.hasSecondFactor && <Button onClick={() => onAct('second-factor')}>重置两步验证</Button>}
        {manages && <Button onClick={() => onAct('change')}>变更单位或人员</Button>}
        {manages && <Button onClick={() => onAct('password')}>重置密码</Button>}
        {may('administration.accounts.manage') && state === '已锁定' && (
          <Button loading={unlock.isPending} onClick={() => unlock.mutate(undefined, { onSuccess: onClose })}>
            解除锁定
          </Button>
        )}
        {manages && (
          <Button danger={account.enabled} onClick={() => onAct('enable')}>
            {account.enabled ? '停用' : '启用'}
          </Button>
        )}
      </div>
      {isOwn && <p className="quiet">自己的账号由另一名管理员办理。</p>}
    </Drawer>
  )
}
