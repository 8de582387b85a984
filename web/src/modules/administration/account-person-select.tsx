import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { usePaused } from '../../ui/pause.ts'
import { accountPersonsQuery } from './requests.ts'

interface AccountPersonSelectProps {
  value?: string | null
  onChange?: (value: string | null) => void
  id?: string
  known?: { id: string; name: string }
}

/** People by name, unit and post: whoever opens accounts sees no telephone numbers. */
export function AccountPersonSelect({ value, onChange, id, known }: AccountPersonSelectProps) {
  const [text, setText] = useState('')
  const { data, isPending } = useQuery(accountPersonsQuery(usePaused(text.trim(), 250) || undefined))
  const listed = (data?.items ?? []).map(person => ({
    value: person.id,
    label: [person.name, person.unitName, person.posts].filter(Boolean).join('　'),
  }))
  const options =
    known && !listed.some(one => one.value === known.id) ? [{ value: known.id, label: known.name }, ...listed] : listed
  return (
    <Select
      id={id}
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={isPending}
      value={value ?? undefined}
      onChange={(next: string | undefined) => onChange?.(next ?? null)}
      allowClear
      placeholder="输入姓名查找"
      options={options}
      style={{ width: '100%' }}
    />
  )
}
