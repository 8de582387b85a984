import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { Permission } from '@anlan/contract/permissions.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Dropdown } from 'antd'
import { useNavigate } from 'react-router'
import { usePermits } from '../../../../app/session.tsx'
import { newId } from '../../../../ui/form/new-id.ts'
import { primary } from '../../../../ui/hotkeys.ts'
import { eventReportsQuery, useDraftReport } from '../../report/requests.ts'
import type { ActName } from './event-act-drawers.tsx'

interface Act {
  name: ActName
  label: string
  permission: Permission
  when?: boolean
}

/** The acts of this moment in a row, the rest behind 更多. The one that is owed next is the primary one. */
export function EventActBar({ event, onAct }: { event: EventView; onAct: (act: ActName) => void }) {
  const may = usePermits()
  const isOver = event.state === 'closed' || event.state === 'withdrawn'
  if (isOver) return null
  const isEnded = event.endedAt !== null

  const row: Act[] = [
    { name: 'fact', label: '补充情况', permission: 'event.update' },
    { name: 'transmission', label: '登记电话报送', permission: 'event-report.submit' },
    { name: 'level', label: '核定级别', permission: 'event.confirm-level' },
    { name: 'end', label: '处置结束', permission: 'event.end', when: !isEnded },
    { name: 'close', label: '办结', permission: 'event.end', when: isEnded },
  ]
  const more: Act[] = [
    { name: 'amend', label: '修改基本情况', permission: 'event.update' },
    { name: 'classify', label: '追加类型', permission: 'event.update' },
    { name: 'share', label: '通报部门', permission: 'event.share' },
    { name: 'knowledge', label: '登记单位获知', permission: 'event.update' },
    { name: 'stabilise', label: '灾情稳定', permission: 'event.end', when: event.stableAt === null },
    { name: 'dismiss', label: '撤销事件', permission: 'event.end' },
  ]
  const isShown = (act: Act) => act.when !== false && may(act.permission)
  const moreShown = more.filter(isShown)
  return (
    <div className="act-bar no-print">
      <NextReport event={event} />
      {row.filter(isShown).map(act => (
        <Button key={act.name} onClick={() => onAct(act.name)}>
          {act.label}
        </Button>
      ))}
      {moreShown.length > 0 && (
        <Dropdown
          // Hovering is nothing for fingers and the keyboard.
          trigger={['click']}
          menu={{
            items: moreShown.map(act => ({
              key: act.name,
              label: act.label,
              danger: act.name === 'dismiss',
              onClick: () => onAct(act.name),
            })),
          }}
        >
          <Button>更多</Button>
        </Dropdown>
      )}
    </div>
  )
}

/** The paper that comes next: go on with the one in hand, or begin the 首报 or a 续报. */
function NextReport({ event }: { event: EventView }) {
  const may = usePermits()
  const { data } = useQuery(eventReportsQuery(event.id))
  const draft = useDraftReport(event.id)
  const go = useNavigate()
  if (!data || !may('event-report.draft')) return null
  const inHand = data.items.find(report => report.state !== 'sent' && report.state !== 'discarded')
  if (inHand) {
    return (
      <Button {...primary} onClick={() => void go(`/reports/${inHand.id}`)}>
        {inHand.kind === 'first' ? '报送首报' : '继续办理报告'}
      </Button>
    )
  }
  const kind = data.items.some(report => report.kind === 'first' && report.state === 'sent') ? 'followUp' : 'first'
  return (
    <Button
      {...primary}
      loading={draft.isPending}
      onClick={() => draft.mutate({ id: newId(), kind }, { onSuccess: report => void go(`/reports/${report.id}`) })}
    >
      {kind === 'first' ? '报送首报' : '拟写续报'}
    </Button>
  )
}
