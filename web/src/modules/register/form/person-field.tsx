import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { usePaused } from '../../../ui/pause.ts'
import { personsQuery } from '../../directory/requests.ts'

interface PersonFieldProps {
  id?: string
  value?: string | null
  onChange?: (value: string | null) => void
  /** The name of the person that stands there now, who may not be among those found. */
  standing?: string
}

export function PersonField({ id, value, onChange, standing }: PersonFieldProps) {
  const [text, setText] = useState('')
  const [first] = useState(value)
  const { data, isPending } = useQuery(personsQuery({ text: usePaused(text.trim(), 250) || undefined }))
  const found = (data?.items ?? []).map(person => ({
    value: person.id,
    label: `${person.name}　${person.mobile ?? ''}　${person.unitName}`,
  }))
  const isFound = found.some(option => option.value === first)
  return (
    <Select
      id={id}
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={isPending}
      value={value ?? undefined}
      onChange={picked => onChange?.(picked ?? null)}
      allowClear
      placeholder="输入姓名，从通讯录中选择"
      options={first && standing && !isFound ? [{ value: first, label: standing }, ...found] : found}
      style={{ width: '100%' }}
    />
  )
}
