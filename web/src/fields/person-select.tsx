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
  /** Who is chosen at first, by name; only some of all persons are listed. */
  known?: { id: string; name: string }
}

export function PersonSelect({ value, onChange, id, unit, known }: PersonSelectProps) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(known && { value: known.id, label: known.name })
  const { data, isPending } = useQuery(personsQuery({ unit, text: usePaused(text.trim(), 250) || undefined }))
  const listed = data?.items.map(person => ({
    value: person.id,
    label: `${person.name}　${person.mobile ?? ''}　${person.unitName}`,
  }))
  return (
    <Select
      id={id}
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={isPending}
      value={value}
      onChange={(next: string | undefined, option) => {
        if (option && !Array.isArray(option)) setChosen(option)
        onChange?.(next)
      }}
      allowClear
      placeholder="输入姓名查找"
      labelRender={({ label, value: shown }) => (shown === chosen?.value ? chosen?.label : label)}
      options={listed}
      style={{ width: '100%' }}
    />
  )
}
