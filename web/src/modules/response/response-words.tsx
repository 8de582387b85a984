import type { ResponseMode } from '@anlan/contract/response.ts'
import { type ResponseLevel, responseLevelNames } from '@anlan/contract/response-template.ts'
import './response.css'

/** The level of a response: a numeral in the brand's colour, since red to blue belong to the level of events. */
export const ResponseLevelWord = ({ level }: { level: ResponseLevel }) => (
  <span className="response-level">{responseLevelNames[level]}响应</span>
)

/** An exercise says so wherever it stands. */
export const ModeMark = ({ mode }: { mode: ResponseMode }) =>
  mode === 'exercise' ? <b className="exercise-mark">演练</b> : null
