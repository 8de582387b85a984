import { type PieceView, pieceWays } from '@anlan/contract/form.ts'
import type { FieldError } from '@anlan/contract/problems.ts'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Radio } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { Link, useParams } from 'react-router'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Clash } from '../../ui/form/clash.tsx'
import { InstantField } from '../../ui/form/instant-field.tsx'
import { newId } from '../../ui/form/new-id.ts'
import { primary } from '../../ui/hotkeys.ts'
import { Refusal, saidOf } from '../../ui/http.ts'
import { Loaded } from '../../ui/states.tsx'
import { showInstant, showTime } from '../../ui/time.ts'
import { FormInput, type Values } from './form-input.tsx'
import { FormShown } from './form-shown.tsx'
import { PieceMark } from './piece-mark.tsx'
import { pieceQuery, saveDraft, useReturnPiece, useSubmitPiece } from './requests.ts'
import { splitUnfilled, withRowsWanted } from './rows-wanted.ts'
import './form.css'

/** One piece: to be filled in, corrected, recorded for a unit, or read. */
export function PiecePage() {
  const { id = '' } = useParams()
  const piece = useQuery(pieceQuery(id))
  return (
    <Loaded of={piece}>
      {view => <Piece key={view.id} piece={view} onReload={async () => (await piece.refetch()).data} />}
    </Loaded>
  )
}

function Piece({ piece, onReload }: { piece: PieceView; onReload: () => Promise<PieceView | undefined> }) {
  const now = useMinute()
  const isHandedIn = piece.status === 'reported' || piece.status === 'none'
  const [isCorrecting, setCorrecting] = useState(false)
  const [isReturning, setReturning] = useState(false)
  const back = useReturnPiece(piece.id)
  const fills = (piece.mayFill || piece.mayRecord) && (!isHandedIn || isCorrecting)
  return (
    <>
      <header className="head">
        <h1>{piece.collectionTitle}</h1>
        <PieceMark status={piece.status} late={piece.late} words />
        <span className="quiet">
          {piece.unitName}　{showTime(piece.dueAt, now)} 前报{piece.toUnitName}　第 {piece.version} 版
        </span>
        <span className="spread" />
        {piece.mayReturn && <Button onClick={() => setReturning(true)}>退回补正</Button>}
        {isHandedIn && !isCorrecting && (piece.mayFill || piece.mayRecord) && (
          <Button onClick={() => setCorrecting(true)}>更正</Button>
        )}
      </header>
      {piece.leftOut.length > 0 && <Alert type="warning" title={`缺报：${piece.leftOut.join('、')}`} showIcon />}
      {piece.returnedReason && <Alert type="warning" title={`已退回补正：${piece.returnedReason}`} showIcon />}
      {fills && <Filling piece={piece} onReload={onReload} onDone={() => setCorrecting(false)} />}
      {piece.submissions.map((submission, at) => (
        <section key={submission.id} className="panel" style={{ marginTop: 12 }}>
          <h2>
            {at === 0 ? '报送内容' : '更正前'}
            <small>
              {showInstant(submission.submittedAt)}　{submission.submittedByName}　{pieceWays[submission.way]}
              {submission.writtenAt &&
                `（${submission.writtenBy} ${showInstant(submission.writtenAt)} ${submission.way === 'phone' ? '报告' : '书写'}）`}
            </small>
          </h2>
          <div className="form-body">
            {submission.isNone ? (
              <p>{piece.noneWords}</p>
            ) : (
              <FormShown definition={piece.definition} values={submission.values} />
            )}
            {submission.returnedReason && (
              <p className="quiet">
                {submission.returnedByName}退回：{submission.returnedReason}
              </p>
            )}
          </div>
        </section>
      ))}
      <ActionDrawer<{ reason: string }>
        open={isReturning}
        title="退回补正"
        act="退回"
        consequence={`将通知${piece.unitName}补正后重报`}
        onAct={(values, id) => back.mutateAsync({ id, revision: piece.revision, ...values })}
        onClose={() => setReturning(false)}
      >
        <Form.Item name="reason" label="退回理由" rules={[{ required: true, message: '请填写退回理由' }]}>
          <Input.TextArea rows={3} maxLength={200} />
        </Form.Item>
      </ActionDrawer>
    </>
  )
}

const saveAfter = 1500

const partly = (unfilled: string[]) => ({
  title: `有 ${unfilled.length} 行没有填`,
  content: `${unfilled.join('、')}。先报其余的，这些记为缺报，仍需在截止前补报。`,
  okText: '先报其余的',
  cancelText: '继续填写',
})

interface FillingProps {
  piece: PieceView
  onReload: () => Promise<PieceView | undefined>
  onDone: () => void
}

