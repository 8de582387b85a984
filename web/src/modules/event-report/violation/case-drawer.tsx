import { type BulletinMeasure, bulletinMeasures } from '@anlan/contract/fault-bulletin.ts'
import { useQuery } from '@tanstack/react-query'
import { Drawer } from 'antd'
import { Link } from 'react-router'
import { useMinute } from '../../../ui/clock/clock.ts'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { showTime } from '../../../ui/time.ts'
import { type Asked, bulletinCasesQuery } from './requests.ts'

interface CaseDrawerProps {
  asked: Asked & { measure: BulletinMeasure }
  unitName: string | undefined
  onClose: () => void
}

/** The records behind one number. */
export function CaseDrawer({ asked, unitName, onClose }: CaseDrawerProps) {
  const cases = useQuery(bulletinCasesQuery(asked))
  const now = useMinute()
  return (
    <Drawer open size={760} title={`${unitName ?? '全部单位'}：${bulletinMeasures[asked.measure]}`} onClose={onClose}>
      <p className="quiet">
        {asked.from} 至 {asked.to}
        {cases.data && `，共 ${cases.data.count} 条`}
        {cases.data && cases.data.count > cases.data.items.length && `，列出前 ${cases.data.items.length} 条`}
      </p>
      <Loaded of={cases} rows={6}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what="没有这类记录" />
          ) : (
            <Rows
              items={items}
              keyOf={item => item.id}
              columns={[
                { title: '单位', width: 120, show: item => item.unitName },
                {
                  title: '情况',
                  show: item => (
                    <>
                      {item.partName !== item.part && <b>{item.partName} </b>}
                      {item.text}
                    </>
                  ),
                },
                {
                  title: '事件',
                  width: 170,
                  show: item => item.eventId && <Link to={`/events/${item.eventId}`}>{item.eventTitle}</Link>,
                },
                { title: '时间', width: 110, show: item => showTime(item.at, now) },
              ]}
            />
          )
        }
      </Loaded>
    </Drawer>
  )
}
