import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { eventTypesQuery } from '../../event-report/rules/requests.ts'

const codeLength = 5

/** The leading letters that name a branch of event types; of a leaf the whole code, which may itself end in 0. */
const prefixOf = (code: string) =>
  code.endsWith('000') ? code.slice(0, 2) : code.endsWith('00') ? code.slice(0, 3) : code

/** Name of the branch, or type, that a prefix stands for. */
export function useTypeNames(): (prefix: string) => string {
  const { data } = useQuery(eventTypesQuery)
  return prefix => data?.items.find(type => type.code === prefix.padEnd(codeLength, '0'))?.name ?? prefix
}

interface TypePrefixesProps {
  id?: string
  value?: string[]
  onChange?: (value: string[]) => void
}

/** 适用事件类型, as whole branches or single types; none means all. */
export function TypePrefixes({ id, value, onChange }: TypePrefixesProps) {
  const { data, isPending } = useQuery(eventTypesQuery)
  return (
    <Select
      id={id}
      mode="multiple"
      loading={isPending}
      value={value}
      onChange={onChange}
      placeholder="不选即适用全部事件"
      showSearch={{ optionFilterProp: 'label' }}
      options={data?.items
        .filter(type => type.enabled && !type.warningOnly)
        .map(type => ({ value: prefixOf(type.code), label: type.name }))}
    />
  )
}
