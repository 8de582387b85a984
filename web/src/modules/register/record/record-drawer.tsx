import type { LedgerView, RecordView } from '@anlan/contract/register.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Drawer, Tabs } from 'antd'
import { useState } from 'react'
import { primary } from '../../../ui/hotkeys.ts'
import { saidOf } from '../../../ui/http.ts'
import { Loaded } from '../../../ui/states.tsx'
import { showInstant } from '../../../ui/time.ts'
import { recordQuery, useRecordActs, useVerify } from '../requests.ts'
import { DisclosureDrawer } from './disclosure.tsx'
import { FreshnessMark, MissingMark } from './marks.tsx'
import { MoreOf } from './more-of.tsx'
import { RecordHistory } from './record-history.tsx'
import { RecordValues } from './record-values.tsx'
import { RemovalDrawer } from './removal.tsx'

interface RecordDrawerProps {
  ledger: LedgerView
  id: string
  onEdit: () => void
  onClose: () => void
}

/** One record beside its list: what it says, what it lacks, what became of it. */
export function RecordDrawer({ ledger, id, onEdit, onClose }: RecordDrawerProps) {
  const record = useQuery(recordQuery(ledger.name, id))
  const [opened, setOpened] = useState<{ id: string; values: Record<string, unknown> } | null>(null)
  // Another record of the list may come into the same drawer; what was opened belongs to its own.
  const disclosed = opened?.id === id ? opened.values : null
  const [asking, setAsking] = useState<'disclosure' | 'removal' | null>(null)
  const close = () => setAsking(null)
  return (
    <Drawer
      open
      mask={false}
      size={680}
      title={record.data?.title ?? ledger.label}
      onClose={onClose}
      footer={
        record.data?.mayEdit && (
          <RecordActs ledger={ledger} record={record.data} onEdit={onEdit} onRemove={() => setAsking('removal')} />
        )
      }
    >
      <Loaded of={record} rows={8}>
        {found => (
          <>
            <RecordHead ledger={ledger} record={found} />
            {!found.removedAt && <MoreOf ledger={ledger.name} id={id} />}
            <Tabs
              key={id}
              items={[
                {
                  key: 'values',
                  label: '概况',
                  children: (
                    <RecordValues
                      ledger={ledger}
                      record={found}
                      disclosed={disclosed}
                      onDisclose={
                        ledger.mayDisclose && found.mayEdit && !disclosed ? () => setAsking('disclosure') : undefined
                      }
                    />
                  ),
                },
                { key: 'history', label: '变更记录', children: <RecordHistory ledger={ledger} id={id} /> },
              ]}
            />
          </>
        )}
      </Loaded>
      <DisclosureDrawer
        open={asking === 'disclosure'}
        ledger={ledger.name}
        id={id}
        onDisclosed={values => setOpened({ id, values })}
        onClose={close}
      />
      <RemovalDrawer
        open={asking === 'removal'}
        ledger={ledger}
        id={id}
        title={record.data?.title ?? ''}
        onClose={close}
      />
    </Drawer>
  )
}

function RecordHead({ ledger, record }: { ledger: LedgerView; record: RecordView }) {
  return (
    <div className="record-head">
      <div className="record-marks">
        <span>
          {ledger.ownerLabel} <b>{record.unitName}</b>
        </span>
        {!record.removedAt && <FreshnessMark record={record} />}
        <MissingMark missing={record.missing} />
        {!record.removedAt && record.verifyDueOn && <span className="quiet">应于 {record.verifyDueOn} 前再次核实</span>}
      </div>
      {record.removedAt && (
        <p className="missing-list">
          <b>{`该记录已于 ${showInstant(record.removedAt)} 注销，不再出现在在册列表中`}</b>
        </p>
      )}
      {!record.removedAt && record.missing.length > 0 && (
        <p className="missing-list">
          <b>还缺：</b>
          {record.missing.join('、')}
        </p>
      )}
      {!record.mayEdit && <p className="quiet">由{record.unitName}管理，您可以查看，不能修改。</p>}
    </div>
  )
}

interface RecordActsProps {
  ledger: LedgerView
  record: RecordView
  onEdit: () => void
  onRemove: () => void
}

function RecordActs({ ledger, record, onEdit, onRemove }: RecordActsProps) {
  const verify = useVerify(ledger.name)
  const { restore } = useRecordActs(ledger.name, record.id)
  const { message } = App.useApp()
  const failed = (error: unknown) => void message.error(saidOf(error), 8)
  if (record.removedAt)
    return (
      <div className="drawer-foot">
        <span className="quiet">恢复后重新在册，历次变更保留</span>
        <Button
          {...primary}
          loading={restore.isPending}
          onClick={() =>
            restore.mutate(undefined, { onSuccess: () => void message.success('已恢复在册'), onError: failed })
          }
        >
          恢复在册
        </Button>
      </div>
    )
  const isPressing = record.freshness === 'stale' || record.freshness === 'due' || record.freshness === 'never'
  return (
    <div className="drawer-foot">
      {ledger.mayRemove ? (
        <Button type="text" danger onClick={onRemove}>
          注销
        </Button>
      ) : (
        <span />
      )}
      <span className="record-acts">
        <Button {...(isPressing ? {} : primary)} onClick={onEdit}>
          修改
        </Button>
        {ledger.verifyEveryDays && (
          <Button
            {...(isPressing ? primary : {})}
            loading={verify.isPending}
            title={`内容与实际一致，下次核实顺延 ${ledger.verifyEveryDays} 天`}
            onClick={() =>
              verify.mutate([record.id], { onSuccess: () => void message.success('已核实'), onError: failed })
            }
          >
            仍然属实
          </Button>
        )}
      </span>
    </div>
  )
}
