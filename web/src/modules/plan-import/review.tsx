import {
  type PlanImportView,
  type PlanProposal,
  type PlanProposalKind,
  planProposalKinds,
  proposalDecisions,
} from '@anlan/contract/plan-import.ts'
import { App, Button } from 'antd'
import { Fragment, useEffect, useMemo, useRef, useState } from 'react'
import { primary, useHotkey } from '../../ui/hotkeys.ts'
import { saidOf } from '../../ui/http.ts'
import { Nothing } from '../../ui/states.tsx'
import { CorrectDrawer } from './correct-drawer.tsx'
import { MakePlanDrawer } from './make-plan-drawer.tsx'
import { useDecide } from './requests.ts'
import { DocumentText } from './text.tsx'
import { wordsOf } from './words.ts'

const order = Object.keys(planProposalKinds) as PlanProposalKind[]
/** From here on the rules are sure: what they read may be confirmed at once, the rest is looked at one by one. */
const sureFrom = 0.85
const isSure = (one: PlanProposal) => one.confidence >= sureFrom
const isOpen = (one: PlanProposal) => one.decision === 'open'

/** Step two: the text with what was read marked in it, and beside it the proposals, each to be confirmed, put right or left out. */
export function Review({ view }: { view: PlanImportView }) {
  const { message } = App.useApp()
  const decide = useDecide(view.id)
  const [kind, setKind] = useState<PlanProposalKind | 'open'>('open')
  const [chosen, setChosen] = useState<string | null>(null)
  const [correcting, setCorrecting] = useState(false)
  const [making, setMaking] = useState(false)
  // What needs a person comes first, each part in the order of the text.
  const sorted = useMemo(
    () =>
      [...view.proposals].sort(
        (a, b) =>
          Number(isSure(a)) - Number(isSure(b)) ||
          (isSure(a) ? order.indexOf(a.kind) - order.indexOf(b.kind) : 0) ||
          a.source.paragraph - b.source.paragraph,
      ),
    [view.proposals],
  )
  const shown = sorted.filter(one => (kind === 'open' ? isOpen(one) || one.key === chosen : one.kind === kind))
  const current = shown.find(one => one.key === chosen) ?? shown[0]
  const open = view.proposals.filter(isOpen).length
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
            proposals={view.proposals.filter(one => kind === 'open' || one.kind === kind)}
            of={kind === 'open' ? '' : planProposalKinds[kind]}
            busy={decide.isPending}
            onConfirm={() =>
              decide.mutate(
                { version: view.version, confirmFrom: sureFrom, ...(kind !== 'open' && { kinds: [kind] }) },
                { onSuccess: () => setChosen(null), onError: fail },
              )
            }
          />
          <div className="plan-import-scroll">
            {shown.length === 0 && <Nothing what={open === 0 ? '都已处理，可以生成预案' : '这一类没有读到内容'} />}
            {shown.map((one, i) => (
              <Fragment key={one.key}>
                {(i === 0 || isSure(shown[i - 1] as PlanProposal) !== isSure(one)) && (
                  <h3 className="plan-import-part">{isSure(one) ? '有把握的' : '拿不准的，请对照原文逐条看'}</h3>
                )}
                <Proposal
                  one={one}
                  words={view.words}
                  chosen={one.key === current?.key}
                  busy={decide.isPending}
                  onChoose={() => setChosen(one.key)}
                  onSay={say}
                  onCorrect={() => setCorrecting(true)}
                />
              </Fragment>
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

/** What the rules are sure of goes with one press; what is left is few. */
function Bulk(props: { proposals: PlanProposal[]; of: string; busy: boolean; onConfirm: () => void }) {
  const open = props.proposals.filter(isOpen)
  const sure = open.filter(isSure).length
  const unsure = open.length - sure
  if (open.length === 0) return null
  return (
    <div className="plan-import-bulk">
      {sure > 0 && (
        <Button type="primary" loading={props.busy} onClick={props.onConfirm}>
          一次确认有把握的{props.of} {sure} 条
        </Button>
      )}
      <span>
        {unsure > 0 ? `${sure > 0 ? '另有' : '还有'} ${unsure} 条拿不准，请逐条看` : '没有拿不准的'}
        {sure > 0 && '；确认后仍可逐条改回'}
      </span>
      <span className="quiet plan-import-keys">J K 上下 · Y 确认 · E 更正 · N 不采用</span>
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
      <div className="plan-proposal-sure" data-low={!isSure(one)}>
        {isOpen(one) ? (isSure(one) ? '' : '拿不准') : proposalDecisions[one.decision]}
        {one.corrected && <div className="quiet">已更正</div>}
      </div>
      {chosen && (
        <div className="plan-proposal-acts">
          <blockquote className="plan-proposal-said">
            {one.source.sentence.slice(0, 240)}
            <footer className="quiet">
              原文第 {one.source.paragraph} 段。{one.reason}（可信度 {Math.round(one.confidence * 100)}%）
            </footer>
          </blockquote>
          {one.decision !== 'confirmed' && (
            <Button type="primary" disabled={props.busy} onClick={() => props.onSay('confirmed')}>
              确认
            </Button>
          )}
          <Button disabled={props.busy} onClick={props.onCorrect}>
            更正
          </Button>
          {one.decision !== 'rejected' && (
            <Button disabled={props.busy} onClick={() => props.onSay('rejected')}>
              不采用
            </Button>
          )}
          {!isOpen(one) && (
            <Button disabled={props.busy} onClick={() => props.onSay('open')}>
              改回待确认
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
