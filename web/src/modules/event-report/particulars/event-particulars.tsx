import type { DamageView, EventParticulars } from '@anlan/contract/event-particulars.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { FileLinks } from '../../../fields/files-field.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { Loaded } from '../../../ui/states.tsx'
import { showTime } from '../../../ui/time.ts'
import { DamageDrawer } from './damage-drawer.tsx'
import { ParticularsDrawer } from './particulars-drawer.tsx'
import { particularsQuery, useParticularActs } from './requests.ts'
import './particulars.css'

/** 事件要素 and 损毁描述: what decides which method and which sub-plan. */
export function EventParticularsPanel({ eventId }: { eventId: string }) {
  const particulars = useQuery(particularsQuery(eventId))
  const [open, setOpen] = useState<'fields' | 'damage' | null>(null)
  const [correcting, setCorrecting] = useState<DamageView>()
  const view = particulars.data
  if (view && view.fields.length === 0 && view.damage.length === 0 && !view.mayEdit) return null
  return (
    <section className="panel particulars">
      <h2>
        事件要素
        <span className="spread" />
        {view?.mayEdit && view.fields.length > 0 && (
          <Button size="small" onClick={() => setOpen('fields')}>
            登记要素
          </Button>
        )}
      </h2>
      <Loaded of={particulars} rows={3}>
        {loaded => <Known view={loaded} />}
      </Loaded>
      <h2>
        损毁描述
        <span className="spread" />
        {view?.mayEdit && (
          <Button size="small" onClick={() => setOpen('damage')}>
            登记损毁
          </Button>
        )}
      </h2>
      {view && <Damage eventId={eventId} view={view} onCorrect={setCorrecting} />}
      {view && (
        <ParticularsDrawer eventId={eventId} view={view} open={open === 'fields'} onClose={() => setOpen(null)} />
      )}
      <DamageDrawer eventId={eventId} open={open === 'damage'} onClose={() => setOpen(null)} />
      {correcting && (
        <DamageDrawer
          key={correcting.id}
          eventId={eventId}
          open
          replaces={correcting}
          onClose={() => setCorrecting(undefined)}
        />
      )}
    </section>
  )
}

function Known({ view }: { view: EventParticulars }) {
  const known = view.fields.filter(field => field.value !== null)
  const said = view.fields.filter(field => field.value === null && field.said.length > 0)
  return (
    <dl className="particular-list">
      {known.map(field => (
        <div key={field.code}>
          <dt>{field.label}</dt>
          <dd>{field.shown}</dd>
        </div>
      ))}
      {said.map(field => (
        <div key={field.code}>
          <dt>{field.label}</dt>
          <dd className="quiet">情况中提到 {field.said.join('、')}，待登记</dd>
        </div>
      ))}
      {known.length + said.length === 0 && (
        <p className="quiet padded">
          还没有登记。{view.mayEdit && '登记成因、污染物、保护目标等，会据此调整处置清单和适用预案。'}
        </p>
      )}
    </dl>
  )
}

interface DamageProps {
  eventId: string
  view: EventParticulars
  onCorrect: (damage: DamageView) => void
}

function Damage({ eventId, view, onCorrect }: DamageProps) {
  const now = useMinute()
  const acts = useParticularActs(eventId)
  const [withdrawing, setWithdrawing] = useState<DamageView | null>(null)
  const standing = view.damage.filter(one => !one.withdrawnAt)
  const gone = view.damage.length - standing.length
  return (
    <>
      {standing.length === 0 && <p className="quiet padded">还没有登记。例如：路基坍塌，高 10 米、长 30 米。</p>}
      {standing.map(one => (
        <div key={one.id} className="plain-row">
          <b>{one.sentence}</b>
          <p className="quiet">
            {[one.note, one.source].filter(Boolean).join('；')} · {one.recordedByName} {showTime(one.recordedAt, now)}
          </p>
          <div className="damage-pictures">
            {one.files.map(file => (
              <a key={file.id} href={`/api/files/${file.id}`} target="_blank" rel="noreferrer">
                <img src={`/api/files/${file.id}`} alt={file.name} loading="lazy" />
              </a>
            ))}
          </div>
          {one.files.length > 0 && (
            <div className="print-only">
              <FileLinks files={one.files} />
            </div>
          )}
          {view.mayEdit && (
            <p className="no-print row-acts">
              <button type="button" className="link" onClick={() => onCorrect(one)}>
                更正
              </button>
              <button type="button" className="link" onClick={() => setWithdrawing(one)}>
                撤销
              </button>
            </p>
          )}
        </div>
      ))}
      {gone > 0 && <p className="quiet padded">已更正、撤销 {gone} 条，见经过。</p>}
      {withdrawing && (
        <ActionDrawer<{ reason: string }>
          open
          title={`撤销：${withdrawing.sentence}`}
          act="撤销"
          danger
          onAct={({ reason }) => acts.withdraw.mutateAsync({ id: withdrawing.id, reason })}
          onClose={() => setWithdrawing(null)}
        >
          <Form.Item name="reason" label="撤销理由" rules={[{ required: true, message: '请填写撤销理由' }]}>
            <Input.TextArea autoFocus autoSize={{ minRows: 2 }} maxLength={200} />
          </Form.Item>
        </ActionDrawer>
      )}
    </>
  )
}
