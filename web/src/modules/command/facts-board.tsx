import { type BoardFactView, type CommandRoom, factStates } from '@anlan/contract/command.ts'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { InstantField } from '../../ui/form/instant-field.tsx'
import { Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import type { RoomActs } from './requests.ts'
import { needed, Words } from './words.tsx'

type Act = { kind: 'write' } | { kind: 'verify' | 'supersede'; fact: BoardFactView }

/** 事实板: what is known, as of when and from whom, and whether somebody else has looked into it. */
export function FactsBoard({ of, acts }: { of: CommandRoom; acts: RoomActs }) {
  const now = useMinute()
  const [act, setAct] = useState<Act | null>(null)
  const [past, setPast] = useState(false)
  const standing = of.facts.filter(one => one.state !== 'superseded')
  const gone = of.facts.length - standing.length
  const close = () => setAct(null)
  return (
    <section className="panel">
      <h2>
        事实板{' '}
        <small>
          已核 {standing.filter(one => one.state === 'verified').length}/{standing.length}
        </small>
        <span className="spread" />
        {gone > 0 && (
          <Button size="small" type="link" onClick={() => setPast(!past)}>
            {past ? '收起' : `已被取代 ${gone} 条`}
          </Button>
        )}
        {of.may.report && (
          <Button size="small" type="primary" onClick={() => setAct({ kind: 'write' })}>
            登记情况
          </Button>
        )}
      </h2>
      {standing.length === 0 && <Nothing what="还没有登记情况：先登记已知的人员、险情和道路情况，由另一人核实" />}
      {(past ? of.facts : standing).map(one => (
        <div key={one.id} className={`padded board-fact is-${one.state}`}>
          <b className={`fact-state is-${one.state}`}>{factStates[one.state]}</b>
          <span>
            <b>
              {one.number}．{one.text}
            </b>
            {one.overdue && <b className="overdue-tag">待核超时</b>}
            <br />
            <span className="quiet">
              截至 {showTime(one.asOf, now)}，{one.source}；{one.writtenByName}登记
              {one.verifiedByName &&
                one.verifiedAt &&
                `；${one.verifiedByName} ${showTime(one.verifiedAt, now)} 核实（${one.verifyNote}）`}
              {one.supersedes !== null && `；取代第 ${one.supersedes} 条`}
              {one.supersededBy !== null && `；由第 ${one.supersededBy} 条取代`}
            </span>
          </span>
          <span className="room-acts">
            {one.may.verify && (
              <Button size="small" type="primary" onClick={() => setAct({ kind: 'verify', fact: one })}>
                核实
              </Button>
            )}
            {one.may.supersede && (
              <Button size="small" onClick={() => setAct({ kind: 'supersede', fact: one })}>
                更新
              </Button>
            )}
          </span>
        </div>
      ))}
      <ActionDrawer<{ text: string; asOf: string; source: string }>
        open={act?.kind === 'write' || act?.kind === 'supersede'}
        title={act?.kind === 'supersede' ? `更新第 ${act.fact.number} 条` : '登记情况'}
        act="登记"
        consequence="登记后为待核，由另一人核实；到时限未核的计入综合协调组的待办。"
        onAct={(values, id) =>
          acts.write.mutateAsync({ ...values, id, supersedesId: act?.kind === 'supersede' ? act.fact.id : null })
        }
        onClose={close}
      >
        <Words name="text" label="情况" rows={3} />
        <Form.Item name="asOf" label="截至时间" rules={needed('请选择截至时间')}>
          <InstantField />
        </Form.Item>
        <Form.Item name="source" label="来源" rules={needed('请填写来源')}>
          <Input maxLength={200} placeholder="谁、以何方式报来" />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ note: string }>
        open={act?.kind === 'verify'}
        title={act?.kind === 'verify' ? `核实：${act.fact.text}` : ''}
        act="已核实"
        onAct={values => acts.verify.mutateAsync({ ...values, of: act?.kind === 'verify' ? act.fact.id : '' })}
        onClose={close}
      >
        <Words name="note" label="核实方式" max={300} />
      </ActionDrawer>
    </section>
  )
}
