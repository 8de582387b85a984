import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { InstructionLines } from './instruction-lines.tsx'
import { myInstructionsQuery } from './requests.ts'
import './instruction.css'

/** 批示待办: what waits for this desk or person; on a home it takes no room while there is nothing. */
export function MyInstructions({ title = '批示待办', hideEmpty = false }: { title?: string; hideEmpty?: boolean }) {
  const may = usePermits()
  const mine = useQuery({ ...myInstructionsQuery, enabled: may('instruction.read') })
  const items = mine.data?.items ?? []
  if (!may('instruction.read') || (hideEmpty && items.length === 0)) return null
  const overdue = items.filter(line => line.overdue).length
  return (
    <section className="panel">
      <h2>
        {title} <small>{items.length || ''}</small>
        {overdue > 0 && <b className="overdue-tag">超期 {overdue} 件</b>}
        <span className="spread" />
        <Link to="/instructions">台账</Link>
      </h2>
      <Loaded of={mine} rows={2}>
        {page =>
          page.items.length === 0 ? <Nothing what="没有待办的领导批示" /> : <InstructionLines items={page.items} />
        }
      </Loaded>
    </section>
  )
}
