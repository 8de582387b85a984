import type { LedgerView } from '@anlan/contract/register.ts'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { Refusal, saidOf } from '../../../ui/http.ts'
import { cellOf } from './import-words.ts'
import { type Row, readRow, useCorrectRow } from './requests.ts'
import { RowClash } from './row-clash.tsx'

interface RowCorrectionProps {
  ledger: LedgerView
  importId: string
  row: Row
}

/** The wrong cells of a row, each to be put right where it stands; the row is checked again at once and moves on when nothing is wrong any more. */
export function RowCorrection({ ledger, importId, row }: RowCorrectionProps) {
  const correct = useCorrectRow(ledger.name, importId, row.position)
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [typed, setTyped] = useState<Record<string, string>>({})
  // What the typing began on: a row renewed meanwhile must not pass for the one that was looked at.
  const [seen, setSeen] = useState<number | null>(null)
  const [theirs, setTheirs] = useState<Row | null>(null)
  const errors = [...row.errors].sort((a, b) => placeOf(a.column) - placeOf(b.column))
  const send = (revision: number, cells: Record<string, string>) =>
    correct.mutateAsync({ revision, cells }).then(
      after => {
        setTheirs(null)
        setSeen(after.revision)
        if (after.action !== 'refused') void message.success(`第 ${row.row} 行已改正`)
        else if (Object.keys(cells).length === 0) void message.info('这一行仍有需要改正的内容')
      },
      async error => {
        const isClash = error instanceof Refusal && error.body.code === 'conflict'
        if (isClash)
          try {
            return setTheirs(await readRow(ledger.name, importId, row.position))
          } catch (failed) {
            return void message.error(saidOf(failed), 8)
          }
        void message.error(saidOf(error), 8)
      },
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send(seen ?? row.revision, typed)
  }
  const takeTheirs = () => {
    setTyped({})
    setSeen(null)
    setTheirs(null)
    void queries.invalidateQueries({ queryKey: ['registers', 'import', importId] })
  }
  if (theirs)
    return (
      <RowClash
        ledger={ledger}
        row={row}
        theirs={theirs}
        typed={typed}
        isSending={correct.isPending}
        onMine={() => void send(theirs.revision, typed)}
        onTheirs={takeTheirs}
      />
    )
  return (
    <form className="row-correction" onSubmit={submit} aria-label={`改正第 ${row.row} 行`}>
      {errors.map((error, i) => (
        <div className="wrong-cell" key={`${error.column} ${error.message}`}>
          <span>
            <code>{cellOf(row, error.column)}</code> {error.field}
          </span>
          {error.name !== null && errors.findIndex(one => one.name === error.name) === i && (
            <Cell
              ledger={ledger}
              name={error.name}
              label={`第 ${row.row} 行${error.field}`}
              value={typed[error.name] ?? error.said}
              onChange={text => {
                setSeen(now => now ?? row.revision)
                setTyped(now => ({ ...now, [error.name ?? '']: text }))
              }}
            />
          )}
          <small>{error.message}</small>
        </div>
      ))}
      <Button size="small" htmlType="submit" loading={correct.isPending}>
        核对本行
      </Button>
    </form>
  )
}

/** A, B … Z, AA as the sheet has them; what stands in no column comes last. */
const placeOf = (column: string) =>
  column === '' ? Number.MAX_SAFE_INTEGER : [...column].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0)

interface CellProps {
  ledger: LedgerView
  name: string
  label: string
  value: string
  onChange: (text: string) => void
}

function Cell({ ledger, name, label, value, onChange }: CellProps) {
  const field = ledger.fields.find(one => one.name === name)
  const offered = field?.kind === 'choice' ? field.options?.filter(option => option.enabled) : undefined
  if (offered)
    return (
      <Select
        aria-label={label}
        size="small"
        showSearch
        status="error"
        value={value || undefined}
        onChange={onChange}
        options={offered.map(option => ({ value: option.label, label: option.label }))}
      />
    )
  return (
    <Input
      aria-label={label}
      size="small"
      status="error"
      value={value}
      placeholder={field?.sensitive ? '请填写完整内容' : undefined}
      onChange={({ target }) => onChange(target.value)}
    />
  )
}
