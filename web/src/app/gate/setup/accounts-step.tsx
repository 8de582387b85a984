import { type Role, roles } from '@anlan/contract/permissions.ts'
import type { CompleteSetup, SetupView } from '@anlan/contract/setup.ts'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import type { Slip } from '../../../modules/administration/account-slips.tsx'
import { oneTimePassword } from '../../../modules/administration/one-time-password.ts'
import { placeFieldErrors } from '../../../ui/form/field-errors.ts'
import { newId } from '../../../ui/form/new-id.ts'
import { primary } from '../../../ui/hotkeys.ts'
import { saidOf } from '../../../ui/http.ts'
import { Loaded } from '../../../ui/states.tsx'
import {
  type SetupPersonRow,
  type SetupUnitRow,
  setupPersonsQuery,
  setupUnitsQuery,
  useCompleteSetup,
} from './requests.ts'

const four = [
  { name: 'systemAdmin', role: 'system_admin', account: 'sysadmin', does: '开立账号、维护参数' },
  { name: 'securityAdmin', role: 'security_admin', account: 'secadmin', does: '授权' },
  { name: 'auditor', role: 'auditor', account: 'auditor', does: '查看审计记录' },
  { name: 'dutyOfficer', role: 'duty_officer', account: 'zhiban1', does: '接报、报送' },
] as const
interface FirstAccount {
  account: string
  displayName: string
  initialPassword: string
}
type Four = Record<(typeof four)[number]['name'], FirstAccount>
type UnitRole = CompleteSetup['units'][number]['role']

interface Invited {
  unit: SetupUnitRow
  role: UnitRole
  displayName: string
  personId: string | null
}

/** Which units may be given an account now, what its role is, and whether it is ticked at first. */
function invitations(
  units: SetupUnitRow[],
  persons: SetupPersonRow[],
  view: SetupView,
): (Invited & { ticked: boolean })[] {
  const offices = new Map(view.offices.map(one => [one.unitId, one.office]))
  const leader = persons.find(one => one.id === view.duty.leaders[0])
  return units.flatMap((unit): (Invited & { ticked: boolean })[] => {
    const of = (role: UnitRole, ticked: boolean) => [
      { unit, role, ticked, displayName: `${unit.name}值班`.slice(0, 30), personId: null },
    ]
    if (unit.kind === 'town') return of('township_officer', true)
    if (unit.kind === 'leadership' && leader)
      return [{ unit, role: 'duty_leader' as const, ticked: true, displayName: leader.name, personId: leader.id }]
    if (offices.get(unit.id) === 'emergencyBureau') return of('bureau_officer', true)
    if (unit.kind === 'department') return of('department_officer', offices.has(unit.id))
    if (unit.kind === 'village' || unit.kind === 'community') return of('village_officer', false)
    return []
  })
}

export function AccountsStep({ view, onDone }: { view: SetupView; onDone: (slips: Slip[]) => void }) {
  const units = useQuery(setupUnitsQuery)
  const persons = useQuery(setupPersonsQuery)
  return (
    <Loaded of={units}>
      {({ items }) => (
        <Loaded of={persons}>
          {people => <Accounts view={view} units={items} persons={people.items} onDone={onDone} />}
        </Loaded>
      )}
    </Loaded>
  )
}

interface AccountsProps {
  view: SetupView
  units: SetupUnitRow[]
  persons: SetupPersonRow[]
  onDone: (slips: Slip[]) => void
}

