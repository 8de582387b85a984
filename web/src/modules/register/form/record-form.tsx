import type { LedgerView, RecordView } from '@anlan/contract/register.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Form } from 'antd'
import { useState } from 'react'
import { useSession } from '../../../app/session.tsx'
import { placeFieldErrors } from '../../../ui/form/field-errors.ts'
import { newId } from '../../../ui/form/new-id.ts'
import { primary } from '../../../ui/hotkeys.ts'
import { Refusal, saidOf } from '../../../ui/http.ts'
import { Failed } from '../../../ui/states.tsx'
import { DisclosureDrawer } from '../record/disclosure.tsx'
import { recordQuery, useChangeRecord, useCreateRecord } from '../requests.ts'
import { ClashPanel, type ClashState } from './clash-panel.tsx'
import { type Draft, draftAt } from './draft.ts'
import { changedValues, clashOf, sent, type Values } from './form-values.ts'
import { RecordFields } from './record-fields.tsx'

interface RecordFormProps {
  ledger: LedgerView
  /** null enters a new record. */
  id: string | null
  onDone: (id: string) => void
  onClose: () => void
}

/** Enters a record or changes one; the form follows from the ledger's fields. */
export function RecordForm(props: RecordFormProps) {
  const { accountId } = useSession()
  const draft = draftAt(accountId, props.ledger.name, props.id)
  const [found, setFound] = useState(draft.read)
  const read = useQuery({ ...recordQuery(props.ledger.name, props.id ?? ''), enabled: props.id !== null && !found })
  // What the editor saw stays what he saw, whatever is read meanwhile.
  const [seen, setSeen] = useState<RecordView | null>(null)
  if (props.id !== null && !found && !seen) {
    if (read.data && !read.isFetching) setSeen(read.data)
    return (
      <Drawer open size={720} title={`修改${props.ledger.label}`} loading={!read.error} onClose={props.onClose}>
        {read.error && <Failed error={read.error} onRetry={() => void read.refetch()} />}
      </Drawer>
    )
  }
  const startAgain = () => {
    draft.drop()
    setFound(null)
  }
  return (
    <OpenForm
      key={found ? 'restored' : 'fresh'}
      {...props}
      before={found?.before ?? seen}
      found={found}
      draft={draft}
      onStartAgain={startAgain}
    />
  )
}

interface FormValues {
  unitId?: string
  values: Values
}

interface OpenFormProps extends RecordFormProps {
  before: RecordView | null
  found: Draft | null
  draft: ReturnType<typeof draftAt>
  onStartAgain: () => void
}

