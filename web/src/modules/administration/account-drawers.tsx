import type { AccountView, ChangeAccount, OpenAccount, SetGrants } from '@anlan/contract/administration.ts'
import { roles } from '@anlan/contract/permissions.ts'
import { Button, Checkbox, Form, Input, Select } from 'antd'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import type { Input as Sent } from '../../ui/shape.ts'
import { AccountPersonSelect } from './account-person-select.tsx'
import type { Slip } from './account-slips.tsx'
import { oneTimePassword } from './one-time-password.ts'
import { useAccountActs, useCreateAccount } from './requests.ts'

const passwordRule = '至少 8 位，含大写字母、小写字母、数字、符号中的三类'

interface AccountDrawerProps {
  account: AccountView
  onClose: () => void
}

const roleOptions = Object.entries(roles).map(([value, label]) => ({ value, label }))

interface CreateAccountDrawerProps {
  onSlips: (slips: Slip[]) => void
  onClose: () => void
}

export function CreateAccountDrawer({ onSlips, onClose }: CreateAccountDrawerProps) {
  const create = useCreateAccount()
  return (
    <ActionDrawer<Sent<typeof OpenAccount>>
      open
      title="新增账号"
      act="新增账号"
      initial={{ initialPassword: oneTimePassword() }}
      consequence="首次登录须修改密码；由安全管理员授权后才能办理业务。"
      onAct={async (values, id) => {
        const made = await create.mutateAsync({ ...values, personId: values.personId ?? null, id })
        onSlips([slipOf(made, values.initialPassword)])
      }}
      onClose={onClose}
    >
      <Form.Item
        name="account"
        label="账号"
        extra="3 至 32 位小写字母、数字，以字母开头"
        rules={[{ required: true, message: '请填写账号' }]}
      >
        <Input autoComplete="off" maxLength={32} />
      </Form.Item>
      <Form.Item name="displayName" label="姓名或岗位名" rules={[{ required: true, message: '请填写姓名或岗位名' }]}>
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item name="unitId" label="所属单位" rules={[{ required: true, message: '请选择所属单位' }]}>
        <UnitSelect />
      </Form.Item>
      <Form.Item name="personId" label="对应人员" extra="通讯录中的人员，可不选；选了才能随岗位授权">
        <AccountPersonSelect />
      </Form.Item>
      <Form.Item name="requestedRoles" label="申请角色" extra="由安全管理员核准">
        <Select mode="multiple" options={roleOptions} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <Form.Item
        name="initialPassword"
        label="初始密码"
        extra="已生成，可以改写；开立后可打印交接单"
        rules={[{ required: true, message: '请填写初始密码' }]}
      >
        <Input autoComplete="off" spellCheck={false} />
      </Form.Item>
    </ActionDrawer>
  )
}

export const slipOf = (account: AccountView, password: string): Slip => ({
  account: account.account,
  displayName: account.displayName,
  unitName: account.unitName,
  roles: (account.roles.length > 0 ? account.roles : account.requestedRoles).map(role => roles[role]).join('、'),
  password,
})

export function ChangeDrawer({ account, onClose }: AccountDrawerProps) {
  const acts = useAccountActs(account.id)
  const known = account.personId && account.personName ? { id: account.personId, name: account.personName } : undefined
  return (
    <ActionDrawer<Sent<typeof ChangeAccount>>
      open
      title={`变更账号：${account.displayName}`}
      act="变更"
      initial={{ displayName: account.displayName, unitId: account.unitId, personId: account.personId }}
      consequence="换了单位的，在原单位的授权随即失效，由安全管理员重新授权。历史记录仍归原使用人。"
      onAct={values => acts.change.mutateAsync({ ...values, personId: values.personId ?? null })}
      onClose={onClose}
    >
      <Form.Item name="displayName" label="姓名或岗位名" rules={[{ required: true, message: '请填写姓名或岗位名' }]}>
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item name="unitId" label="所属单位" rules={[{ required: true, message: '请选择所属单位' }]}>
        <UnitSelect />
      </Form.Item>
      <Form.Item name="personId" label="对应人员">
        <AccountPersonSelect known={known} />
      </Form.Item>
      <Form.Item name="reason" label="原因" rules={[{ required: true, message: '请填写原因' }]}>
        <Input maxLength={200} />
      </Form.Item>
    </ActionDrawer>
  )
}

