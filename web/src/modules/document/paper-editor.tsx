import type { PaperRecipient, PaperSection } from '@anlan/contract/paper.ts'
import { Button, Form, Input, Segmented } from 'antd'
import { FilesField } from '../../fields/files-field.tsx'
import { UnitsSelect } from '../../fields/unit-select.tsx'
import type { PaperEditing } from './use-paper-editing.ts'

/** The writing side: recipients, sections, notes. What is typed shows on the sheet at once. */
export function PaperEditor({ editing }: { editing: PaperEditing }) {
  const { draft, change } = editing
  const setSection = (at: number, more: Partial<PaperSection>) =>
    change({ sections: draft.sections.map((one, i) => (i === at ? { ...one, ...more } : one)) })
  const move = (at: number, by: number) => {
    const sections = [...draft.sections]
    const [taken] = sections.splice(at, 1)
    if (taken) sections.splice(at + by, 0, taken)
    change({ sections })
  }
  return (
    <section className="panel paper-editor">
      <h2>编写</h2>
      <Form layout="vertical">
        <Form.Item label="标题">
          <Input.TextArea
            autoSize
            maxLength={120}
            value={draft.title}
            onChange={({ target }) => change({ title: target.value.replaceAll('\n', '') })}
          />
        </Form.Item>
        <Form.Item label="紧急程度">
          <Segmented
            value={draft.urgency ?? '平件'}
            options={['平件', '加急', '特急']}
            onChange={value => change({ urgency: value === '加急' || value === '特急' ? value : null })}
          />
        </Form.Item>
        <Form.Item label="主送">
          <Recipients label="主送" value={draft.main} onChange={main => change({ main })} />
        </Form.Item>
        <Form.Item label="抄送">
          <Recipients label="抄送" value={draft.copies} onChange={copies => change({ copies })} />
        </Form.Item>
        {draft.sections.map((section, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: sections have no other identity than their place
          <fieldset key={i} className="paper-section">
            <div className="paper-section-head">
              <Input
                value={section.heading}
                placeholder="小标题（可不填）"
                aria-label={`第${i + 1}节小标题`}
                maxLength={60}
                onChange={({ target }) => setSection(i, { heading: target.value })}
              />
              <Button size="small" disabled={i === 0} onClick={() => move(i, -1)}>
                上移
              </Button>
              <Button
                size="small"
                onClick={() => change({ sections: draft.sections.filter((_, other) => other !== i) })}
              >
                删除
              </Button>
            </div>
            <Input.TextArea
              autoSize={{ minRows: 2 }}
              value={section.text}
              placeholder="正文，每行一段"
              aria-label={`第${i + 1}节正文`}
              onChange={({ target }) => setSection(i, { text: target.value })}
            />
            {section.table && (
              <div className="paper-section-table">
                附表 {section.table.rows.length} 行
                <Button size="small" type="link" onClick={() => setSection(i, { table: null })}>
                  去掉附表
                </Button>
              </div>
            )}
          </fieldset>
        ))}
        <Button
          block
          onClick={() =>
            change({ sections: [...draft.sections, { heading: '', text: '', table: null, references: [] }] })
          }
        >
          增加一节
        </Button>
        <Form.Item label="附件" style={{ marginTop: 12 }}>
          <FilesField value={draft.files} onChange={files => change({ files })} />
        </Form.Item>
        <Form.Item label="附注">
          <Input
            value={draft.note}
            maxLength={100}
            placeholder="例如：此件公开发布"
            onChange={({ target }) => change({ note: target.value })}
          />
        </Form.Item>
        <Form.Item label="联系人和电话">
          <Input value={draft.contact} maxLength={100} onChange={({ target }) => change({ contact: target.value })} />
        </Form.Item>
      </Form>
    </section>
  )
}

interface RecipientsProps {
  label: string
  value: PaperRecipient[]
  onChange: (value: PaperRecipient[]) => void
}

/** Units; those that were named with a post keep it until they are taken out. */
function Recipients({ label, value, onChange }: RecipientsProps) {
  return (
    <UnitsSelect
      aria-label={label}
      placeholder="选择单位"
      maxTagCount={8}
      value={[...new Set(value.map(one => one.unitId))]}
      onChange={ids =>
        onChange(
          ids.flatMap(unitId => {
            const named = value.filter(one => one.unitId === unitId)
            return named.length ? named : [{ unitId, postId: null }]
          }),
        )
      }
    />
  )
}
