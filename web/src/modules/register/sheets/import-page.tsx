import { importActions, importStates, type LedgerView } from '@anlan/contract/register.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { primary } from '../../../ui/hotkeys.ts'
import { Refusal, saidOf } from '../../../ui/http.ts'
import { Loaded } from '../../../ui/states.tsx'
import { showInstant } from '../../../ui/time.ts'
import { ledgerQuery } from '../requests.ts'
import { ImportRows } from './import-rows.tsx'
import { actionOrder, effective, sayCounts } from './import-words.ts'
import { ImportHead } from './imports-page.tsx'
import { type Import, importQuery, type RowAction, useImportActs } from './requests.ts'
import '../register.css'
import './sheets.css'

/** One import: what each row would do, what is wrong, and after it was confirmed the way back. */
export function ImportPage() {
  const { name = '', id = '' } = useParams()
  const ledger = useQuery(ledgerQuery(name))
  const found = useQuery(importQuery(name, id))
  return (
    <Loaded of={ledger}>
      {declared => (
        <>
          <ImportHead ledger={declared}>{found.data?.fileName ?? '导入'}</ImportHead>
          <Loaded of={found} rows={8}>
            {one => <Preview key={one.id} ledger={declared} found={one} />}
          </Loaded>
        </>
      )}
    </Loaded>
  )
}

function Preview({ ledger, found }: { ledger: LedgerView; found: Import }) {
  const [action, setAction] = useState<RowAction | undefined>(
    actionOrder.find(one => one !== 'same' && found.counts[one] > 0),
  )
  return (
    <div className="register-stack">
      <section className="panel">
        <Standing ledger={ledger} found={found} />
        <div className="import-counts" role="tablist" aria-label="按处理方式查看">
          {actionOrder.map(one => (
            <button
              key={one}
              type="button"
              role="tab"
              aria-selected={one === action}
              className={`count-${one}`}
              disabled={found.counts[one] === 0}
              onClick={() => setAction(one)}
            >
              <b className="figure">{found.counts[one]}</b>
              {importActions[one]}
            </button>
          ))}
        </div>
        {found.remarks.length > 0 && (
          <ul className="import-remarks">
            {found.remarks.map(remark => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        )}
      </section>
      {action && (
        <section className="panel">
          <ImportRows key={action} ledger={ledger} found={found} action={action} />
        </section>
      )}
    </div>
  )
}

/** Where the import stands, and the one act that comes next. */
function Standing({ ledger, found }: { ledger: LedgerView; found: Import }) {
  const { apply, discard, undo } = useImportActs(ledger.name, found.id)
  const { message, modal } = App.useApp()
  const go = useNavigate()
  const { counts } = found
  const wanted = effective(counts)
  const failed = (error: unknown) => void message.error(saidOf(error), 8)

  const confirm = (withoutRefused: boolean) =>
    apply.mutateAsync({ withoutRefused }).then(
      () => void message.success(`已导入 ${wanted} 行`),
      error => failed(error),
    )
  const askPart = () =>
    modal.confirm({
      title: `跳过有误的 ${counts.refused} 行，导入其余 ${wanted} 行`,
      content: '跳过的行不会进入台账，改好后可以再次上传整张表格，已导入的行不会重复。',
      okText: '跳过并导入',
      onOk: () => confirm(true),
    })
  const undoNow = (exceptChanged: boolean): Promise<void> =>
    undo.mutateAsync({ exceptChanged }).then(
      ({ undone, kept }) =>
        void message.success(kept > 0 ? `已撤销 ${undone} 条，保留此后改动过的 ${kept} 条` : `已撤销 ${undone} 条`),
      error => {
        if (error instanceof Refusal && error.body.code === 'register/changed-since' && !exceptChanged) {
          modal.confirm({
            title: error.body.title,
            content: error.body.detail ?? '可以保留这些记录，撤销其余的。',
            okText: '保留改动过的，撤销其余',
            onOk: () => undoNow(true),
          })
        } else failed(error)
      },
    )
  const askUndo = () =>
    modal.confirm({
      title: '撤销本次导入',
      content: `新增的 ${counts.create} 条将从台账移出，更新的 ${counts.change} 条恢复为导入前的内容。变更记录仍然保留。`,
      okText: '撤销导入',
      okButtonProps: { danger: true },
      onOk: () => undoNow(false),
    })

  if (found.state !== 'previewed')
    return (
      <div className="import-standing">
        <div>
          <b>{importStates[found.state]}</b>{' '}
          <span className="quiet">
            {sayCounts(counts)}；{found.uploadedBy} 上传
            {found.appliedAt && `，${showInstant(found.appliedAt)} 导入`}
            {found.undoneAt && `，${showInstant(found.undoneAt)} 撤销`}
          </span>
        </div>
        <span className="spread" />
        {found.state === 'applied' && ledger.mayImport && (
          <Button danger loading={undo.isPending} onClick={askUndo}>
            撤销本次导入
          </Button>
        )}
        <Button onClick={() => void go(`/registers/${ledger.name}`)}>查看台账</Button>
      </div>
    )

  return (
    <div className="import-standing">
      {counts.refused > 0 ? (
        <div className="consequence">
          <b>有 {counts.refused} 行有误，需要改正</b>
          <div>可以在下面直接改正，改好一行核对一行；也可以在原表格中改正后重新上传，或先导入没有问题的行。</div>
        </div>
      ) : (
        <div>
          <b>核对完毕，{sayCounts(counts)}。</b>
          <div className="quiet">
            {wanted > 0 ? '确认后写入台账，写入后可以整批撤销。' : '表格内容与台账一致，不需要导入。'}
          </div>
        </div>
      )}
      <span className="spread" />
      <Button
        type="text"
        loading={discard.isPending}
        onClick={() => void discard.mutateAsync(undefined).then(() => go(`/registers/${ledger.name}/imports`), failed)}
      >
        放弃本次导入
      </Button>
      <Button onClick={() => void go(`/registers/${ledger.name}/imports`)}>
        {counts.refused > 0 ? '改好后重新上传' : '返回'}
      </Button>
      {counts.refused > 0
        ? wanted > 0 && (
            <Button loading={apply.isPending} onClick={askPart}>
              跳过有误的行，导入其余 {wanted} 行
            </Button>
          )
        : wanted > 0 && (
            <Button {...primary} loading={apply.isPending} onClick={() => void confirm(false)}>
              确认导入 {wanted} 行
            </Button>
          )}
    </div>
  )
}
