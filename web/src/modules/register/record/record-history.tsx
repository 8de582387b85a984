import type { LedgerView } from '@anlan/contract/register.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Differences } from '../../../ui/change-list.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { showInstant } from '../../../ui/time.ts'
import { type Change, historyQuery } from '../requests.ts'

const acts: Record<Change['action'], string> = {
  created: '登记',
  changed: '修改',
  verified: '核实，仍然属实',
  removed: '注销',
  restored: '恢复在册',
  disclosed: '查看敏感信息',
}

/** Everything that happened to the record, newest first, field by field. */
export function RecordHistory({ ledger, id }: { ledger: LedgerView; id: string }) {
  const history = useQuery(historyQuery(ledger.name, id))
  return (
    <Loaded of={history}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing what="该记录来自系统初始数据，还没有变更" />
        ) : (
          <ol className="record-history">
            {items.map(change => (
              <li key={`${change.at}-${change.action}`}>
                <p>
                  <b>{acts[change.action]}</b>
                  <span>{change.by ?? '系统'}</span>
                  <time className="quiet figure">{showInstant(change.at)}</time>
                  {change.importId && (
                    <Link to={`/registers/${ledger.name}/imports/${change.importId}`}>由表格导入</Link>
                  )}
                </p>
                {change.reason && <p className="quiet">理由：{change.reason}</p>}
                <FieldChanges ledger={ledger} change={change} />
              </li>
            ))}
          </ol>
        )
      }
    </Loaded>
  )
}

function FieldChanges({ ledger, change }: { ledger: LedgerView; change: Change }) {
  if (change.fields.length === 0) return null
  const place = (label: string) => ledger.fields.findIndex(field => field.label === label)
  const fields = [...change.fields].sort((a, b) => place(a.label) - place(b.label))
  if (change.action === 'created')
    return (
      <p className="quiet">
        {fields
          .filter(field => field.after)
          .map(field => `${field.label}：${field.after}`)
          .join('；')}
      </p>
    )
  return <Differences of={fields} />
}
