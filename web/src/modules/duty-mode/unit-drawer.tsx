import { modeCauses, type UnitModeView } from '@anlan/contract/duty-mode.ts'
import { useQuery } from '@tanstack/react-query'
import { Drawer } from 'antd'
import { Link } from 'react-router'
import { useMinute } from '../../ui/clock/clock.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { gapWords, ModeWord, owesWords, sceneWords } from './mode-word.tsx'
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
      {unit.scene.map(one => (
        <p key={one.responseId}>
          赶赴现场：{showTime(one.orderedAt, now)} 下达（{one.title}），{sceneWords(one)}
          {one.reportedHow && `（${one.reportedHow}）`}。
          <Link to={`/responses/${one.responseId}`}>到场签到在指挥处置</Link>
        </p>
      ))}
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
                  title: '赶赴现场',
                  width: 120,
                  show: one => one.scene.map(sceneWords).join('；') || '—',
                },
                {
                  title: '召回',
                  width: 130,
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
