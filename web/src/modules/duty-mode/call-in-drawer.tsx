import type { CallInMember, CallInView } from '@anlan/contract/duty-mode.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Space } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../app/session.tsx'
import { PersonSelect } from '../../fields/person-select.tsx'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { newId } from '../../ui/form/new-id.ts'
import { saidOf } from '../../ui/http.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { callInQuery, useAddMember, useNoteCall } from './requests.ts'

/** 召回名单: who has not acknowledged stands first; each call is ticked beside the number. */
export function CallInDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const list = useQuery(callInQuery(id))
  return (
    <Drawer open size={860} onClose={onClose} title={list.data ? `${list.data.unitName}召回名单` : '召回名单'}>
      <Loaded of={list}>{data => <List list={data} />}</Loaded>
    </Drawer>
  )
}

function List({ list }: { list: CallInView }) {
  const now = useMinute()
  const call = useNoteCall()
  const tick = (memberId: string, result: 'acknowledged' | 'unreachable' | 'arrived') =>
    call.mutate({ memberId, result })
  const stateOf = (one: CallInMember) =>
    one.arrivedAt
      ? `到岗（${one.arrivedMinutes} 分钟）`
      : one.acknowledgedAt
        ? `已确认（${one.acknowledgedMinutes} 分钟）${one.expectedAt ? `，预计 ${showTime(one.expectedAt, now)} 到` : ''}`
        : one.calls > 0
          ? `未接通 ${one.calls} 次`
          : '未确认'
  return (
    <>
      <div className="mode-figures">
        <div>
          <b>
            {list.acknowledged}/{list.total}
          </b>
          已确认
        </div>
        <div>
          <b>
            {list.arrived}/{list.total}
          </b>
          已到岗
        </div>
        <div>
          <b>{list.allAcknowledgedMinutes === null ? '—' : `${list.allAcknowledgedMinutes} 分钟`}</b>
          全员确认用时
        </div>
        <div>
          <b>{list.allArrivedMinutes === null ? '—' : `${list.allArrivedMinutes} 分钟`}</b>
          全员到岗用时（要求 {list.reachMinutes}）
        </div>
      </div>
      {call.error && <p className="late-word">{saidOf(call.error)}</p>}
      <Rows
        items={list.members}
        keyOf={one => one.id}
        toneOf={one => (one.acknowledgedAt ? undefined : 'late')}
        columns={[
          {
            title: '姓名（单位）',
            show: one => (one.kind === 'unit' ? one.name : `${one.name}（${one.unitName}）`),
          },
          { title: '岗位', width: 100, show: one => one.post },
          { title: '电话', width: 130, show: one => (one.phone ? <a href={`tel:${one.phone}`}>{one.phone}</a> : '—') },
          { title: '情况', width: 190, show: stateOf },
          {
            title: '电话登记',
            width: 210,
            show: one =>
              one.arrivedAt || list.closedAt ? (
                ''
              ) : (
                <Permitted to="duty-mode.switch">
                  <span className="calls">
                    {!one.acknowledgedAt && (
                      <>
                        <Button size="small" disabled={call.isPending} onClick={() => tick(one.id, 'acknowledged')}>
                          已确认
                        </Button>
                        <Button size="small" disabled={call.isPending} onClick={() => tick(one.id, 'unreachable')}>
                          未接通
                        </Button>
                      </>
                    )}
                    <Button size="small" disabled={call.isPending} onClick={() => tick(one.id, 'arrived')}>
                      已到岗
                    </Button>
                  </span>
                </Permitted>
              ),
          },
        ]}
      />
      {!list.closedAt && (
        <Permitted to="duty-mode.switch">
          <More list={list.id} />
        </Permitted>
      )}
    </>
  )
}

/** One more person or unit is called in. */
function More({ list }: { list: string }) {
  const add = useAddMember(list)
  const [person, setPerson] = useState<string>()
  const [unit, setUnit] = useState<string>()
  const chosen = person ? { personId: person } : unit ? { unitId: unit } : null
  return (
    <Space wrap style={{ marginTop: 12 }}>
      <span>再召回</span>
      <div style={{ width: 200 }}>
        <PersonSelect value={person} onChange={setPerson} />
      </div>
      <span>或</span>
      <div style={{ width: 220 }}>
        <UnitSelect value={unit} onChange={setUnit} placeholder="成员单位" allowClear />
      </div>
      <Button
        disabled={!chosen}
        loading={add.isPending}
        onClick={() =>
          chosen &&
          add.mutate(
            { id: newId(), ...chosen },
            {
              onSuccess: () => {
                setPerson(undefined)
                setUnit(undefined)
              },
            },
          )
        }
      >
        召回
      </Button>
      {add.error && <span className="late-word">{saidOf(add.error)}</span>}
    </Space>
  )
}
