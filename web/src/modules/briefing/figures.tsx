import type { PaperReference } from '@anlan/contract/paper.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { figuresQuery } from './requests.ts'

/** 数字来源: every computed number with the records it counts; for a paper that nobody computed, what it rests on. */
export function BriefingFigures({ paperId, references }: { paperId: string; references: PaperReference[] }) {
  const figures = useQuery(figuresQuery(paperId))
  const items = figures.data?.items ?? []
  if (items.length === 0 && references.length === 0) return null
  return (
    <section className="panel">
      <h2>{items.length > 0 ? '数字来源' : '依据'}</h2>
      <ul className="briefing-figures">
        {items.map(figure => (
          <li key={figure.name}>
            {figure.value === 0 ? (
              <span>
                {figure.label} <b>0</b> {figure.unit}
              </span>
            ) : (
              <details>
                <summary>
                  {figure.label} <b>{figure.value}</b> {figure.unit}
                </summary>
                <ol>
                  {figure.items.map((item, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: what was counted never changes its order
                    <li key={i}>
                      <Link to={item.to}>{item.label}</Link>
                    </li>
                  ))}
                </ol>
              </details>
            )}
          </li>
        ))}
        {items.length === 0 &&
          references.map(reference => (
            <li key={`${reference.to}${reference.label}`}>
              <Link to={reference.to}>{reference.label}</Link>
            </li>
          ))}
      </ul>
    </section>
  )
}
