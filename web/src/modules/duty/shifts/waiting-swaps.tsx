import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { swapsQuery } from './requests.ts'
import { SwapCard } from './swap-card.tsx'
import './shifts.css'

/** 换班 that waits for my word: as the one asked, or as the chief who approves. Nothing while none waits. */
export function WaitingSwaps() {
  const { data } = useQuery(swapsQuery({ state: 'open' }))
  const waiting = data?.items.filter(swap => swap.mayDecide || swap.mayAnswer) ?? []
  if (waiting.length === 0) return null
  return (
    <section className="panel">
      <h2>
        待办换班 <small>{waiting.length}</small>
        <span className="spread" />
        <Link to="/duty/swaps">全部</Link>
      </h2>
      <ul className="duty-cards">
        {waiting.slice(0, 3).map(swap => (
          <SwapCard key={swap.id} swap={swap} />
        ))}
      </ul>
    </section>
  )
}
