import {
  type HandoverPerson,
  type HandoverSide,
  type HandoverView,
  handoverSides,
  handoverStates,
} from '@anlan/contract/handover.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { saidOf } from '../../../ui/http.ts'
import { Loaded } from '../../../ui/states.tsx'
import { showInstant, showMinute } from '../../../ui/time.ts'
import { HandoverItems } from './handover-items.tsx'
import { HandoverSheetForm, SheetAsSigned } from './handover-sheet.tsx'
import { PrintedHandover } from './printed-handover.tsx'
import { handoverQuery, useCorrect, useSign, useSignAtOnce } from './requests.ts'
import './handover.css'

/** 交接班单: one change of shift, from preparing to the leader's signature; prints as the record. */
export function HandoverPage() {
  const { id = '' } = useParams()
  return <Loaded of={useQuery(handoverQuery(id))}>{handover => <Sheet key={handover.id} handover={handover} />}</Loaded>
}

const people = (list: HandoverPerson[]) => list.map(one => `${one.name}（${one.post}）`).join('、') || '未排班'

/** Why those who were on duty still are. */
const stays = ({ overdue, incoming, state }: HandoverView) =>
  overdue
    ? '已超过签字时限，原班人员继续负责'
    : incoming.length === 0
      ? '接班人员未排班，原班人员继续负责'
      : state === 'signed'
        ? '到接班时间前由原班人员负责'
        : '双方签字前由原班人员负责'

function Sheet({ handover }: { handover: HandoverView }) {
  const { may } = handover
  return (
    <article className="handover">
      <header className="head no-print">
        <h1>交接班</h1>
        <span className="quiet">{handoverStates[handover.state]}</span>
        <span className="spread" />
        <Button onClick={() => window.print()}>打印</Button>
      </header>
      <section className="panel handover-sheet">
        <h1>{handover.unitName}交接班记录</h1>
        {handover.responsible === 'outgoing' && handover.state !== 'withdrawn' && (
          <p className={handover.overdue ? 'handover-stays is-overdue' : 'handover-stays'}>
            {stays(handover)}：{people(handover.outgoing)}
          </p>
        )}
        <dl>
          <dt>接班时间</dt>
          <dd className="figure">
            {showInstant(handover.at)}（{showMinute(handover.signBy)} 前签字）
          </dd>
          <dt>交班人员</dt>
          <dd>{people(handover.outgoing)}</dd>
          <dt>接班人员</dt>
          <dd>{people(handover.incoming)}</dd>
          <dt>带班领导</dt>
          <dd>{handover.leaders.map(one => one.name).join('、') || '未排定'}</dd>
          <dt>本班日志</dt>
          <dd>
            {handover.logLines > 0
              ? `${handover.logLines} 条`
              : handover.sheet.nothingHappened
                ? '本班无事'
                : '没有日志'}
          </dd>
        </dl>
        <HandoverItems handover={handover} />
        {may.prepare ? <HandoverSheetForm handover={handover} /> : <SheetAsSigned handover={handover} />}
        <Signatures handover={handover} />
        <Corrections handover={handover} />
      </section>
      <PrintedHandover handover={handover} />
    </article>
  )
}

function Signatures({ handover }: { handover: HandoverView }) {
  const sign = useSign(handover.id)
  const atOnce = useSignAtOnce(handover.id)
  const { may, signatures, version, items } = handover
  const open = items.filter(item => !item.acknowledgedAt).length
  const error = sign.error ?? atOnce.error
  const sides = Object.keys(handoverSides) as HandoverSide[]
  return (
    <>
      <div className="handover-signatures">
        {sides.map(side => {
          const done = signatures.find(one => one.side === side)
          return (
            <div key={side}>
              <span className="quiet">{handoverSides[side]}签字</span>
              {done ? (
                <>
                  <b>{done.name}</b>
                  <small className="figure">{showInstant(done.at)}</small>
                </>
              ) : side !== 'outgoing' && may.sign.includes(side) ? (
                <Button
                  className="no-print"
                  type="primary"
                  disabled={side === 'incoming' && open > 0}
                  loading={sign.isPending}
                  onClick={() => sign.mutate({ side, version })}
                >
                  {side === 'incoming' && open > 0
                    ? `还有 ${open} 项待确认`
                    : side === 'incoming'
                      ? '接班签字'
                      : '签字'}
                </Button>
              ) : (
                <span className="quiet">未签</span>
              )}
            </div>
          )
        })}
      </div>
      {may.signAtOnce && (
        <Button
          className="no-print"
          type="primary"
          size="large"
          block
          loading={atOnce.isPending}
          onClick={() => atOnce.mutate({ allNormal: true, nothingHappened: handover.logLines === 0 })}
        >
          一键交接（设备正常{handover.logLines === 0 ? '，本班无事' : ''}，事项全部知悉）
        </Button>
      )}
      {error && (
        <div className="failed" role="alert">
          {saidOf(error)}
        </div>
      )}
    </>
  )
}

function Corrections({ handover }: { handover: HandoverView }) {
  const correct = useCorrect(handover.id)
  const [text, setText] = useState('')
  if (handover.corrections.length === 0 && !handover.may.correct) return null
  return (
    <>
      <h2>更正</h2>
      {handover.corrections.map(one => (
        <p key={one.id}>
          <span className="figure">{showInstant(one.at)}</span> {one.byName}：{one.text}
        </p>
      ))}
      {handover.may.correct && (
        <div className="handover-correct no-print">
          <Input
            aria-label="更正内容"
            value={text}
            maxLength={1000}
            onChange={event => setText(event.target.value)}
            placeholder="签字后只能补记更正，原记录不变"
          />
          <Button
            disabled={!text.trim()}
            loading={correct.isPending}
            onClick={() => correct.mutate(text, { onSuccess: () => setText('') })}
          >
            补记
          </Button>
        </div>
      )}
      {correct.error && <div className="failed">{saidOf(correct.error)}</div>}
    </>
  )
}
