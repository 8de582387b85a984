import { useQuery } from '@tanstack/react-query'
import { ChangeList } from '../../../ui/change-list.tsx'
import { Loaded } from '../../../ui/states.tsx'
import { ruleHistoryQuery } from './requests.ts'

interface RuleHistoryProps {
  of: 'reporting-rules' | 'level-thresholds'
  id: string
  /** Where the row came from, with what it began. */
  origin: string
}

/** 沿革: what a rule was before, who changed it, when and on what ground. */
export function RuleHistory({ of, id, origin }: RuleHistoryProps) {
  const history = useQuery(ruleHistoryQuery(of, id))
  return (
    <section aria-label="沿革">
      <h3 style={{ fontSize: 14, margin: '16px 0 8px' }}>沿革</h3>
      <Loaded of={history} rows={2}>
        {({ items }) => <ChangeList items={items} origin={origin} />}
      </Loaded>
    </section>
  )
}
