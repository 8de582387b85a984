import { rosterRules } from '@anlan/contract/roster.ts'
import { Alert, Button, Space } from 'antd'
import type { Editing } from './editing.ts'

/** What was just done by hand, which rules it breaks, undo; and what somebody else did meanwhile. */
export function EditBar({ editing }: { editing: Editing }) {
  const { last, said, refused, broken, busy } = editing
  const hard = broken.filter(rule => rule.hard)
  return (
    <div className="edit-bar no-print" aria-live="polite">
      {refused && (
        <Alert
          type="warning"
          showIcon
          title="他人刚刚修改了这张值班表，您的调整还没有保存"
          description={
            <>
              <ul>
                {refused.others.map(one => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
              <p>您的调整：{refused.step.words}</p>
              <Space>
                <Button type="primary" loading={busy} onClick={() => editing.tryRun(refused.step)}>
                  在最新的表上重做我的调整
                </Button>
                <Button onClick={editing.giveUp}>放弃我的调整</Button>
              </Space>
            </>
          }
        />
      )}
      {said && <Alert type="error" showIcon title={said} />}
      {last && !refused && (
        <Alert
          type={hard.length > 0 ? 'warning' : 'success'}
          showIcon
          title={`已保存：${last.words}${
            broken.length === 0 ? '，没有违反规则' : hard.length > 0 ? `，还有 ${hard.length} 处须改正后才能公布` : ''
          }`}
          description={
            broken.length > 0 && (
              <ul>
                {broken.slice(0, 6).map(rule => (
                  <li key={rule.rule + rule.message}>
                    {rule.hard ? '必须改正' : '提醒'}　{rosterRules[rule.rule]}：{rule.message}
                  </li>
                ))}
              </ul>
            )
          }
          action={
            <Button size="small" loading={busy} onClick={editing.undo}>
              撤销
            </Button>
          }
        />
      )}
    </div>
  )
}
