import { dutyPosts } from '@anlan/contract/duty.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { Permitted } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { saidOf } from '../../ui/http.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { supplementQuery, useAcceptSupplement } from './requests.ts'

/** 增援值班方案: what the pool can put on the posts that are wanting, taken over with one click. */
export function SupplementDrawer({
  unit,
  onClose,
}: {
  unit: { unitId: string; unitName: string }
  onClose: () => void
}) {
  const now = useMinute()
  const proposal = useQuery(supplementQuery(unit.unitId))
  const accept = useAcceptSupplement(unit.unitId)
  const count = proposal.data?.shifts.length ?? 0
  return (
    <Drawer
      open
      size={640}
      onClose={onClose}
      title={`${unit.unitName}增援值班方案`}
      footer={
        <Permitted to="duty-mode.switch">
          <Button type="primary" disabled={count === 0} loading={accept.isPending} onClick={() => accept.mutate(count)}>
            采用，排入 {count} 个班次
          </Button>
        </Permitted>
      }
    >
      {accept.error && <p className="late-word">{saidOf(accept.error)}</p>}
      <Loaded of={proposal}>
        {data => (
          <>
            <p className="quiet">
              {showTime(data.from, now)} 至 {showTime(data.to, now)}
              ，从值班人员库中选休息够、未请假、未在别处值班的人员；已召回的优先。
            </p>
            {data.shifts.length === 0 ? (
              <Nothing what={data.unfilled.length ? '人员库中没有可增援的人员' : '岗位已满，不需要增援'} />
            ) : (
              <Rows
                items={data.shifts}
                keyOf={one => `${one.personId}${one.startsAt}`}
                columns={[
                  { title: '岗位', width: 110, show: one => dutyPosts[one.post] },
                  { title: '人员', width: 100, show: one => one.personName },
                  { title: '电话', width: 130, show: one => one.mobile ?? '—' },
                  { title: '时段', show: one => `${showTime(one.startsAt, now)} 至 ${showTime(one.endsAt, now)}` },
                ]}
              />
            )}
            {data.unfilled.length > 0 && (
              <>
                <h3>仍缺</h3>
                <Rows
                  items={data.unfilled}
                  keyOf={one => `${one.post}${one.startsAt}`}
                  toneOf={() => 'late'}
                  columns={[
                    { title: '岗位', width: 110, show: one => dutyPosts[one.post] },
                    { title: '人数', width: 60, numeric: true, show: one => one.count },
                    { title: '时段', show: one => `${showTime(one.startsAt, now)} 至 ${showTime(one.endsAt, now)}` },
                  ]}
                />
                <p className="quiet">请在“值班室设置”中补充可任这些岗位的人员，或从成员单位抽调后补录班次。</p>
              </>
            )}
          </>
        )}
      </Loaded>
    </Drawer>
  )
}
