import type { AccountView, CreateAccount } from '@anlan/contract/administration.ts'
import { type Role, roles } from '@anlan/contract/permissions.ts'
import { Checkbox, Form, Input } from 'antd'
import { PersonSelect } from '../../fields/person-select.tsx'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import type { Input as Sent } from '../../ui/shape.ts'
import { useAccountActs, useCreateAccount } from './requests.ts'

const passwordRule = '至少 8 位，含大写字母、小写字母、数字、符号中的三类'

interface AccountDrawerProps {
  account: AccountView
  onClose: () => void
}

export function CreateAccountDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const create = useCreateAccount()
  return (
    <ActionDrawer<Sent<typeof CreateAccount>>
      open={open}
      title="新增账号"
      act="新增账号"
      consequence="首次登录须修改密码；由安全管理员授权后才能办理业务。"
      onAct={(values, id) => create.mutateAsync({ ...values, personId: values.personId ?? null, id })}
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
      <Form.Item name="personId" label="对应人员" extra="通讯录中的人员，可不选">
        <PersonSelect />
      </Form.Item>
      <Form.Item
        name="initialPassword"
        label="初始密码"
        extra={passwordRule}
        rules={[{ required: true, message: '请填写初始密码' }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </ActionDrawer>
  )
}

export function GrantsDrawer({ account, onClose }: AccountDrawerProps) {
  const acts = useAccountActs(account.id)
  return (
    <ActionDrawer<{ roles: Role[] }>
      open
      title={`授权：${account.displayName}`}
      act="授权"
      initial={{ roles: account.roles }}
      consequence="系统管理、安全管理、审计三种权力不得由同一账号兼任。授权即时生效。"
      onAct={values => acts.setGrants.mutateAsync(values)}
      onClose={onClose}
    >
      <Form.Item name="roles" label={`在${account.unitName}的角色`}>
        <Checkbox.Group
          options={Object.entries(roles).map(([value, label]) => ({ value, label }))}
          style={{ display: 'grid', gap: 6 }}
        />
      </Form.Item>
    </ActionDrawer>
  )
}

export function PasswordDrawer({ account, onClose }: AccountDrawerProps) {
  const acts = useAccountActs(account.id)
  return (
    <ActionDrawer<{ newPassword: string }>
      open
      title={`重置密码：${account.displayName}`}
      act="重置密码"
      consequence="该账号现有登录全部失效，下次登录须修改密码。"
      onAct={values => acts.resetPassword.mutateAsync(values)}
      onClose={onClose}
    >
      <Form.Item
        name="newPassword"
        label="新密码"
        extra={passwordRule}
        rules={[{ required: true, message: '请填写新密码' }]}
      >
        <Input.Password autoComplete="new-password" />
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
