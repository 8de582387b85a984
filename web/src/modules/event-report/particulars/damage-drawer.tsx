import {
  type DamageKind,
  type DamageMeasure,
  type DamageView,
  damageKinds,
  damageMeasures,
} from '@anlan/contract/event-particulars.ts'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { FilesField, idsOf, type UploadedFile } from '../../../fields/files-field.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { useParticularActs } from './requests.ts'

interface Values {
  kind: DamageKind
  what: string
  dimensions: { measure: DamageMeasure; value: number; unit: string }[]
  note?: string
  source: string
  files?: UploadedFile[]
}
const needed = (message: string) => [{ required: true, message }]
const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))
const measures = Object.entries(damageMeasures).map(([value, { name }]) => ({ value, label: name }))

/** What was damaged and how large it is; with `replaces` it corrects that record, which stays in the course of the event. */
export function DamageDrawer(props: { eventId: string; open: boolean; replaces?: DamageView; onClose: () => void }) {
  const { eventId, open, replaces, onClose } = props
  const { damage } = useParticularActs(eventId)
  const initial = replaces
    ? ({ ...replaces, files: [], dimensions: replaces.dimensions } as unknown as Partial<Values>)
    : {
        dimensions: [
          { measure: 'height', unit: '米' },
          { measure: 'length', unit: '米' },
        ] as Values['dimensions'],
      }
  return (
    <ActionDrawer<Values>
      open={open}
      title={replaces ? '更正损毁描述' : '登记损毁'}
      act={replaces ? '更正' : '登记'}
      initial={initial}
      consequence="写入事件经过和之后拟写的报告；更正时原记录保留。"
      onAct={({ kind, what, dimensions, note, source, files }, id) =>
        damage.mutateAsync({
          id,
          kind,
          what,
          source,
          note: note ?? '',
          dimensions: (dimensions ?? []).filter(one => one?.value),
          fileIds: idsOf(files),
          replacesId: replaces?.id ?? null,
        })
      }
      onClose={onClose}
    >
      <Form.Item name="kind" label="损毁类别" rules={needed('请选择损毁类别')}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={optionsOf(damageKinds)} placeholder="选择" />
      </Form.Item>
      <Form.Item name="what" label="损毁对象" rules={needed('请填写损毁对象')}>
        <Input maxLength={60} placeholder="例如 G211 K12+300 外侧路基" />
      </Form.Item>
      <Form.List name="dimensions">
        {(fields, { add, remove }) => (
          <Form.Item label="尺寸">
            {fields.map(field => (
              <div key={field.key} className="dimension-row">
                <Form.Item name={[field.name, 'measure']} noStyle>
                  <Select aria-label="尺寸项目" options={measures} style={{ width: 84 }} />
                </Form.Item>
                <Form.Item name={[field.name, 'value']} noStyle>
                  <InputNumber aria-label="数值" min={0} inputMode="decimal" style={{ flex: 1 }} />
                </Form.Item>
                <Form.Item noStyle shouldUpdate>
                  {({ getFieldValue }) => {
                    const measure = getFieldValue(['dimensions', field.name, 'measure']) as DamageMeasure | undefined
                    const units: readonly string[] = measure ? damageMeasures[measure].units : []
                    return (
                      <Form.Item name={[field.name, 'unit']} noStyle>
                        <Select
                          aria-label="计量单位"
                          options={units.map(unit => ({ value: unit, label: unit }))}
                          style={{ width: 96 }}
                        />
                      </Form.Item>
                    )
                  }}
                </Form.Item>
                <button type="button" className="link" onClick={() => remove(field.name)}>
                  去掉
                </button>
              </div>
            ))}
            <Button size="small" onClick={() => add({ measure: 'length', unit: '米' })} disabled={fields.length >= 6}>
              再加一项尺寸
            </Button>
          </Form.Item>
        )}
      </Form.List>
      <Form.Item name="files" label="照片">
        <FilesField />
      </Form.Item>
      <Form.Item name="note" label="说明">
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} />
      </Form.Item>
      <Form.Item name="source" label="信息来源" rules={needed('请填写信息来源')}>
        <Input maxLength={100} placeholder="例如 交通运输局现场人员" />
      </Form.Item>
    </ActionDrawer>
  )
}
