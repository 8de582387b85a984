import { useQuery } from '@tanstack/react-query'
import { unitsQuery } from './requests.ts'

/** Names of units by id; blank until they are read. */
export function useUnitNames(): (id: string) => string {
  const { data } = useQuery(unitsQuery)
  return id => data?.items.find(unit => unit.id === id)?.name ?? ''
}
