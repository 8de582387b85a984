import type { AccountView } from '@anlan/contract/administration.ts'
import { roles } from '@anlan/contract/permissions.ts'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Permitted, usePermits } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { primary } from '../../ui/hotkeys.ts'
import { KeysetList } from '../../ui/keyset.tsx'
import { usePaused } from '../../ui/pause.ts'
import { Rows } from '../../ui/rows.tsx'
import { Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import {
  CreateAccountDrawer,
  EnableDrawer,
  GrantsDrawer,
  PasswordDrawer,
  SecondFactorDrawer,
} from './account-drawers.tsx'
import { useAccounts } from './requests.ts'

type Opened =
  | { what: 'grants' | 'password' | 'second-factor' | 'enable'; account: AccountView }
  | { what: 'create' }
  | null

/** 账号: the system administrator makes them, the security administrator says what they may do. */
export function AccountsPage() {
  const may = usePermits()
  const now = useMinute()
  const [text, setText] = useState('')
  const accounts = useAccounts(usePaused(text.trim(), 300))
  const [opened, setOpened] = useState<Opened>(null)
  const close = () => setOpened(null)
  return (
    <>
      <header className="head">
        <h1>账号</h1>
        <Input.Search
          placeholder="账号、姓名、单位"
          allowClear
          value={text}
          onChange={({ target }) => setText(target.value)}
          style={{ width: 260 }}
        />
        <span className="spread" />
        <Permitted to="administration.accounts.manage">
          <Button {...primary} onClick={() => setOpened({ what: 'create' })}>
            新增账号
          </Button>
        </Permitted>
      </header>
      <section className="panel">
        <KeysetList of={accounts} empty={<Nothing what={text ? '没有相符的账号' : '还没有账号'} />}>
          {items => (
            <Rows
              items={items}
              keyOf={account => account.id}
              toneOf={account => (account.enabled ? undefined : 'stale')}
              columns={[
                { title: '账号', width: 130, show: account => account.account },
                { title: '姓名或岗位', width: 150, show: account => account.displayName },
                { title: '单位', width: 180, show: account => account.unitName },
                { title: '角色', show: account => account.roles.map(role => roles[role]).join('、') || '未授权' },
                {
                  title: '最近登录',
                  width: 120,
                  show: account => (account.lastSignedInAt ? showTime(account.lastSignedInAt, now) : '从未'),
                },
                {
                  title: '状态',
                  width: 130,
                  show: account =>
                    !account.enabled
                      ? '已停用'
                      : account.lockedUntil && account.lockedUntil > now.toISOString()
                        ? '已锁定'
                        : account.mustChangePassword
                          ? '待改密码'
                          : '正常',
                },
                {
                  title: '办理',
                  width: 230,
                  show: account => (
                    <span style={{ display: 'flex', gap: 6 }}>
                      {may('administration.grants.manage') && (
                        <Button size="small" onClick={() => setOpened({ what: 'grants', account })}>
                          授权
                        </Button>
                      )}
                      {may('administration.grants.manage') && account.hasSecondFactor && (
                        <Button size="small" onClick={() => setOpened({ what: 'second-factor', account })}>
                          重置两步验证
                        </Button>
                      )}
                      {may('administration.accounts.manage') && (
                        <>
                          <Button size="small" onClick={() => setOpened({ what: 'password', account })}>
                            重置密码
                          </Button>
                          <Button size="small" onClick={() => setOpened({ what: 'enable', account })}>
                            {account.enabled ? '停用' : '启用'}
                          </Button>
                        </>
                      )}
                    </span>
                  ),
                },
              ]}
            />
          )}
        </KeysetList>
      </section>
      <CreateAccountDrawer open={opened?.what === 'create'} onClose={close} />
      {opened?.what === 'grants' && <GrantsDrawer account={opened.account} onClose={close} />}
      {opened?.what === 'password' && <PasswordDrawer account={opened.account} onClose={close} />}
      {opened?.what === 'second-factor' && <SecondFactorDrawer account={opened.account} onClose={close} />}
      {opened?.what === 'enable' && <EnableDrawer account={opened.account} onClose={close} />}
    </>
  )
}