function OpenForm({ ledger, id, before: seen, found, draft, onStartAgain, onDone, onClose }: OpenFormProps) {
  const session = useSession()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<FormValues>()
  const [ownId] = useState(() => found?.id ?? newId())
  const [before, setBefore] = useState(seen)
  const [disclosed, setDisclosed] = useState<Values | null>(null)
  const [isAsking, setAsking] = useState(false)
  const [clash, setClash] = useState<ClashState | null>(null)
  const [said, setSaid] = useState<string[]>([])
  const [isKept, setKept] = useState(false)
  const create = useCreateRecord(ledger.name)
  const change = useChangeRecord(ledger.name, id ?? '')

  const startUnit = before?.unitId ?? session.unitId
  const start: FormValues = { unitId: startUnit, values: { ...before?.values } }
  const known = (): Values => ({ ...before?.values, ...disclosed })

  const keep = () => {
    const { unitId, values } = form.getFieldsValue(true) as FormValues
    const drafted = changedValues(
      ledger.fields.filter(field => !before || !field.sensitive),
      before?.values ?? {},
      values,
    )
    draft.keep({ id: ownId, before, unitId, values: drafted })
    setKept(true)
  }
  const meetOther = async () => {
    if (!before) return
    const theirs = await queries.fetchQuery({ ...recordQuery(ledger.name, before.id), staleTime: 0 })
    void queries.invalidateQueries({ queryKey: ['register-record', ledger.name, before.id, 'history'] })
    const mine = { ...(form.getFieldsValue(true) as FormValues).values }
    const met = clashOf(ledger.fields, before.values, theirs.values, mine)
    for (const field of met.theirsOnly) form.setFieldValue(['values', field.name], theirs.values[field.name])
    if (form.getFieldValue('unitId') === before.unitId) form.setFieldValue('unitId', theirs.unitId)
    setClash({ ...met, before, theirs, mine })
    setBefore(theirs)
  }

  const save = async () => {
    setSaid([])
    const { unitId, values } = form.getFieldsValue(true) as FormValues
    try {
      if (!before) {
        const filled = Object.entries(values ?? {}).flatMap(([name, value]) =>
          sent(value) === null ? [] : [[name, sent(value)] as const],
        )
        const created = await create.mutateAsync({ id: ownId, unitId, values: Object.fromEntries(filled) })
        void message.success(`已登记：${created.title}`)
      } else {
        const changed = changedValues(ledger.fields, known(), values)
        const moved = unitId !== before.unitId
        if (Object.keys(changed).length === 0 && !moved) void message.info('没有改动')
        else {
          await change.mutateAsync({ version: before.version, values: changed, ...(moved && { unitId }) })
          void message.success('已保存')
        }
      }
      draft.drop()
      onDone(before?.id ?? ownId)
    } catch (error) {
      if (error instanceof Refusal && error.body.code === 'conflict') {
        await meetOther().catch(failed => setSaid([saidOf(failed)]))
        return
      }
      const homeless = placeFieldErrors(form, error)
      const placed = error instanceof Refusal ? error.fields.length - homeless.length : 0
      setSaid([placed > 0 ? `${saidOf(error)}，有 ${placed} 项已在表单中标出` : saidOf(error), ...homeless])
    }
  }

  const act = before ? '保存修改' : '登记'
  return (
    <Drawer
      open
      size={720}
      title={before ? `修改：${before.title}` : `新增记录：${ledger.label}`}
      onClose={onClose}
      footer={
        <div className="drawer-foot">
          <span className="quiet">
            {isKept ? '未保存的内容已留在本窗口 · Esc 返回' : `Ctrl+Enter ${act} · Esc 返回`}
          </span>
          <Button {...primary} loading={create.isPending || change.isPending} onClick={() => form.submit()}>
            {act}
          </Button>
        </div>
      }
    >
      {found && (
        <Alert
          type="info"
          showIcon
          className="form-note"
          title="已恢复上次没有保存的内容"
          action={
            <Button size="small" onClick={onStartAgain}>
              放弃，重新填写
            </Button>
          }
        />
      )}
      {clash && (
        <ClashPanel
          ledger={ledger}
          clash={clash}
          key={clash.theirs.version}
          onTake={(field, whose) => {
            const from = whose === 'mine' ? clash.mine : clash.theirs.values
            form.setFieldValue(['values', field.name], from[field.name])
            keep()
          }}
        />
      )}
      {said.length > 0 && (
        <Alert
          type="error"
          showIcon
          className="form-note"
          title={said[0]}
          description={said.length > 1 ? said.slice(1).join('；') : undefined}
        />
      )}
      <Form<FormValues>
        form={form}
        layout="vertical"
        scrollToFirstError={{ block: 'center' }}
        initialValues={{
          unitId: found?.unitId ?? startUnit,
          values: { ...start.values, ...found?.values },
        }}
        requiredMark={(label, { required }) => (
          <>
            {label}
            {required && <em className="must">必填</em>}
          </>
        )}
        onValuesChange={keep}
        onFinish={() => void save()}
        onFinishFailed={({ errorFields }) => setSaid([`有 ${errorFields.length} 项需要填写或更正，已在表单中标出`])}
      >
        <RecordFields
          ledger={ledger}
          before={before}
          isOpen={!before || disclosed !== null}
          onDisclose={ledger.mayDisclose ? () => setAsking(true) : undefined}
        />
      </Form>
      {before && (
        <DisclosureDrawer
          open={isAsking}
          ledger={ledger.name}
          id={before.id}
          onDisclosed={values => {
            setDisclosed(values)
            form.setFieldsValue({ values } as never)
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </Drawer>
  )
}