function Filling({ piece, onReload, onDone }: FillingProps) {
  const { message, modal } = App.useApp()
  const start = (of: PieceView) =>
    withRowsWanted(of.definition, of.rowsWanted, of.draft ?? of.submissions[0]?.values ?? {})
  const [values, setValues] = useState<Values>(() => start(piece))
  const [errors, setErrors] = useState<FieldError[]>([])
  const [clash, setClash] = useState<string | null>(null)
  const [saved, setSaved] = useState('')
  const [way, setWay] = useState<'screen' | 'paper' | 'phone'>(piece.mayRecord ? 'phone' : 'screen')
  const [writtenAt, setWrittenAt] = useState<string | undefined>()
  const [writtenBy, setWrittenBy] = useState('')
  const [id, setId] = useState(newId)
  const revision = useRef(piece.revision)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const submit = useSubmitPiece(piece.id)
  const isCorrecting = piece.status === 'reported' || piece.status === 'none'

  useEffect(() => () => clearTimeout(timer.current), [])
  const refused = (error: unknown) => {
    if (error instanceof Refusal && error.body.status === 409) setClash(saidOf(error))
    if (error instanceof Refusal) setErrors(error.fields)
  }
  const change = (next: Values) => {
    setValues(next)
    setErrors([])
    clearTimeout(timer.current)
    if (isCorrecting || clash) return
    setSaved('正在填写')
    timer.current = setTimeout(async () => {
      try {
        revision.current = (await saveDraft(piece.id, revision.current, next)).revision
        setSaved('草稿已自动保存')
      } catch (error) {
        setSaved('草稿未保存')
        refused(error)
      }
    }, saveAfter)
  }
  const hand = async (none: boolean) => {
    clearTimeout(timer.current)
    const { values: filled, unfilled } = splitUnfilled(piece.definition, piece.rowsWanted, values)
    const isWhole = none || unfilled.length === 0
    if (!isWhole && !(await modal.confirm(partly(unfilled)))) return
    try {
      const written = way === 'screen' ? {} : { writtenAt, writtenBy }
      await submit.mutateAsync({ id, revision: revision.current, none, values: none ? {} : filled, way, ...written })
      setId(newId())
      void message.success(none ? `已报${piece.noneWords}` : isWhole ? '已报送' : '已报一部分，缺报的请尽快补报')
      onDone()
    } catch (error) {
      refused(error)
      void message.error(saidOf(error))
    }
  }
  const settle = async (mine: boolean) => {
    const fresh = await onReload()
    if (!fresh) return
    revision.current = fresh.revision
    setClash(null)
    if (!mine) setValues(start(fresh))
  }
  const stray = errors.filter(error => !error.pointer.startsWith('/values/'))
  return (
    <section className="panel">
      <div className="form-body">
        {clash && <Clash text={clash} onSettle={mine => void settle(mine)} />}
        {stray.length > 0 && (
          <Alert type="error" title={stray.map(error => error.message).join('；')} style={{ marginBottom: 12 }} />
        )}
        <div className="form-section">
          <Radio.Group
            aria-label="填报方式"
            value={way}
            onChange={({ target }) => setWay(target.value as typeof way)}
            options={
              piece.mayRecord
                ? [
                    { value: 'phone', label: '电话代录' },
                    { value: 'paper', label: '纸质补录' },
                  ]
                : [
                    { value: 'screen', label: '直接填报' },
                    { value: 'paper', label: '已手填，现补录' },
                  ]
            }
          />
          {way !== 'screen' && (
            <div className="form-fields" style={{ marginTop: 10 }}>
              <div className="form-field">
                <label htmlFor="written-at">{way === 'phone' ? '报告时间' : '书写时间'}</label>
                <InstantField id="written-at" value={writtenAt} onChange={setWrittenAt} />
              </div>
              <div className="form-field">
                <label htmlFor="written-by">{way === 'phone' ? '报告人' : '书写人'}</label>
                <Input
                  id="written-by"
                  value={writtenBy}
                  maxLength={30}
                  onChange={({ target }) => setWrittenBy(target.value)}
                />
              </div>
            </div>
          )}
        </div>
        <FormInput
          definition={piece.definition}
          values={values}
          errors={errors}
          rowsWanted={piece.rowsWanted}
          onChange={change}
        />
        {piece.definition.footnote && <p className="quiet">{piece.definition.footnote}</p>}
      </div>
      <div className="form-foot">
        <Button {...primary} loading={submit.isPending} onClick={() => void hand(false)}>
          {isCorrecting ? '更正' : '报送'}
        </Button>
        {piece.allowsNone && !isCorrecting && (
          <Button loading={submit.isPending} onClick={() => void hand(true)}>
            {piece.noneWords}
          </Button>
        )}
        <span className="quiet">{saved}</span>
        <span className="spread" />
        <Link to="/form-pieces">返回待报表格</Link>
      </div>
    </section>
  )
}
