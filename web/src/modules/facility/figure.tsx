import './facility.css'

/** One figure above a list; one that calls for work stands out. */
export function Figure({ label, value, warns }: { label: string; value: string; warns?: boolean }) {
  return (
    <div>
      <span className="quiet">{label}</span>
      <b className={warns ? 'facility-warns' : undefined}>{value}</b>
    </div>
  )
}
