import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { personsQuery } from '../modules/directory/requests.ts'
import { usePaused } from '../ui/pause.ts'

interface PersonSelectProps {
  value?: string
  onChange?: (value: string | undefined) => void
  id?: string
  unit?: string
}

export function PersonSelect({ value, onChange, id, unit }: PersonSelectProps) {
  const [text, setText] = useState('')
  const { data, isPending } = useQuery(personsQuery({ unit, text: usePaused(text.trim(), 250) || undefined }))
  return (
    <Select
      id={id}
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={isPending}
      value={value}
      onChange={onChange}
      allowClear
      placeholder="输入姓名查找"
      options={data?.items.map(person => ({
        value: person.id,
        label: `${person.name}　${person.mobile ?? ''}　${person.unitName}`,
      }))}
      style={{ width: '100%' }}
    />
  )
}
