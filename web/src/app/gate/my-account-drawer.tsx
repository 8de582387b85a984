import { roles } from '@anlan/contract/permissions.ts'
import { Button, Descriptions, Drawer } from 'antd'
import { useNavigate } from 'react-router'
import { useMinute } from '../../ui/clock/clock.ts'
import { showTime } from '../../ui/time.ts'
import { useSession } from '../session.tsx'
import { SecondFactor } from './second-factor.tsx'

/** 我的账号: who is signed in here until when, the password, and the two steps. */
export function MyAccountDrawer({ onClose }: { onClose: () => void }) {
  const session = useSession()
  const go = useNavigate()
  const now = useMinute()
  return (
    <Drawer open title="我的账号" size={460} onClose={onClose}>
      <Descriptions
        column={1}
        size="small"
        items={[
          { label: '账号', children: session.account },
          { label: '姓名或岗位', children: session.displayName },
          { label: '单位', children: session.unitName },
          { label: '角色', children: session.roles.map(role => roles[role]).join('、') },
          { label: '登录有效至', children: showTime(session.expiresAt, now) },
        ]}
      />
      <Button style={{ marginTop: 12 }} onClick={() => void go('/password')}>
        修改密码
      </Button>
      <h3 style={{ marginTop: 28 }}>两步验证</h3>
      <SecondFactor onSetUp={() => {}} />
    </Drawer>
  )
}
