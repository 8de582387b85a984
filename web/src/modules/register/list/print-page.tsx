import type { LedgerView, RecordView } from '@anlan/contract/register.ts'
import { recordStates } from '@anlan/contract/register.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Segmented, Spin } from 'antd'
import { useEffect, useState } from 'react'
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router'
import { useSession } from '../../../app/session.tsx'
import { serverNow } from '../../../ui/clock/clock.ts'
import { primary } from '../../../ui/hotkeys.ts'
import { Failed, Loaded, Nothing } from '../../../ui/states.tsx'
import { showOfficial } from '../../../ui/time.ts'
import { ledgerQuery, useRecords } from '../requests.ts'
import { columnsOf, queryOf, readListState } from './list-state.ts'
import '../register.css'
import './print.css'

/** More than this nobody prints; the sheet is for that. */
const mostOnPaper = 2000
const perRead = 200

/** The list as it stands, on A4 paper. */
export function PrintPage() {
  const { name = '' } = useParams()
  const ledger = useQuery(ledgerQuery(name))
  return <Loaded of={ledger}>{declared => <Sheet ledger={declared} />}</Loaded>
}

function Sheet({ ledger }: { ledger: LedgerView }) {
  const [asked] = useSearchParams()
  const go = useNavigate()
  const wanted = (useLocation().state as { ids?: string[] } | null)?.ids
  const state = readListState(asked)
  const records = useRecords(ledger.name, { ...queryOf(state), limit: perRead })
  const [isWide, setWide] = useState(columnsOf(ledger, state.columns).length > 5)
  const read = records.items ?? []
  const isReading = records.isFetchingNextPage || records.isPending
  const mustReadOn = Boolean(records.hasNextPage) && read.length < mostOnPaper
  const { fetchNextPage } = records
  useEffect(() => {
    if (mustReadOn && !isReading && !records.error) void fetchNextPage()
  }, [mustReadOn, isReading, records.error, fetchNextPage])

  const items = wanted ? read.filter(record => wanted.includes(record.id)) : read
  if (records.error && read.length === 0) return <Failed error={records.error} onRetry={() => void records.refetch()} />
  return (
    <>
      <style>{`@page { size: A4 ${isWide ? 'landscape' : 'portrait'}; margin: 15mm 12mm; }`}</style>
      <header className="head no-print">
        <h1>打印：{ledger.label}</h1>
        <Segmented
          aria-label="纸张方向"
          value={isWide ? 'wide' : 'high'}
          options={[
            { value: 'high', label: 'A4 纵向' },
            { value: 'wide', label: 'A4 横向' },
          ]}
          onChange={value => setWide(value === 'wide')}
        />
        {mustReadOn && (
          <span className="quiet">
            <Spin size="small" /> 正在读取，已读 {read.length} 条
          </span>
        )}
        {records.hasNextPage && !mustReadOn && (
          <span className="quiet">只打印前 {mostOnPaper} 条，全部内容请用导出</span>
        )}
        <span className="spread" />
        <Button onClick={() => void go(-1)}>返回</Button>
        <Button {...primary} disabled={mustReadOn || items.length === 0} onClick={() => window.print()}>
          打印
        </Button>
      </header>
      {items.length === 0 && !mustReadOn && !isReading ? (
        <Nothing what="没有可打印的记录" />
      ) : (
        <Paper
          ledger={ledger}
          items={items}
          columns={state.columns}
          state={recordStates[state.state]}
          isWide={isWide}
        />
      )}
    </>
  )
}

interface PaperProps {
  ledger: LedgerView
  items: RecordView[]
  columns: string[] | null
  state: string
  isWide: boolean
}

function Paper({ ledger, items, columns, state, isWide }: PaperProps) {
  const session = useSession()
  const [at] = useState(() => serverNow())
  const title = ledger.fields.find(field => field.name === ledger.titleField)
  const shown = [...(title ? [title] : []), ...columnsOf(ledger, columns)]
  const hasOneUnit = items.every(item => item.unitId === items[0]?.unitId)
  return (
    <article className={isWide ? 'ledger-paper is-wide' : 'ledger-paper'}>
      <h2>{ledger.label}</h2>
      <p className="paper-line">
        <span>
          {hasOneUnit && items[0] ? `${ledger.ownerLabel}：${items[0].unitName}` : `填报单位：${session.unitName}`}
        </span>
        <span>
          {state}，共 {items.length} 条
        </span>
      </p>
      <table>
        <thead>
          <tr>
            <th>序号</th>
            {shown.map(field => (
              <th key={field.name}>{field.unit ? `${field.label}（${field.unit}）` : field.label}</th>
            ))}
            {!hasOneUnit && <th>{ledger.ownerLabel}</th>}
          </tr>
        </thead>
        <tbody>
          {items.map((item, index) => (
            <tr key={item.id}>
              <td className="paper-number">{index + 1}</td>
              {shown.map(field => (
                <td key={field.name}>{item.shown[field.name]}</td>
              ))}
              {!hasOneUnit && <td>{item.unitName}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="paper-line">
        <span>打印单位：{session.unitName}</span>
        <span>打印人：{session.displayName}</span>
        <span>打印时间：{showOfficial(at)}</span>
      </p>
    </article>
  )
}
