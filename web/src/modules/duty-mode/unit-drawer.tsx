import { modeCauses, type UnitModeView } from '@anlan/contract/duty-mode.ts'
import { useQuery } from '@tanstack/react-query'
import { Drawer } from 'antd'
import { useMinute } from '../../ui/clock/clock.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { gapWords, ModeWord, owesWords } from './mode-word.tsx'
import { modeHistoryQuery } from './requests.ts'

/** One unit: what it is in and why, and the stretches before with how fast people came. */
export function UnitDrawer({ unit, onClose }: { unit: UnitModeView; onClose: () => void }) {
  const now = useMinute()
  const history = useQuery(modeHistoryQuery(unit.unitId))
  return (
    <Drawer open size={720} onClose={onClose} title={`${unit.unitName}值班状态`}>
      <p>
        <ModeWord mode={unit.mode} /> {unit.reason}
        {unit.decidedByName && <span className="quiet">（{unit.decidedByName}）</span>}
      </p>
      <p>要求：{owesWords(unit)}</p>
      {unit.gaps.length > 0 && <p className="late-word">{gapWords(unit.gaps)}</p>}
      <h3>经过</h3>
      <Loaded of={history}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what="一直处于常态，还没有切换过" />
          ) : (
            <Rows
              items={items}
              keyOf={one => one.since}
              columns={[
                { title: '状态', width: 80, show: one => <ModeWord mode={one.mode} /> },
                {
                  title: '时间',
                  width: 190,
                  show: one => `${showTime(one.since, now)} 至 ${one.until ? showTime(one.until, now) : '今'}`,
                },
                { title: '原因', show: one => `${modeCauses[one.causeKind]}：${one.reason}（${one.decidedByName}）` },
                {
                  title: '召回',
                  width: 160,
                  show: one =>
                    one.callIn
                      ? `${one.callIn.total} 人（家），${
                          one.callIn.allAcknowledgedMinutes === null
                            ? '未全员确认'
                            : `${one.callIn.allAcknowledgedMinutes} 分钟全员确认`
                        }`
                      : '—',
                },
              ]}
            />
          )
        }
      </Loaded>
    </Drawer>
  )
}
