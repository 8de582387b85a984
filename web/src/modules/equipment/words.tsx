import { type EquipmentView, equipmentStates } from '@anlan/contract/equipment.ts'

/** Its rating with the measure: 21 t, 3000 m³/h. */
export const ratingOf = ({ rating, ratingUnit }: EquipmentView): string =>
  rating === null ? '' : `${rating} ${ratingUnit}`

/** Days from one calendar day to another; negative is past. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** What it is doing, and why it cannot be called on where that is so. */
export function StateWords({ item }: { item: EquipmentView }) {
  if (item.unavailable.length === 0) return <>{equipmentStates[item.state]}</>
  if (item.state === 'standby') return <b className="equipment-bad">不可调用</b>
  return <b className={item.state === 'outOfService' ? 'equipment-bad' : undefined}>{equipmentStates[item.state]}</b>
}

/** A day that something falls due, and how far it is off. */
export function DueDay({ on, today, late }: { on: string | null; today: string; late: string }) {
  if (!on) return <span className="quiet">未定</span>
  const days = daysBetween(today, on)
  if (days < 0)
    return (
      <b className="equipment-bad">
        {on} {late}
      </b>
    )
  return days <= 30 ? (
    <b className="equipment-near">
      {on}（余 {days} 天）
    </b>
  ) : (
    on
  )
}

export function Operator({ item }: { item: EquipmentView }) {
  if (!item.operator) return <span className="quiet">未指定</span>
  return (
    <span>
      {item.operator} <a href={`tel:${item.operatorPhone}`}>{item.operatorPhone}</a>
    </span>
  )
}

export const yuan = (amount: number | null): string => (amount === null ? '未登记' : `${amount.toLocaleString()} 元`)
