import { Input, Select } from 'antd'
import type { ReactNode } from 'react'

/** One choice of a list's filter line; nothing chosen shows all. */
interface Choice {
  /** What it chooses by: 类别. Where nothing is chosen it reads 全部类别. */
  by: string
  value: string | undefined
  options: { value: string; label: string }[]
  onChange: (value: string | undefined) => void
}

interface FindBarProps {
  /** What is looked for: 车辆装备. */
  what: string
  /** Which words are searched. */
  hint: string
  onText: (text: string) => void
  choices: Choice[]
  /** How many are shown. */
  count?: ReactNode
}

/** The filter line above a list that is searched as one types: the box, its choices, how many there are. */
export function FindBar({ what, hint, onText, choices, count }: FindBarProps) {
  return (
    <div className="filters">
      <Input.Search
        allowClear
        placeholder={hint}
        aria-label={`查找${what}`}
        style={{ width: 280 }}
        onChange={({ target }) => onText(target.value.trim())}
      />
      {choices.map(({ by, value, options, onChange }) => (
        <Select
          key={by}
          aria-label={by}
          allowClear
          placeholder={`全部${by}`}
          style={{ width: 140 }}
          value={value}
          onChange={onChange}
          options={options}
        />
      ))}
      {count !== undefined && <span className="quiet">{count}</span>}
    </div>
  )
}
