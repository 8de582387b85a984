import { dutyPosts } from '@anlan/contract/duty.ts'
import { type DutyMode, dutyModes, type UnitModeView } from '@anlan/contract/duty-mode.ts'
import './duty-mode.css'

/** The mode by its word; the colour only helps. */
export const ModeWord = ({ mode }: { mode: DutyMode }) => <span className={`mode-word ${mode}`}>{dutyModes[mode]}</span>

export const gapWords = (gaps: UnitModeView['gaps']) =>
  gaps.map(one => `${dutyPosts[one.post]}缺 ${one.required - one.present}`).join('、')

export const owesWords = (
  unit: Pick<UnitModeView, 'reportEveryMinutes' | 'reportHours' | 'reachMinutes' | 'leaveLocked'>,
) =>
  [
    `${unit.reachMinutes} 分钟内到岗`,
    unit.reportEveryMinutes && `每 ${unit.reportEveryMinutes} 分钟报告`,
    unit.reportHours?.length && `每日 ${unit.reportHours.join('、')} 报告`,
    unit.leaveLocked && '停止请假',
  ]
    .filter(Boolean)
    .join('，')
