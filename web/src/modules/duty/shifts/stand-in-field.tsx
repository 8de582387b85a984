import { useQuery } from '@tanstack/react-query'
import { Radio } from 'antd'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { replacementsQuery } from './requests.ts'
import './shifts.css'

interface StandInFieldProps {
  /** `shifts/<id>` or `gaps/<id>`. */
  of: string
  value?: string
  onChange?: (personId: string) => void
}

/** Who could stand in: those without an objection first, whoever carried least this quarter on top. */
export function StandInField({ of, value, onChange }: StandInFieldProps) {
  const people = useQuery(replacementsQuery(of))
  return (
    <Loaded of={people} rows={4}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing what="人员库中没有其他人可任这个岗位，请先在“值班室设置”中补充人员" />
        ) : (
          <Radio.Group className="stand-ins" value={value} onChange={event => onChange?.(event.target.value as string)}>
            {items.map(one => (
              <Radio key={one.personId} value={one.personId}>
                <b>{one.personName}</b> <span className="quiet">{one.mobile}</span>
                <div className="quiet">
                  本季 {one.points} 分 · 夜班 {one.nights} 次
                </div>
                {one.findings.map(words => (
                  <div key={words} className="stand-in-finding">
                    {words}
                  </div>
                ))}
              </Radio>
            ))}
          </Radio.Group>
        )
      }
    </Loaded>
  )
}
