import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../app/session.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { InstructionLines } from './instruction-lines.tsx'
import { RecordDrawer } from './record-drawer.tsx'
import { eventInstructionsQuery } from './requests.ts'
import './instruction.css'

/** Leaders' instructions about one event, as far as the reader is a party to them. */
export function EventInstructions({ eventId, title }: { eventId: string; title: string }) {
  const instructions = useQuery(eventInstructionsQuery(eventId))
  const [isRecording, setRecording] = useState(false)
  return (
    <section className="panel">
      <h2>
        领导批示 <small>{instructions.data?.items.length || ''}</small>
        <span className="spread" />
        <Permitted to="instruction.record">
          <Button size="small" onClick={() => setRecording(true)}>
            登记批示
          </Button>
        </Permitted>
      </h2>
      <Loaded of={instructions} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what="没有领导批示。批示登记后自动计时，到办结为止" />
          ) : (
            <InstructionLines items={items} />
          )
        }
      </Loaded>
      <RecordDrawer open={isRecording} onClose={() => setRecording(false)} about={{ eventId, subject: title }} />
    </section>
  )
}
