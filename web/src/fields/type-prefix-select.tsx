import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { eventTypesQuery } from '../modules/event-report/rules/requests.ts'

/** The beginning that a type and all below it share: 12D00 is 12D, 11000 is 11. */
const prefixOf = (code: string) =>
  code.endsWith('000') ? code.slice(0, 2) : code.endsWith('00') ? code.slice(0, 3) : code

/** How a beginning of event type codes reads. */
export function useTypePrefixWords(): (prefix: string) => string {
  const { data } = useQuery(eventTypesQuery)
  return prefix =>
    prefix === '1' ? '各类事件' : (data?.items.find(type => prefixOf(type.code) === prefix)?.name ?? prefix)
}

interface TypePrefixSelectProps {
  id?: string
  value?: string[]
  onChange?: (value: string[]) => void
}

/** Event types with everything below them, several at once. */
export function TypePrefixSelect({ id, value, onChange }: TypePrefixSelectProps) {
  const { data, isPending } = useQuery(eventTypesQuery)
  const options = (data?.items ?? [])
    .filter(type => type.enabled && !type.warningOnly)
    .map(type => ({ value: prefixOf(type.code), label: type.name }))
  return (
    <Select
      id={id ?? ''}
      mode="multiple"
      loading={isPending}
      value={value ?? []}
      onChange={onChange ?? (() => undefined)}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="选择大类、子类或细类"
      options={[{ value: '1', label: '各类事件' }, ...options]}
      style={{ width: '100%' }}
    />
  )
}
