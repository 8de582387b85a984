import {
  type PlanImportView,
  type PlanProposal,
  type PlanProposalKind,
  planProposalKinds,
  proposalDecisions,
} from '@anlan/contract/plan-import.ts'
import { App, Button, InputNumber } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { primary, useHotkey } from '../../ui/hotkeys.ts'
import { saidOf } from '../../ui/http.ts'
import { Nothing } from '../../ui/states.tsx'
import { CorrectDrawer } from './correct-drawer.tsx'
import { MakePlanDrawer } from './make-plan-drawer.tsx'
import { useDecide } from './requests.ts'
import { DocumentText } from './text.tsx'
import { wordsOf } from './words.ts'

const order = Object.keys(planProposalKinds) as PlanProposalKind[]

/** Step two: the text with what was read marked in it, and beside it the proposals, each to be confirmed, put right or left out. */
export function Review({ view }: { view: PlanImportView }) {
  const { message } = App.useApp()
  const decide = useDecide(view.id)
  const [kind, setKind] = useState<PlanProposalKind | 'open'>('open')
  const [chosen, setChosen] = useState<string | null>(null)
  const [correcting, setCorrecting] = useState(false)
  const [making, setMaking] = useState(false)
  const sorted = useMemo(
    () => [...view.proposals].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)),
    [view.proposals],
  )
  const shown = sorted.filter(one =>
    kind === 'open' ? one.decision === 'open' || one.key === chosen : one.kind === kind,
  )
  const current = shown.find(one => one.key === chosen) ?? shown[0]
  const open = view.proposals.filter(one => one.decision === 'open').length
  const confirmed = view.proposals.filter(one => one.decision === 'confirmed').length
  const fail = (error: unknown) => void message.error(saidOf(error))
  const step = (by: number) => {
    const at = shown.findIndex(one => one.key === current?.key)
    setChosen(shown[Math.min(shown.length - 1, Math.max(0, at + by))]?.key ?? null)
  }
  const say = (decision: PlanProposal['decision']) => {
    if (!current || decide.isPending) return
    const at = shown.findIndex(one => one.key === current.key)
    const next = shown[at + 1] ?? shown[at - 1]
    decide.mutate(
      { version: view.version, decisions: [{ key: current.key, decision }] },
      { onSuccess: () => setChosen(next?.key ?? null), onError: fail },
    )
  }
  const idle = correcting || making
  useHotkey('j', () => step(1), { off: idle })
  useHotkey('k', () => step(-1), { off: idle })
  useHotkey('y', () => say('confirmed'), { off: idle })
  useHotkey('n', () => say('rejected'), { off: idle })
  useHotkey('e', () => setCorrecting(true), { off: idle || !current })
  return (
    <>
      <header className="head">
        <h1>核对“{view.name}”</h1>
        <span className="quiet">
          共读出 {view.proposals.length} 条，已确认 {confirmed} 条，待确认 {open} 条
        </span>
        <span className="spread" />
        <Button {...primary} disabled={confirmed === 0} onClick={() => setMaking(true)}>
          生成预案（{confirmed} 条）
        </Button>
      </header>
      <div className="plan-import">
        <DocumentText view={view} chosen={current} onChoose={setChosen} />
        <section className="panel">
          <div className="plan-import-kinds">
            <Kind label="待确认" count={open} pressed={kind === 'open'} onPress={() => setKind('open')} />
            {order.map(each => {
              const count = view.proposals.filter(one => one.kind === each).length
              return count === 0 ? null : (
                <Kind
                  key={each}
                  label={planProposalKinds[each]}
                  count={count}
                  pressed={kind === each}
                  onPress={() => setKind(each)}
                />
              )
            })}
          </div>
          <Bulk
            view={view}
            kind={kind === 'open' ? null : kind}
            busy={decide.isPending}
            onConfirm={from =>
              decide.mutate(
                { version: view.version, confirmFrom: from, ...(kind !== 'open' && { kinds: [kind] }) },
                { onError: fail },
              )
            }
          />
          <div className="plan-import-scroll">
            {shown.length === 0 && <Nothing what={open === 0 ? '都已处理，可以生成预案' : '这一类没有读到内容'} />}
            {shown.map(one => (
              <Proposal
                key={one.key}
                one={one}
                words={view.words}
                chosen={one.key === current?.key}
                busy={decide.isPending}
                onChoose={() => setChosen(one.key)}
                onSay={say}
                onCorrect={() => setCorrecting(true)}
              />
            ))}
          </div>
        </section>
      </div>
      {correcting && current && (
        <CorrectDrawer
          one={current}
          unit={view.unitId}
          words={view.words}
          onSave={value =>
            decide.mutateAsync({
              version: view.version,
              decisions: [{ key: current.key, decision: 'confirmed', value }],
            })
          }
          onClose={() => setCorrecting(false)}
        />
      )}
      {making && <MakePlanDrawer view={view} onClose={() => setMaking(false)} />}
    </>
  )
}

