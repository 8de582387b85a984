import type { LedgerView } from '@anlan/contract/register.ts'
import { Link } from 'react-router'
import { Differences } from '../../../ui/change-list.tsx'
import { KeysetList } from '../../../ui/keyset.tsx'
import { type Column, Rows } from '../../../ui/rows.tsx'
import { Nothing } from '../../../ui/states.tsx'
import { cellOf } from './import-words.ts'
import { type Import, type Row, type RowAction, useImportRows } from './requests.ts'
import { RowCorrection } from './row-correction.tsx'

interface ImportRowsProps {
  ledger: LedgerView
  found: Import
  action: RowAction
}

/** The rows of a sheet that are treated alike: errors with their cells, differences, or what is new. */
export function ImportRows({ ledger, found, action }: ImportRowsProps) {
  const rows = useImportRows(ledger.name, found.id, action)
  const isOneSheet = new Set(rows.items?.map(row => row.sheet)).size < 2
  const isApplied = found.state === 'applied'
  const where: Column<Row> = {
    title: '表格中的行',
    width: isOneSheet ? 190 : 220,
    show: row => (
      <>
        {!isOneSheet && `${row.sheet} `}第 {row.row} 行　<b>{row.title}</b>
      </>
    ),
  }
  const record: Column<Row> = {
    title: '记录',
    width: 90,
    show: row =>
      isApplied && row.recordId && <Link to={`/registers/${ledger.name}?record=${row.recordId}`}>查看记录</Link>,
  }
  const columns: Record<RowAction, Column<Row>[]> = {
    refused: [
      where,
      {
        title: '需要改正',
        show: row =>
          row.correctable && ledger.mayImport ? (
            <RowCorrection ledger={ledger} importId={found.id} row={row} />
          ) : (
            <Errors row={row} />
          ),
      },
    ],
    create: [where, { title: '新增内容', show: row => <NewValues ledger={ledger} row={row} /> }, record],
    change: [where, { title: '改动', show: row => <Differences of={row.changes} /> }, record],
    same: [where, { title: '说明', show: () => <span className="quiet">与台账一致，不改动</span> }],
  }
  return (
    <KeysetList of={rows} empty={<Nothing what="没有这样的行" />}>
      {items => <Rows items={items} keyOf={row => `${row.sheet} ${row.row}`} columns={columns[action]} />}
    </KeysetList>
  )
}

function Errors({ row }: { row: Row }) {
  return (
    <ul className="cell-errors">
      {row.errors.map(error => (
        <li key={`${error.column} ${error.message}`}>
          <code>{cellOf(row, error.column)}</code>
          {!error.message.includes(error.field) && <b>{error.field} </b>}
          {error.message}
        </li>
      ))}
    </ul>
  )
}

function NewValues({ ledger, row }: { ledger: LedgerView; row: Row }) {
  return (
    <span className="quiet">
      {ledger.fields
        .filter(field => field.name !== ledger.titleField && row.shown[field.name])
        .map(field => `${field.label}：${row.shown[field.name]}`)
        .join('；')}
    </span>
  )
}
