import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { layersQuery } from '../requests.ts'

const restMs = 2_000

/** Grows, at most every two seconds, when something placed has changed: the layers were read again because of a fact. 0 until then. */
export function usePulse(): number {
  const { dataUpdatedAt } = useQuery({ ...layersQuery, select: ({ items }) => items.length })
  const [pulse, setPulse] = useState({ seen: 0, version: 0, at: 0 })
  useEffect(() => {
    if (dataUpdatedAt === 0 || dataUpdatedAt === pulse.seen) return
    if (pulse.seen === 0) return setPulse({ seen: dataUpdatedAt, version: 0, at: 0 })
    const timer = setTimeout(
      () => setPulse({ seen: dataUpdatedAt, version: dataUpdatedAt, at: Date.now() }),
      Math.max(0, restMs - (Date.now() - pulse.at)),
    )
    return () => clearTimeout(timer)
  }, [dataUpdatedAt, pulse])
  return pulse.version
}
