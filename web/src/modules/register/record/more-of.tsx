import { type ComponentType, lazy, Suspense } from 'react'

/** What another capability shows on the card of its ledger's records, above their values. */
const parts: Record<string, ComponentType<{ id: string }>> = {
  cameras: lazy(async () => ({ default: (await import('../../facility/camera-frame.tsx')).CameraFrame })),
}

export function MoreOf({ ledger, id }: { ledger: string; id: string }) {
  const Part = parts[ledger]
  return (
    Part && (
      <Suspense fallback={null}>
        <Part key={id} id={id} />
      </Suspense>
    )
  )
}
