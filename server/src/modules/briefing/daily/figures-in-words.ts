/** A figure of an event as it stood at the end of the period, and at its beginning. */
export interface EventFigure {
  name: string
  unit: string
  value: number
  /** Null when it was not known before. */
  before: number | null
  verified: boolean
}

/**
 * `死亡1人、失联2人（较上期减少1人）`. What did not change says nothing of change; what was first told in the period is no increase. A figure that
 * nobody has verified says so.
 */
export const figuresInWords = (figures: EventFigure[]): string =>
  figures
    .map(figure => {
      const remarks = [changeInWords(figure), figure.verified ? '' : '待核实'].filter(Boolean).join('，')
      return `${shortName(figure.name)}${figure.value}${figure.unit}${remarks ? `（${remarks}）` : ''}`
    })
    .join('、')

function changeInWords({ value, before, unit }: EventFigure): string {
  if (before === null || before === value) return ''
  const change = Number(Math.abs(value - before).toFixed(6))
  return `较上期${value > before ? '增加' : '减少'}${change}${unit}`
}

/** Whether anything was learnt in the period. */
export const hasChanged = (figures: EventFigure[]): boolean => figures.some(one => one.before !== one.value)

/** `死亡人数` and `失踪（失联、下落不明）` as running text says them. */
const shortName = (name: string) => name.replace(/（[^）]*）$/, '').replace(/人数$/, '')