function Kind(props: { label: string; count: number; pressed: boolean; onPress: () => void }) {
  return (
    <button type="button" aria-pressed={props.pressed} onClick={props.onPress}>
      {props.label} <b>{props.count}</b>
    </button>
  )
}

function Bulk(props: {
  view: PlanImportView
  kind: PlanProposalKind | null
  busy: boolean
  onConfirm: (from: number) => void
}) {
  const [percent, setPercent] = useState(85)
  const count = props.view.proposals.filter(
    one =>
      one.decision === 'open' && one.confidence >= percent / 100 && (props.kind === null || one.kind === props.kind),
  ).length
  return (
    <div className="plan-import-bulk">
      可信度
      <InputNumber
        size="small"
        aria-label="可信度不低于"
        min={50}
        max={100}
        value={percent}
        suffix="%"
        style={{ width: 84 }}
        onChange={value => setPercent(value ?? 85)}
      />
      以上的{props.kind ? planProposalKinds[props.kind] : ''}
      <Button size="small" disabled={count === 0} loading={props.busy} onClick={() => props.onConfirm(percent / 100)}>
        一次确认 {count} 条
      </Button>
      <span className="quiet minor">J K 上下 · Y 确认 · E 更正 · N 不采用</span>
    </div>
  )
}

function Proposal(props: {
  one: PlanProposal
  words: Record<string, string>
  chosen: boolean
  busy: boolean
  onChoose: () => void
  onSay: (decision: PlanProposal['decision']) => void
  onCorrect: () => void
}) {
  const { one, chosen } = props
  const { head, more } = wordsOf(one, props.words)
  const here = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (chosen) here.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <div ref={here} className="plan-proposal" data-chosen={chosen} data-decision={one.decision}>
      <button type="button" className="plan-proposal-open" aria-pressed={chosen} onClick={props.onChoose}>
        <span className="plan-proposal-head">
          <span className="quiet">{planProposalKinds[one.kind]}</span> <b>{head}</b>
        </span>
        {more && <span className="plan-proposal-more">{more}</span>}
      </button>
      <div className="plan-proposal-sure" data-low={one.confidence < 0.7}>
        {Math.round(one.confidence * 100)}%
        <div className="quiet">
          {one.decision === 'open' ? '' : proposalDecisions[one.decision]}
          {one.corrected && '（已更正）'}
        </div>
      </div>
      {chosen && (
        <div className="plan-proposal-acts">
          <span className="quiet">
            第 {one.source.paragraph} 段：“{one.source.sentence.slice(0, 160)}”。{one.reason}
          </span>
          <span className="spread" />
          <Button size="small" type="primary" disabled={props.busy} onClick={() => props.onSay('confirmed')}>
            确认
          </Button>
          <Button size="small" disabled={props.busy} onClick={props.onCorrect}>
            更正
          </Button>
          <Button size="small" disabled={props.busy} onClick={() => props.onSay('rejected')}>
            不采用
          </Button>
        </div>
      )}
    </div>
  )
}