/** The first accounts. Passwords are made here, shown on the slips and stored nowhere; a lost answer may be asked for again. */
function Accounts({ view, units, persons, onDone }: AccountsProps) {
  const complete = useCompleteSetup()
  const [form] = Form.useForm<Four>()
  const [id] = useState(newId)
  const [said, setSaid] = useState<string[]>([])
  const [invited] = useState(() => invitations(units, persons, view))
  const [ticked, setTicked] = useState(() => new Set(invited.filter(one => one.ticked).map(one => one.unit.id)))
  const officer = persons.find(one => one.id === view.duty.primaries[0])
  const [initial] = useState(() =>
    Object.fromEntries(
      four.map(one => [
        one.name,
        {
          account: one.account,
          displayName: one.role === 'duty_officer' ? (officer?.name ?? '') : '',
          initialPassword: oneTimePassword(),
        },
      ]),
    ),
  )
  const groups = [
    { title: '领导和县级部门', of: invited.filter(one => /duty_leader|bureau|department/.test(one.role)) },
    { title: '乡镇', of: invited.filter(one => one.role === 'township_officer') },
    { title: '村（社区）', of: invited.filter(one => one.role === 'village_officer') },
  ].filter(group => group.of.length > 0)

  const tick = (ids: string[], on: boolean) => {
    const next = new Set(ticked)
    for (const one of ids) on ? next.add(one) : next.delete(one)
    setTicked(next)
  }
  const finish = (values: Four) => {
    const wanted = invited
      .filter(one => ticked.has(one.unit.id))
      .map(one => ({
        account: one.unit.account,
        displayName: one.displayName,
        unitId: one.unit.id,
        personId: one.personId,
        role: one.role,
        initialPassword: oneTimePassword(),
      }))
    const first = (name: keyof Four) => ({ ...values[name], personId: null })
    const isOfficer = officer?.name === values.dutyOfficer.displayName.trim()
    complete.mutate(
      {
        id,
        systemAdmin: first('systemAdmin'),
        securityAdmin: first('securityAdmin'),
        auditor: first('auditor'),
        dutyOfficer: { ...values.dutyOfficer, personId: isOfficer ? officer.id : null },
        units: wanted,
      },
      {
        onSuccess: () =>
          onDone([
            ...four.map(one => ({
              account: values[one.name].account,
              displayName: values[one.name].displayName,
              unitName: one.role === 'duty_officer' ? '县总值班室' : (view.county?.name ?? ''),
              roles: roles[one.role],
              password: values[one.name].initialPassword,
            })),
            ...wanted.map(one => ({
              account: one.account,
              displayName: one.displayName,
              unitName: units.find(unit => unit.id === one.unitId)?.name ?? '',
              roles: roles[one.role as Role],
              password: one.initialPassword,
            })),
          ]),
        onError: error => setSaid([saidOf(error), ...placeFieldErrors(form, error)]),
      },
    )
  }

  return (
    <Form<Four>
      form={form}
      className="setup-form is-wide"
      initialValues={initial}
      onFinish={finish}
      onFinishFailed={({ errorFields }) =>
        setSaid([`还有 ${errorFields.length} 处没有填：上表中标红的格，写上担任者的姓名（三员须为三个人）`])
      }
    >
      <h1>账号</h1>
      <p className="quiet">
        系统、安全、审计三员由三个人担任，互相制约，都看不到业务。值班员接第一个电话。初始密码已生成，可以改写；首次登录都须修改。
      </p>
      {said.length > 0 && <Alert type="error" title={said.join('；')} style={{ marginBottom: 12 }} />}
      <table className="setup-accounts">
        <thead>
          <tr>
            <th>角色</th>
            <th>姓名</th>
            <th>账号</th>
            <th>初始密码</th>
          </tr>
        </thead>
        <tbody>
          {four.map(one => (
            <tr key={one.name}>
              <th>
                {roles[one.role]}
                <small className="quiet">　{one.does}</small>
              </th>
              <td>
                <Form.Item
                  name={[one.name, 'displayName']}
                  rules={[{ required: true, whitespace: true, message: '写上由谁担任，例如：张三' }]}
                >
                  <Input aria-label={`${roles[one.role]}姓名`} placeholder="由谁担任" maxLength={30} />
                </Form.Item>
              </td>
              <td>
                <Form.Item name={[one.name, 'account']} rules={[{ required: true, message: '请填写账号' }]}>
                  <Input aria-label={`${roles[one.role]}账号`} placeholder="账号" maxLength={32} autoComplete="off" />
                </Form.Item>
              </td>
              <td>
                <Form.Item name={[one.name, 'initialPassword']} rules={[{ required: true, message: '请填写初始密码' }]}>
                  <Input
                    aria-label={`${roles[one.role]}初始密码`}
                    placeholder="初始密码"
                    autoComplete="off"
                    spellCheck={false}
                  />
                </Form.Item>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2 className="setup-h2">同时为单位开立账号</h2>
      {groups.map(group => {
        const ids = group.of.map(one => one.unit.id)
        const on = ids.filter(one => ticked.has(one)).length
        return (
          <details key={group.title} className="setup-group">
            <summary>
              <Checkbox
                checked={on === ids.length}
                indeterminate={on > 0 && on < ids.length}
                onChange={({ target }) => tick(ids, target.checked)}
                onClick={clicked => clicked.stopPropagation()}
              >
                {group.title}
              </Checkbox>
              <span className="quiet">
                {on} / {ids.length} 个
              </span>
            </summary>
            <div>
              {group.of.map(one => (
                <Checkbox
                  key={one.unit.id}
                  checked={ticked.has(one.unit.id)}
                  onChange={({ target }) => tick([one.unit.id], target.checked)}
                >
                  {one.unit.name} <code>{one.unit.account}</code> <small className="quiet">{roles[one.role]}</small>
                </Checkbox>
              ))}
            </div>
          </details>
        )
      })}
      <p className="setup-acts">
        <span className="quiet">
          将开立 {4 + ticked.size} 个账号并显示交接单；之后本设置页失效，其他更改由各管理员登录后办理。
        </span>
        <span className="spread" />
        <Button {...primary} size="large" htmlType="submit" loading={complete.isPending}>
          开立账号，完成设置
        </Button>
      </p>
    </Form>
  )
}
