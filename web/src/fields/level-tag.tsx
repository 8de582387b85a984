import { type EventLevel, eventLevelNames, levelRoman } from '@anlan/contract/emergency-event.ts'
import './level-tag.css'

interface LevelTagProps {
  level: EventLevel | null
  /** What the thresholds say, shown hollow while nobody has confirmed it. */
  proposed?: EventLevel | null
  /** Only the numeral and its word's first glyphs, for dense lists. */
  short?: boolean
}

/** The level of an event: the colour always with the word. */
export function LevelTag({ level, proposed = null, short = false }: LevelTagProps) {
  if (level) {
    return (
      <span className={`level level-${level}`}>
        {levelRoman[level]}级{short ? '' : ` ${eventLevelNames[level]}`}
      </span>
    )
  }
  if (proposed) {
    return (
      <span
        className={`level level-hollow level-hollow-${proposed}`}
        title={`按分级标准初判为${eventLevelNames[proposed]}，尚未核定`}
      >
        初判{levelRoman[proposed]}级{short ? '' : ` ${eventLevelNames[proposed]}`}
      </span>
    )
  }
  return <span className="level level-none">未定级</span>
}
