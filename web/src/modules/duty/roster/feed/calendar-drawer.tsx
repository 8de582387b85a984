import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Drawer, Popconfirm, Space, Typography } from 'antd'
import { saidOf } from '../../../../ui/http.ts'
import { Loaded } from '../../../../ui/states.tsx'
import { showInstant } from '../../../../ui/time.ts'
import { calendarLinkQuery, useMakeLink, useRevokeLink } from './requests.ts'

/** 订阅到手机日历: a link for one's own shifts that any calendar program reads; it is shown once and can be ended. */
export function CalendarDrawer({ onClose }: { onClose: () => void }) {
  const link = useQuery(calendarLinkQuery)
  const make = useMakeLink()
  const revoke = useRevokeLink()
  const path = make.data?.path
  return (
    <Drawer open title="订阅到手机日历" size={460} onClose={onClose}>
      <p>把自己的值班安排放进手机或电脑的日历，值班表变动后自动更新。知道链接的人都能看到您的值班时间，请勿转发。</p>
      <Loaded of={link} rows={3}>
        {({ madeAt }) => (
          <>
            {path && (
              <>
                <Typography.Paragraph
                  copyable={{ text: `${location.origin}${path}` }}
                  code
                  style={{ wordBreak: 'break-all' }}
                >
                  {`${location.origin}${path}`}
                </Typography.Paragraph>
                <p className="quiet">
                  链接只显示这一次。苹果手机：设置 › 日历 › 账户 ›
                  添加已订阅的日历；安卓手机在日历应用中选“通过网址添加”。
                </p>
              </>
            )}
            {madeAt && !path && <p>已于 {showInstant(madeAt)} 开通。链接遗失时可更换，旧链接随即失效。</p>}
            <Space wrap>
              <Button
                type={madeAt ? 'default' : 'primary'}
                loading={make.isPending}
                onClick={() => make.mutate(undefined)}
              >
                {madeAt ? '更换链接' : '生成订阅链接'}
              </Button>
              {madeAt && (
                <Popconfirm
                  title="停止订阅"
                  description="停止后，已经添加的日历不再更新"
                  okText="停止"
                  cancelText="保留"
                  onConfirm={() => revoke.mutate(undefined, { onSuccess: () => make.reset() })}
                >
                  <Button danger loading={revoke.isPending}>
                    停止订阅
                  </Button>
                </Popconfirm>
              )}
            </Space>
            {(make.error ?? revoke.error) && (
              <Alert type="error" title={saidOf(make.error ?? revoke.error)} style={{ marginTop: 12 }} />
            )}
          </>
        )}
      </Loaded>
    </Drawer>
  )
}
