import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { capabilitiesQuery } from './requests.ts'

interface CapabilitySelectProps {
  value: string | null
  onChange: (code: string) => void
  placeholder?: string
}

/** What is looked for, by its name or any word for it; what somebody has stands on top. */
export function CapabilitySelect({
  value,
  onChange,
  placeholder = '要什么：排水泵、救生衣、挖掘机、帐篷……',
}: CapabilitySelectProps) {
  const { data, isPending } = useQuery(capabilitiesQuery)
  return (
    <Select
      aria-label="物资或能力"
      showSearch={{
        filterOption: (text, option) => {
          const { words = '' } = (option ?? {}) as { words?: string }
          return words.toLowerCase().includes(text.trim().toLowerCase())
        },
      }}
      loading={isPending}
      value={value}
      placeholder={placeholder}
      options={(data?.items ?? []).map(one => ({
        value: one.code,
        label: one.offers > 0 ? `${one.name}（${one.offers} 家）` : one.name,
        words: [one.name, one.code, ...one.keywords].join(' '),
      }))}
      onChange={onChange}
      style={{ width: '100%' }}
    />
  )
}
