import type { EventTypeView } from '@anlan/contract/emergency-event.ts'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { eventTypesQuery } from '../modules/event-report/rules/requests.ts'

interface EventTypeSelectProps {
  value?: string
  onChange?: (value: string | undefined) => void
  id?: string
  placeholder?: string
  'aria-label'?: string
}

/** Sub-categories head the groups; their leaves are what an event is. */
const grouped = (types: EventTypeView[]) => {
  const usable = types.filter(type => type.enabled && !type.warningOnly)
  const isGroup = (type: EventTypeView) => type.code.endsWith('00')
  return usable
    .filter(type => isGroup(type) && !type.code.endsWith('000'))
    .map(group => ({
      label: group.name,
      options: [...usable.filter(type => type.parentCode === group.code), group].map(type => ({
        value: type.code,
        label: type === group ? `${group.name}（未细分）` : type.name,
        search: `${type.name} ${group.name}`,
      })),
    }))
}

export function EventTypeSelect({
  value,
  onChange,
  id,
  placeholder = '选择或输入事件类型',
  'aria-label': label,
}: EventTypeSelectProps) {
  const { data, isPending } = useQuery(eventTypesQuery)
  return (
    <Select
      id={id}
      aria-label={label}
      showSearch={{
        filterOption: (text, option) =>
          Boolean(option && 'search' in option && String(option.search).includes(text.trim())),
      }}
      allowClear
      loading={isPending}
      value={value || undefined}
      onChange={onChange}
      placeholder={placeholder}
      options={grouped(data?.items ?? [])}
      style={{ width: '100%', minWidth: 140 }}
    />
  )
}
