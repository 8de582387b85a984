import { dutyPosts } from '@anlan/contract/duty.ts'
import { type DutyMode, dutyModes, type SceneOrderView, type UnitModeView } from '@anlan/contract/duty-mode.ts'
import './duty-mode.css'

/** The mode by its word; the colour only helps. */
export const ModeWord = ({ mode }: { mode: DutyMode }) => <span className={`mode-word ${mode}`}>{dutyModes[mode]}</span>

export const gapWords = (gaps: UnitModeView['gaps']) =>
  gaps.map(one => `${dutyPosts[one.post]}缺 ${one.required - one.present}`).join('、')

export const owesWords = (
  unit: Pick<UnitModeView, 'reportEveryMinutes' | 'reportHours' | 'reachMinutes' | 'rollCallMinutes' | 'leaveLocked'>,
) =>
  [
    `${unit.reachMinutes} 分钟内到岗`,
    unit.reportEveryMinutes && `每 ${unit.reportEveryMinutes} 分钟报告`,
    unit.reportHours?.length && `每日 ${unit.reportHours.join('、')} 报告`,
    unit.rollCallMinutes && `每 ${unit.rollCallMinutes} 分钟点名`,
    unit.leaveLocked && '停止请假',
  ]
    .filter(Boolean)
    .join('，')

/** 12 分钟到场，20 分钟首报. */
export const sceneWords = (one: SceneOrderView) =>
  [
    one.arrivedMinutes === null ? '未到场' : `${one.arrivedMinutes} 分钟到场`,
    one.reportedMinutes === null ? '未报告' : `${one.reportedMinutes} 分钟首报`,
  ].join('，')
