import { useQuery } from '@tanstack/react-query'
import { Loaded } from '../../ui/states.tsx'
import { ChecklistSummary } from './checklist.tsx'
import { assistanceQuery } from './requests.ts'
import { metresWords } from './substance-guide.tsx'
import './assistance.css'

/** 辅助决策 on the event's page: how far the first hour is, what leaks, and the way to the rest. */
export function EventAssistance({ eventId }: { eventId: string }) {
  const assistance = useQuery(assistanceQuery(eventId))
  return (
    <section className="panel">
      <h2>辅助决策</h2>
      <Loaded of={assistance} rows={3}>
        {view => (
          <>
            {view.substances.slice(0, 2).map(({ guide, because }) => (
              <div key={guide.id} className="plain-row">
                <b>
                  {guide.name}（UN {guide.unNumber}）
                </b>
                <span>立即隔离 {metresWords(guide.isolation)}</span>
                <p className="quiet">{because}</p>
              </div>
            ))}
            <ChecklistSummary eventId={eventId} checklist={view.checklist} />
          </>
        )}
      </Loaded>
    </section>
  )
}
