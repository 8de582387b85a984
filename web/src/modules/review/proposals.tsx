import type { ReviewView } from '@anlan/contract/review.ts'
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { saidOf } from '../../ui/http.ts'
import { Nothing } from '../../ui/states.tsx'
import type { ReviewActs } from './requests.ts'

/** Where plan and course went apart; what is adopted asks for a revision of the plan once the review is issued. */
export function Proposals({ of, acts }: { of: ReviewView; acts: ReviewActs }) {
  const [chosen, setChosen] = useState<Record<string, { adopted: boolean; reason: string }>>({})
  const [said, setSaid] = useState('')
  if (!of.planId) return null
  const answerTo = (one: ReviewView['proposals'][number]) =>
    chosen[one.key] ?? { adopted: one.adopted ?? true, reason: one.reason }
  const undecided = of.proposals.filter(one => one.adopted === null).length
  const save = async () => {
    setSaid('')
    try {
      await acts.decide.mutateAsync({ decisions: of.proposals.map(one => ({ key: one.key, ...answerTo(one) })) })
      setChosen({})
    } catch (error) {
      setSaid(saidOf(error))
    }
  }
  return (
    <section className="panel review-section" id="proposals">
      <h2>
        预案修订建议 <small>{of.proposals.length || ''}</small>
        <span className="spread" />
        <Link to={`/plans/${of.planId}`}>《{of.planTitle}》</Link>
      </h2>
      {of.proposals.length === 0 ? (
        <Nothing what="处置过程与预案没有不一致之处" />
      ) : (
        <ul className="review-proposals">
          {of.proposals.map(one => {
            const value = answerTo(one)
            return (
              <li key={one.key}>
                {of.may.write ? (
                  <Checkbox
                    checked={value.adopted}
                    onChange={change =>
                      setChosen({ ...chosen, [one.key]: { ...value, adopted: change.target.checked } })
                    }
                  >
                    采纳
                  </Checkbox>
                ) : (
                  <b>{one.adopted === null ? '待定' : one.adopted ? '采纳' : '不采纳'}</b>
                )}
                <Link to={one.to ?? ''}>{one.text}</Link>
                {of.may.write && !value.adopted ? (
                  <Input
                    size="small"
                    placeholder="不采纳的理由"
                    aria-label="不采纳的理由"
                    maxLength={500}
                    value={value.reason}
                    onChange={change => setChosen({ ...chosen, [one.key]: { ...value, reason: change.target.value } })}
                  />
                ) : (
                  one.reason && <small className="quiet">{one.reason}</small>
                )}
              </li>
            )
          })}
        </ul>
      )}
      {said && (
        <p className="defect-serious" role="alert">
          {said}
        </p>
      )}
      {of.may.write && of.proposals.length > 0 && (
        <p>
          <Button loading={acts.decide.isPending} onClick={() => void save()}>
            保存决定
          </Button>{' '}
          {undecided > 0 && <span className="quiet">还有 {undecided} 条没有决定</span>}
        </p>
      )}
    </section>
  )
}
