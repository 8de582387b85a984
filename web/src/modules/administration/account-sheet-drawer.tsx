import { roles } from '@anlan/contract/permissions.ts'
import { InboxOutlined } from '@ant-design/icons'
import { Alert, Button, Drawer, Upload } from 'antd'
import { useState } from 'react'
import { newId } from '../../ui/form/new-id.ts'
import { primary } from '../../ui/hotkeys.ts'
import { saidOf } from '../../ui/http.ts'
import { Rows } from '../../ui/rows.tsx'
import { slipOf } from './account-drawers.tsx'
import type { Slip } from './account-slips.tsx'
import { oneTimePassword } from './one-time-password.ts'
import { useAccountSheet, useOpenAccounts } from './requests.ts'

interface AccountSheetDrawerProps {
  onSlips: (slips: Slip[]) => void
  onClose: () => void
}

/** Accounts for a list of people. Looked at first, row by row; opened all at once, each with a password on its slip. */
export function AccountSheetDrawer({ onSlips, onClose }: AccountSheetDrawerProps) {
  const read = useAccountSheet()
  const open = useOpenAccounts()
  const [id, setId] = useState(newId)
  const [passwords, setPasswords] = useState<string[]>([])
  const rows = read.data?.rows ?? []
  const right = rows.filter(row => row.errors.length === 0 && row.unitId !== null)
  const finish = () =>
    open.mutate(
      {
        id,
        accounts: right.map(({ account, displayName, unitId, personId, requestedRoles }, i) => ({
          account,
          displayName,
          unitId: unitId ?? '',
          personId,
          requestedRoles,
          initialPassword: passwords[i] ?? '',
        })),
      },
      {
        onSuccess: made => {
          onSlips(made.items.map((account, i) => slipOf(account, passwords[i] ?? '')))
          onClose()
        },
      },
    )
  return (
    <Drawer
      open
      title="按名单开立账号"
      size={760}
      onClose={onClose}
      footer={
        right.length > 0 && (
          <div className="drawer-foot">
            <span className="quiet">
              {rows.length > right.length ? `有误的 ${rows.length - right.length} 行不开立` : '角色由安全管理员核准'}
            </span>
            <Button {...primary} loading={open.isPending} onClick={finish}>
              开立 {right.length} 个账号
            </Button>
          </div>
        )
      }
    >
      <p className="quiet">表中写明单位、姓名即可；可另有“账号”“角色”两列。没有写账号的，按姓名拼音起名。</p>
      <Upload.Dragger
        accept=".xlsx,.csv"
        showUploadList={false}
        beforeUpload={file => {
          read.mutate(file, {
            onSuccess: sheet => {
              setId(newId())
              setPasswords(sheet.rows.map(oneTimePassword))
            },
          })
          return false
        }}
      >
        <p>
          <InboxOutlined style={{ fontSize: 24 }} /> {read.isPending ? '正在核对……' : '点这里选择表格，或把它拖进来'}
        </p>
      </Upload.Dragger>
      {(read.error ?? open.error) && (
        <Alert type="error" title={saidOf(read.error ?? open.error)} style={{ marginTop: 12 }} />
      )}
      {read.data?.remarks.map(remark => (
        <p key={remark} className="quiet">
          {remark}
        </p>
      ))}
      {rows.length > 0 && (
        <Rows
          items={rows}
          keyOf={row => String(row.row)}
          columns={[
            { title: '行', width: 44, show: row => row.row },
            { title: '姓名', width: 90, show: row => row.displayName },
            { title: '单位', width: 150, show: row => row.unitName },
            { title: '账号', width: 120, show: row => row.account },
            {
              title: '核对',
              show: row =>
                row.errors.length > 0 ? (
                  <b style={{ color: 'var(--level-1)' }}>{row.errors.join('；')}</b>
                ) : (
                  row.requestedRoles.map(role => roles[role]).join('、') || '未申请角色'
                ),
            },
          ]}
        />
      )}
    </Drawer>
  )
}
