import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { bearerOptions, bearersQuery } from '../../../fields/bearers.ts'

interface Common {
  id?: string
  /** The plan's unit: its own posts come first. */
  unit: string
  /** How posts that are named already read. */
  words: Record<string, string>
  placeholder?: string
  'aria-label'?: string
}

function useOptions(unit: string, words: Record<string, string>) {
  const { data } = useQuery(bearersQuery(unit))
  const items = data?.items ?? []
  return [
    ...bearerOptions(items),
    ...Object.entries(words)
      .filter(([code]) => !items.some(one => one.code === code))
      .map(([value, label]) => ({ value, label })),
  ]
}

/** A post (责任岗位), with who holds it now. */
export function BearerSelect({
  unit,
  words,
  value,
  onChange,
  ...rest
}: Common & { value?: string | null; onChange?: (value: string | null) => void }) {
  const options = useOptions(unit, words)
  return (
    <Select
      {...rest}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      value={value ?? undefined}
      onChange={(next: string | undefined) => onChange?.(next ?? null)}
    />
  )
}

export function BearersSelect({
  unit,
  words,
  value,
  onChange,
  ...rest
}: Common & { value?: string[]; onChange?: (value: string[]) => void }) {
  const options = useOptions(unit, words)
  return (
    <Select
      {...rest}
      mode="multiple"
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      value={value ?? []}
      onChange={(next: string[]) => onChange?.(next)}
    />
  )
}
