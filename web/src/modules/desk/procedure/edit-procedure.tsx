import { type ProcedureStep, type ProcedureVersion, stepMoments } from '@anlan/contract/desk.ts'
import { Button, Form, Input, Select } from 'antd'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { newId } from '../../../ui/form/new-id.ts'
import { type Owner, useSaveProcedure } from './requests.ts'
import { TypePrefixes } from './type-prefixes.tsx'

interface Values {
  steps: ProcedureStep[]
  reason: string
}

const moments = Object.entries(stepMoments).map(([value, label]) => ({ value, label }))

/** A new version of the standard or of the own steps, from the one that was on the screen. What a colleague saved meanwhile is not overwritten. */
export function EditProcedureDrawer({ of, from, onClose }: { of: Owner; from: ProcedureVersion; onClose: () => void }) {
  const save = useSaveProcedure(of)
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
      onAct={values => save({ steps: values.steps ?? [], reason: values.reason ?? '', version: from.version })}
      onClose={onClose}
    >
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
    </ActionDrawer>
  )
}
