import type { AllocationView } from '@anlan/contract/allocation.ts'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { Clash } from '../../../ui/form/clash.tsx'
import { primary } from '../../../ui/hotkeys.ts'
import { Refusal, saidOf } from '../../../ui/http.ts'
import { allocationQuery, useChange, useReplan } from '../requests.ts'
import { sharesOf, showMinutes, showMuch, sumsOf } from './sums.ts'
import type { Editing } from './use-editing.ts'

/** What was changed by hand and what it costs, before it is kept. */
export function ChangeBar({ editing }: { editing: Editing }) {
  const { view, shares, cut, sharesChanged, cutChanged } = editing
  const queries = useQueryClient()
  const save = useChange(view.id)
  const replan = useReplan(view.id)
  const [said, setSaid] = useState<string[]>([])
  const [clash, setClash] = useState<{ text: string; again: 'lines' | 'plan' } | null>(null)

  const send = async (how: 'lines' | 'plan', version = view.version) => {
    setSaid([])
    setClash(null)
    try {
      if (how === 'plan') await replan.mutateAsync({ version, ...cut })
      else
        await save.mutateAsync({
          version,
          lines: shares
            .filter(one => one.quantity > 0)
            .map(({ offerId, key, quantity }) => ({ offerId, key, quantity })),
        })
      editing.drop()
    } catch (error) {
      if (error instanceof Refusal && error.body.status === 409) setClash({ text: saidOf(error), again: how })
      else setSaid([saidOf(error), ...(error instanceof Refusal ? error.fields.map(field => field.message) : [])])
    }
  }
  const settle = async (mine: boolean) => {
    const now = await queries.fetchQuery({ ...allocationQuery(view.id), staleTime: 0 })
    const again = clash?.again
    setClash(null)
    if (!mine || !again || !now.mayChange) return editing.drop()
    editing.rebase(now)
    await send(again, now.version)
  }

  if (!sharesChanged && !cutChanged && !clash && said.length === 0) return null
  const busy = save.isPending || replan.isPending
  return (
    <section className="alloc-bar no-print" aria-label="未保存的调整">
      {clash && <Clash text={clash.text} onSettle={mine => void settle(mine)} />}
      {said.length > 0 && <Alert type="error" title={said[0]} description={said.slice(1).join('；') || undefined} />}
      {sharesChanged && <Cost view={view} editing={editing} />}
      {cutChanged && (
        <p>
          已标记道路中断 {cut.blocked.length} 条、不调用 {cut.without.length} 家。
          {(sharesChanged || view.changedByHand) && '重新计算后，人工调整的数量由新结果代替。'}
        </p>
      )}
      <div className="alloc-bar-acts">
        <Button disabled={busy} onClick={() => editing.drop()}>
          放弃调整
        </Button>
        {sharesChanged && (
          <Button {...(cutChanged ? {} : primary)} loading={save.isPending} onClick={() => void send('lines')}>
            保存调整
          </Button>
        )}
        {cutChanged && (
          <Button {...primary} loading={replan.isPending} onClick={() => void send('plan')}>
            重新计算
          </Button>
        )}
      </div>
    </section>
  )
}

function Cost({ view, editing }: { view: AllocationView; editing: Editing }) {
  const [before, after] = [sumsOf(view, sharesOf(view)), sumsOf(view, editing.shares)]
  const more = after.waiting - before.waiting
  return (
    <p>
      总等候时间 {showMuch(before.waiting)} → <b>{showMuch(after.waiting)}</b> 分钟
      {more !== 0 && (
        <b className={more > 0 ? 'alloc-short' : undefined}>
          （{more > 0 ? '多' : '少'} {showMuch(Math.abs(more))}）
        </b>
      )}
      ；平均 {showMinutes(before.mean)} → {showMinutes(after.mean)}；
      <span className={after.missing > before.missing ? 'alloc-short' : undefined}>
        缺口 {showMuch(before.missing)} → {showMuch(after.missing)}
        {after.missing > before.missing && '（等候时间不含缺口）'}
      </span>
    </p>
  )
}
