import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { UnitsSelect } from '../../fields/unit-select.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { saidOf } from '../../ui/http.ts'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { CollectionRows } from './forms-page.tsx'
import { AllOf } from './open-drawer.tsx'
import { useAskZeroReports, useEndZeroReports, zeroReportsQuery } from './requests.ts'
import { ScheduleFields, type ScheduleValues } from './schedule-fields.tsx'

const causes = { mode: '值班状态', period: '重要时期', asked: '县里要求' } as const

/** Who owes zero reports now and why, and how this hour's stand. */
export function ZeroReports() {
  const zero = useQuery(zeroReportsQuery)
  const ask = useAskZeroReports()
  const end = useEndZeroReports()
  const now = useMinute()
  const { message } = App.useApp()
  const [isAsking, setAsking] = useState(false)
  const stop = (id: string) =>
    end.mutateAsync({ id, reason: '不再需要' }).catch(error => void message.error(saidOf(error)))
  return (
    <Loaded of={zero}>
      {data => (
        <>
          {data.mayAsk && (
            <div className="filters">
              <Button onClick={() => setAsking(true)}>要求零报告</Button>
              <span className="quiet">转入加强、应急状态的单位和重要时期的乡镇由系统自动要求</span>
            </div>
          )}
          {data.collections.length === 0 ? (
            <Nothing what="目前没有单位需要零报告" />
          ) : (
            <CollectionRows items={data.collections} />
          )}
          {data.duties.length > 0 && (
            <div className="form-wide">
              <table className="form-table">
                <thead>
                  <tr>
                    <th>单位</th>
                    <th>起因</th>
                    <th>时点</th>
                    <th>自</th>
                    <th />
                  </tr>
                </thead>
                <tbody>
                  {data.duties.map(duty => (
                    <tr key={duty.id}>
                      <td>{duty.unitName}</td>
                      <td>
                        {causes[duty.cause]}：{duty.reason}
                      </td>
                      <td>{duty.scheduleWords}</td>
                      <td>{showTime(duty.since, now)}</td>
                      <td>
                        {duty.mayEnd && (
                          <Button size="small" onClick={() => void stop(duty.id)}>
                            不再要求
                          </Button>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <ActionDrawer<{ unitIds: string[]; reason: string; schedule: ScheduleValues }>
            open={isAsking}
            title="要求零报告"
            act="要求零报告"
            initial={{ schedule: { kind: 'daily', times: ['09:00'] } }}
            consequence="所选单位到时点须报告，无情况也要报。"
            onAct={(values, id) => ask.mutateAsync({ id, ...values, schedule: values.schedule as never })}
            onClose={() => setAsking(false)}
          >
            {form => (
              <>
                <Form.Item name="unitIds" label="报送单位" rules={[{ required: true, message: '请选择报送单位' }]}>
                  <UnitsSelect maxTagCount={6} />
                </Form.Item>
                <AllOf onChoose={ids => form.setFieldValue('unitIds', ids)} />
                <Form.Item name="reason" label="原因" rules={[{ required: true, message: '请填写原因' }]}>
                  <Input maxLength={100} />
                </Form.Item>
                <ScheduleFields kinds={['daily', 'every']} />
              </>
            )}
          </ActionDrawer>
        </>
      )}
    </Loaded>
  )
}
