import type { FieldView, LedgerView, RecordView } from '@anlan/contract/register.ts'
import { useQuery } from '@tanstack/react-query'
import { Radio } from 'antd'
import { useEffect, useRef } from 'react'
import { After, Before } from '../../../ui/change-list.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { showTime } from '../../../ui/time.ts'
import { historyQuery } from '../requests.ts'
import type { Clash } from './form-values.ts'

export interface ClashState extends Clash {
  before: RecordView
  theirs: RecordView
  /** What the editor had put in, as the form held it. */
  mine: Record<string, unknown>
}

interface ClashPanelProps {
  ledger: LedgerView
  clash: ClashState
  /** Puts one of the two values into the form. */
  onTake: (field: FieldView, whose: 'mine' | 'theirs') => void
}

/** Somebody else saved first: what they changed, and for each field that both changed, whose value shall stand. */
export function ClashPanel({ ledger, clash, onTake }: ClashPanelProps) {
  const now = useMinute()
  const history = useQuery(historyQuery(ledger.name, clash.theirs.id))
  const last = history.data?.items.find(change => change.action === 'changed')
  const top = useRef<HTMLElement>(null)
  useEffect(() => top.current?.scrollIntoView({ block: 'start' }), [])
  const shownOf = (record: RecordView, field: FieldView) => record.shown[field.name] ?? null
  return (
    <section ref={top} className="clash" role="alert">
      <h3>
        {last ? `${last.by ?? '系统'} 于 ${showTime(last.at, now)} 先保存了改动` : '您填写期间，他人先保存了改动'}
        ，您填写的内容没有丢
      </h3>
      {clash.theirsOnly.length > 0 && (
        <>
          <p>对方改了这些，已并入下方表单：</p>
          <ul className="differences">
            {clash.theirsOnly.map(field => (
              <li key={field.name}>
                <span>{field.label}</span>
                <Before text={shownOf(clash.before, field)} />
                <span aria-hidden="true">→</span>
                <After text={shownOf(clash.theirs, field)} />
              </li>
            ))}
          </ul>
        </>
      )}
      {clash.both.length > 0 && (
        <>
          <p>这些两边都改了，请选择采用哪一个：</p>
          {clash.both.map(field => (
            <div key={field.name} className="clash-choice">
              <span>{field.label}</span>
              <Radio.Group
                aria-label={field.label}
                defaultValue="mine"
                onChange={({ target }) => onTake(field, target.value as 'mine' | 'theirs')}
              >
                <Radio value="mine">用我填的</Radio>
                <Radio value="theirs">用对方的：{shownOf(clash.theirs, field) || '（空）'}</Radio>
              </Radio.Group>
            </div>
          ))}
        </>
      )}
      {clash.both.length === 0 && clash.theirsOnly.length === 0 && <p>对方的改动与您填写的没有冲突。</p>}
      <p>核对后请再次保存。</p>
    </section>
  )
}
