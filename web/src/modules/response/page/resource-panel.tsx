import type { ResourceProposals, ResponseView } from '@anlan/contract/response-view.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Checkbox } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { newId } from '../../../ui/form/new-id.ts'
import { saidOf } from '../../../ui/http.ts'
import { useRequestCallUp } from '../../call-up/requests.ts'
import { resourceProposalsQuery } from '../requests.ts'

type Item = ResourceProposals['items'][number]
const keyOf = (item: Item, offerId: string) => `${item.taskId} ${item.capability} ${offerId}`

/** 所需资源: what steps need, who nearest has it, and the slips for it in one act; what nobody has stands out. */
export function ResourcePanel({ of }: { of: ResponseView }) {
  const needed = of.taskList.some(task => task.needs.length > 0 && task.state !== 'cancelled')
  const { data } = useQuery({ ...resourceProposalsQuery(of.id), enabled: needed })
  const { message } = App.useApp()
  const ask = useRequestCallUp()
  const [off, setOff] = useState<string[]>([])
  const [id, setId] = useState(newId)
  if (!needed || !data) return null
  const parts = data.items.flatMap(item => item.parts.map(part => ({ item, part, key: keyOf(item, part.offerId) })))
  const chosen = parts.filter(one => !off.includes(one.key))
  const issue = async () => {
    try {
      const slips = await ask.mutateAsync({
        id,
        eventId: of.eventId,
        items: chosen.map(({ part }) => ({ offerId: part.offerId, capability: part.capability, quantity: part.take })),
        reason: `${of.subject}：按预案调用`,
        place: of.headquartersPlace || data.place,
      })
      setId(newId())
      setOff([...off, ...chosen.map(one => one.key)])
      void message.success(`已提出 ${slips.items.length} 张调用单，待批准`)
    } catch (error) {
      void message.error(saidOf(error))
    }
  }
  return (
    <section className="panel">
      <h2>
        所需资源 <small>{data.items.length}</small>
        <span className="spread" />
        {data.mayIssue && parts.length > 0 && (
          <Button
            size="small"
            type="primary"
            disabled={chosen.length === 0}
            loading={ask.isPending}
            onClick={() => void issue()}
          >
            提出调用单 {chosen.length} 项
          </Button>
        )}
      </h2>
      {!data.isKnown && <p className="padded quiet">地点没有坐标，无法按远近推荐；请在事件中标注位置。</p>}
      {of.mode === 'exercise' && <p className="padded quiet">演练只作推演，不产生真实调用单。</p>}
      {data.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step may need the same thing twice
        <div key={`${item.taskId} ${at}`} className="plain-row">
          <b>
            {item.name} {item.wanted}
            {item.unit}
          </b>
          <span className="quiet">
            {item.number} {item.title}
          </span>
          {item.missing > 0 && (
            <b className="overdue-tag">
              缺 {item.missing}
              {item.unit}
            </b>
          )}
          {item.parts.map(part => (
            <p key={part.offerId}>
              <Checkbox
                disabled={!data.mayIssue}
                checked={!off.includes(keyOf(item, part.offerId))}
                onChange={event => {
                  const key = keyOf(item, part.offerId)
                  setOff(event.target.checked ? off.filter(one => one !== key) : [...off, key])
                }}
              >
                {part.unitName !== part.name && part.unitName} {part.name} {part.take}
                {item.unit}
                <span className="quiet">{part.roadMinutes !== null && ` 约 ${Math.round(part.roadMinutes)} 分钟`}</span>
              </Checkbox>
            </p>
          ))}
        </div>
      ))}
      {of.eventId && (
        <p className="padded">
          <Link to={`/call-ups?event=${of.eventId}`}>本事件调用单</Link>
        </p>
      )}
    </section>
  )
}
