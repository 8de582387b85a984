import { type ProcedureStep, type ProcedureVersion, stepMoments } from '@anlan/contract/desk.ts'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Form, type FormInstance, Input, Select } from 'antd'
import { useState } from 'react'
import { ActionDrawer, stay } from '../../../ui/form/action-drawer.tsx'
import { Clash } from '../../../ui/form/clash.tsx'
import { newId } from '../../../ui/form/new-id.ts'
import { Refusal } from '../../../ui/http.ts'
import { showInstant } from '../../../ui/time.ts'
import { type Owner, procedureQuery, useSaveProcedure } from './requests.ts'
import { changesBetween, withAdded } from './steps-between.ts'
import { TypePrefixes } from './type-prefixes.tsx'

interface Values {
  steps: ProcedureStep[]
  reason: string
}

const moments = Object.entries(stepMoments).map(([value, label]) => ({ value, label }))

/** A new version of the standard or of the own steps, from the one that was on the screen. What a colleague saved meanwhile is shown before anything is overwritten. */
export function EditProcedureDrawer({ of, from, onClose }: { of: Owner; from: ProcedureVersion; onClose: () => void }) {
  const save = useSaveProcedure(of)
  const queries = useQueryClient()
  // The version that what is typed here is based on, and the one that a colleague made of it.
  const [base, setBase] = useState(from)
  const [theirs, setTheirs] = useState<ProcedureVersion | null>(null)
  const act = async ({ steps = [], reason = '' }: Values) => {
    try {
      await save({ steps, reason, version: base.version })
    } catch (error) {
      if (!(error instanceof Refusal) || error.body.code !== 'desk/procedure-changed') throw error
      setTheirs((await queries.fetchQuery({ ...procedureQuery, staleTime: 0 }))[of])
      return stay
    }
  }
  return (
    <ActionDrawer<Values>
      open
      title={of === 'standard' ? '修订县级标准' : '修订本单位步骤'}
      act="保存为新版本"
      width={640}
      initial={{ steps: from.steps }}
      consequence={
        of === 'standard' ? '保存后对全县各单位立即生效，原版本保留可查。' : '保存后对本单位立即生效，原版本保留可查。'
      }
      onAct={act}
      onClose={onClose}
    >
      {form => (
        <>
          {theirs && (
            <ColleaguesVersion
              {...{ base, theirs, form }}
              onSettled={() => {
                setBase(theirs)
                setTheirs(null)
              }}
            />
          )}
          <StepFields />
        </>
      )}
    </ActionDrawer>
  )
}

interface ColleaguesVersionProps {
  base: ProcedureVersion
  theirs: ProcedureVersion
  form: FormInstance<Values>
  onSettled: () => void
}

/** Two edited at once: what the colleague changed, and whose steps stay. */
function ColleaguesVersion({ base, theirs, form, onSettled }: ColleaguesVersionProps) {
  const take = (steps: ProcedureStep[] | null) => {
    if (steps) form.setFieldsValue({ steps })
    onSettled()
  }
  return (
    <Clash
      text={`${theirs.changedBy} ${theirs.changedAt ? showInstant(theirs.changedAt) : ''} 已存为第 ${theirs.version} 版：${theirs.reason}`}
      onSettle={mine => take(mine ? null : theirs.steps)}
      onBoth={() => take(withAdded(form.getFieldValue('steps') ?? [], base.steps, theirs.steps))}
    >
      <ul className="colleagues-changes">
        {changesBetween(base.steps, theirs.steps).map(change => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </Clash>
  )
}

function StepFields() {
  return (
    <>
      <Form.List name="steps">
        {(fields, { add, remove, move }) => (
          <>
            {fields.map((field, place) => (
              <fieldset key={field.key} className="step-fields">
                <div className="step-acts">
                  <b>第 {place + 1} 步</b>
                  <span className="spread" />
                  <Button size="small" disabled={place === 0} onClick={() => move(place, place - 1)}>
                    上移
                  </Button>
                  <Button size="small" disabled={place === fields.length - 1} onClick={() => move(place, place + 1)}>
                    下移
                  </Button>
                  <Button size="small" onClick={() => remove(field.name)}>
                    删除
                  </Button>
                </div>
                <Form.Item
                  name={[field.name, 'text']}
                  label="步骤"
                  rules={[{ required: true, whitespace: true, message: '请写明要做什么' }]}
                >
                  <Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} maxLength={300} />
                </Form.Item>
                <div className="step-when">
                  <Form.Item name={[field.name, 'when']} label="时机" rules={[{ required: true }]}>
                    <Select options={moments} />
                  </Form.Item>
                  <Form.Item name={[field.name, 'typePrefixes']} label="适用事件类型">
                    <TypePrefixes />
                  </Form.Item>
                </div>
                <Form.Item name={[field.name, 'key']} hidden>
                  <Input />
                </Form.Item>
              </fieldset>
            ))}
            <Button
              block
              style={{ marginBottom: 16 }}
              onClick={() => add({ key: newId(), when: 'onReport', text: '', typePrefixes: [] })}
            >
              增加一步
            </Button>
          </>
        )}
      </Form.List>
      <Form.Item
        name="reason"
        label="修订说明"
        rules={[{ required: true, whitespace: true, message: '请填写修订说明' }]}
      >
        <Input maxLength={300} placeholder="例如：按新修订的县总体预案调整" />
      </Form.Item>
    </>
  )
}
