import { type AccountState, type AccountView, accountStates } from '@anlan/contract/administration.ts'
import { type Role, roles } from '@anlan/contract/permissions.ts'
import { Alert, App, Button, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Permitted, usePermits } from '../../app/session.tsx'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { primary } from '../../ui/hotkeys.ts'
import { saidOf } from '../../ui/http.ts'
import { KeysetList } from '../../ui/keyset.tsx'
import { usePaused } from '../../ui/pause.ts'
import { Rows } from '../../ui/rows.tsx'
import { Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { type AccountAct, AccountDrawer, stateOf } from './account-drawer.tsx'
import {
  ChangeDrawer,
  CreateAccountDrawer,
  EnableDrawer,
  GrantsDrawer,
  PasswordDrawer,
  SecondFactorDrawer,
} from './account-drawers.tsx'
import { AccountSheetDrawer } from './account-sheet-drawer.tsx'
import { AccountSlips, type Slip } from './account-slips.tsx'
import { PostGrants } from './post-grants.tsx'
import { type AccountFilter, useAccounts, useGrantRequests } from './requests.ts'

type Opened = { what: AccountAct | 'look'; account: AccountView } | { what: 'create' | 'sheet' } | null

/** 账号: the system administrator opens and keeps them, the security administrator says what they may do. */
export function AccountsPage() {
  const may = usePermits()
  const [asked, setAsked] = useSearchParams()
  const [slips, setSlips] = useState<Slip[]>([])
  const [printing, setPrinting] = useState(false)
  const [opened, setOpened] = useState<Opened>(null)
  const close = () => setOpened(null)
  const byPost = asked.get('by') === 'post'
  const addSlips = (more: Slip[]) =>
    setSlips([...slips.filter(slip => !more.some(one => one.account === slip.account)), ...more])
  if (printing) return <AccountSlips slips={slips} done="返回账号" onDone={() => setPrinting(false)} />
  const chosen = opened && 'account' in opened ? opened : null
  return (
    <>
      <header className="head">
        <h1>账号</h1>
        {may('administration.grants.manage') && (
          <Segmented
            value={byPost ? 'post' : 'account'}
            onChange={by => setAsked(by === 'post' ? { by } : {})}
            options={[
              { value: 'account', label: '按账号' },
              { value: 'post', label: '岗位授权' },
            ]}
          />
        )}
        <span className="spread" />
        <Permitted to="administration.accounts.manage">
          <Button onClick={() => setOpened({ what: 'sheet' })}>按名单开立</Button>
          <Button {...primary} onClick={() => setOpened({ what: 'create' })}>
            新增账号
          </Button>
        </Permitted>
      </header>
      {slips.length > 0 && (
        <Alert
          type="info"
          style={{ marginBottom: 12 }}
          title={`${slips.length} 张交接单待打印，离开本页后密码不再显示`}
          action={
            <Button size="small" onClick={() => setPrinting(true)}>
              查看和打印
            </Button>
          }
        />
      )}
      {byPost ? <PostGrants /> : <AccountList onOpen={setOpened} />}
      {opened?.what === 'create' && <CreateAccountDrawer onSlips={addSlips} onClose={close} />}
      {opened?.what === 'sheet' && <AccountSheetDrawer onSlips={addSlips} onClose={close} />}
      {chosen?.what === 'look' && (
        <AccountDrawer
          account={chosen.account}
          now={new Date()}
          onAct={what => setOpened({ what, account: chosen.account })}
          onClose={close}
        />
      )}
      {chosen?.what === 'grants' && <GrantsDrawer account={chosen.account} onClose={close} />}
      {chosen?.what === 'change' && <ChangeDrawer account={chosen.account} onClose={close} />}
      {chosen?.what === 'password' && <PasswordDrawer account={chosen.account} onSlips={addSlips} onClose={close} />}
      {chosen?.what === 'second-factor' && <SecondFactorDrawer account={chosen.account} onClose={close} />}
      {chosen?.what === 'enable' && <EnableDrawer account={chosen.account} onClose={close} />}
    </>
  )
}

function AccountList({ onOpen }: { onOpen: (opened: Opened) => void }) {
  const may = usePermits()
  const now = useMinute()
  const [text, setText] = useState('')
  const [asked] = useSearchParams()
  const [filter, setFilter] = useState<AccountFilter>(() => ({
    state: (Object.keys(accountStates) as AccountState[]).find(state => state === asked.get('state')),
  }))
  const accounts = useAccounts({ ...filter, text: usePaused(text.trim(), 300) })
  const grantAll = useGrantRequests()
  const { message } = App.useApp()
  const mayGrant = may('administration.grants.manage')
  const waiting = accounts.items?.filter(account => account.enabled && account.requestedRoles.length > 0) ?? []
  const isFiltered = Boolean(text || filter.unit || filter.role || filter.state)
  return (
    <section className="panel">
      <div className="filters">
        <Input.Search
          placeholder="账号、姓名、单位"
          allowClear
          value={text}
          onChange={({ target }) => setText(target.value)}
          style={{ width: 220 }}
        />
        <div style={{ width: 210 }}>
          <UnitSelect
            aria-label="单位"
            placeholder="单位及其下级"
            allowClear
            value={filter.unit}
            onChange={unit => setFilter({ ...filter, unit })}
          />
        </div>
        <Select<Role>
          aria-label="角色"
          placeholder="角色"
          allowClear
          value={filter.role}
          onChange={role => setFilter({ ...filter, role })}
          options={Object.entries(roles).map(([value, label]) => ({ value: value as Role, label }))}
          style={{ width: 170 }}
        />
        <Select<AccountState>
          aria-label="状态"
          placeholder="状态"
          allowClear
          value={filter.state}
          onChange={state => setFilter({ ...filter, state })}
          options={Object.entries(accountStates).map(([value, label]) => ({ value: value as AccountState, label }))}
          style={{ width: 120 }}
        />
        {mayGrant && waiting.length > 0 && (
          <Button
            loading={grantAll.isPending}
            onClick={() =>
              grantAll.mutate(
                waiting.map(account => account.id),
                {
                  onSuccess: () => void message.success(`已按申请授权 ${waiting.length} 个账号`),
                  onError: error => void message.error(saidOf(error)),
                },
              )
            }
          >
            按申请授权 {waiting.length} 个账号
          </Button>
        )}
      </div>
      <KeysetList of={accounts} empty={<Nothing what={isFiltered ? '没有相符的账号' : '还没有账号'} />}>
        {items => (
          <Rows
            items={items}
            keyOf={account => account.id}
            onOpen={account => onOpen({ what: 'look', account })}
            toneOf={account => (account.enabled ? undefined : 'stale')}
            columns={[
              { title: '账号', width: 130, show: account => account.account },
              { title: '姓名或岗位', width: 150, show: account => account.displayName },
              { title: '单位', width: 180, show: account => account.unitName },
              {
                title: '角色',
                show: account =>
                  account.requestedRoles.length > 0
                    ? `申请 ${account.requestedRoles.map(role => roles[role]).join('、')}`
                    : account.roles.map(role => roles[role]).join('、') || '未授权',
              },
              {
                title: '最近登录',
                width: 120,
                minor: true,
                show: account => (account.lastSignedInAt ? showTime(account.lastSignedInAt, now) : '从未'),
              },
              { title: '状态', width: 100, show: account => stateOf(account, now) },
              ...(mayGrant
                ? [
                    {
                      title: '办理',
                      width: 80,
                      show: (account: AccountView) => (
                        <Button
                          size="small"
                          onClick={clicked => {
                            clicked.stopPropagation()
                            onOpen({ what: 'grants', account })
                          }}
                        >
                          授权
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </KeysetList>
    </section>
  )
}