export function GrantsDrawer({ account, onClose }: AccountDrawerProps) {
  const acts = useAccountActs(account.id)
  const own = account.grants.filter(grant => !grant.postName)
  const byPost = account.grants.filter(grant => grant.postName)
  const here = own.filter(grant => grant.unitId === account.unitId).map(grant => grant.role)
  return (
    <ActionDrawer<Sent<typeof SetGrants>>
      open
      title={`授权：${account.displayName}`}
      act="授权"
      initial={{
        roles: here.length > 0 || own.length > 0 ? here : account.requestedRoles,
        elsewhere: own.filter(grant => grant.unitId !== account.unitId).map(({ role, unitId }) => ({ role, unitId })),
      }}
      consequence="系统管理、安全管理、审计三种权力不得由同一账号兼任。授权即时生效。"
      onAct={values => acts.setGrants.mutateAsync(values)}
      onClose={onClose}
    >
      {account.requestedRoles.length > 0 && (
        <p className="consequence">申请：{account.requestedRoles.map(role => roles[role]).join('、')}</p>
      )}
      <Form.Item name="roles" label={`在${account.unitName}的角色`}>
        <Checkbox.Group options={roleOptions} style={{ display: 'grid', gap: 6 }} />
      </Form.Item>
      <Form.List name="elsewhere">
        {(rows, { add, remove }) => (
          <Form.Item label="在其他单位的角色">
            {rows.map(row => (
              <div key={row.key} style={{ display: 'flex', gap: 6, marginBottom: 6 }}>
                <Form.Item name={[row.name, 'unitId']} noStyle rules={[{ required: true, message: '请选择单位' }]}>
                  <UnitSelect aria-label="授权单位" />
                </Form.Item>
                <Form.Item name={[row.name, 'role']} noStyle rules={[{ required: true, message: '请选择角色' }]}>
                  <Select aria-label="角色" options={roleOptions} placeholder="角色" style={{ width: 170 }} />
                </Form.Item>
                <Button onClick={() => remove(row.name)}>去掉</Button>
              </div>
            ))}
            <Button size="small" onClick={() => add({})}>
              增加一个单位
            </Button>
          </Form.Item>
        )}
      </Form.List>
      {byPost.length > 0 && (
        <p className="quiet">
          随岗位取得：
          {byPost.map(grant => `${roles[grant.role]}（${grant.unitName}${grant.postName}）`).join('、')}
        </p>
      )}
    </ActionDrawer>
  )
}

export function PasswordDrawer({
  account,
  onSlips,
  onClose,
}: AccountDrawerProps & { onSlips: (slips: Slip[]) => void }) {
  const acts = useAccountActs(account.id)
  return (
    <ActionDrawer<{ newPassword: string }>
      open
      title={`重置密码：${account.displayName}`}
      act="重置密码"
      initial={{ newPassword: oneTimePassword() }}
      consequence="该账号现有登录全部失效，下次登录须修改密码。重置后可打印交接单。"
      onAct={async values => {
        await acts.resetPassword.mutateAsync(values)
        onSlips([slipOf(account, values.newPassword)])
      }}
      onClose={onClose}
    >
      <Form.Item
        name="newPassword"
        label="一次性密码"
        extra={passwordRule}
        rules={[{ required: true, message: '请填写一次性密码' }]}
      >
        <Input autoComplete="off" spellCheck={false} />
      </Form.Item>
    </ActionDrawer>
  )
}

export function SecondFactorDrawer({ account, onClose }: AccountDrawerProps) {
  const acts = useAccountActs(account.id)
  return (
    <ActionDrawer<{ reason: string }>
      open
      title={`重置两步验证：${account.displayName}`}
      act="重置两步验证"
      danger
      consequence="该账号现有登录全部失效，此后只凭密码登录，直到本人重新启用。请先核实是本人申请。"
      onAct={values => acts.resetSecondFactor.mutateAsync(values)}
      onClose={onClose}
    >
      <Form.Item name="reason" label="原因" rules={[{ required: true, message: '请填写原因' }]}>
        <Input maxLength={200} />
      </Form.Item>
    </ActionDrawer>
  )
}

export function EnableDrawer({ account, onClose }: AccountDrawerProps) {
  const acts = useAccountActs(account.id)
  const act = account.enabled ? '停用' : '启用'
  return (
    <ActionDrawer<{ reason: string }>
      open
      title={`${act}账号：${account.displayName}`}
      act={act}
      danger={account.enabled}
      consequence={account.enabled ? '停用后立即退出登录，历史记录保留。' : undefined}
      onAct={({ reason }) => acts.setEnabled.mutateAsync({ enabled: !account.enabled, reason })}
      onClose={onClose}
    >
      <Form.Item name="reason" label="原因" rules={[{ required: true, message: '请填写原因' }]}>
        <Input maxLength={200} />
      </Form.Item>
    </ActionDrawer>
  )
}
