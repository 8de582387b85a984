import { assignmentRoles, assignmentStates } from '@anlan/contract/instruction.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { Countdown } from '../../ui/clock/countdown.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { unassignedQuery } from './requests.ts'

/** Tasks for which no person is named yet (责任落实到人). */
export function Unassigned() {
  const tasks = useQuery(unassignedQuery)
  const go = useNavigate()
  return (
    <Loaded of={tasks} rows={4}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing what="在办的批示任务都已落实到人" />
        ) : (
          <Rows
            items={items}
            keyOf={task => task.assignmentId}
            onOpen={task => void go(`/instructions/${task.instructionId}`)}
            columns={[
              { title: '批示事由', show: task => task.subject },
              { title: '单位', width: 180, show: task => task.unitName },
              { title: '任务', show: task => task.task || assignmentRoles[task.role] },
              { title: '状态', width: 100, show: task => assignmentStates[task.state] },
              { title: '期限', width: 230, show: task => task.dueAt && <Countdown dueAt={task.dueAt} /> },
            ]}
          />
        )
      }
    </Loaded>
  )
}
