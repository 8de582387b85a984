import { Button, Form, Input } from 'antd'
import { BearerSelect } from './bearer-select.tsx'

type Name = string | number
interface Common {
  unit: string
  words: Record<string, string>
}

export const noMember = { bearer: null, said: '', duties: '' }

/** One who takes part: the post, what the text calls it, and his duties. */
export function MemberFields({ name, label, unit, words }: Common & { name: Name[]; label: string }) {
  return (
    <>
      <Form.Item name={[...name, 'bearer']} label={label}>
        <BearerSelect unit={unit} words={words} placeholder="按岗位选择" />
      </Form.Item>
      <Form.Item name={[...name, 'said']} label="文中表述">
        <Input maxLength={60} placeholder="例如 县水利局主要负责人" />
      </Form.Item>
      <Form.Item name={[...name, 'duties']} label="职责">
        <Input.TextArea autoSize maxLength={600} />
      </Form.Item>
    </>
  )
}

/** Several of them. */
export function MemberList({ name, label, unit, words }: Common & { name: Name[]; label: string }) {
  return (
    <Form.List name={name}>
      {(fields, { add, remove }) => (
        <div className="plan-members">
          <h3>{label}</h3>
          {fields.map(field => (
            <fieldset key={field.key} className="part-fields">
              <MemberFields name={[field.name]} label={label} unit={unit} words={words} />
              <Button size="small" onClick={() => remove(field.name)}>
                去掉
              </Button>
            </fieldset>
          ))}
          <Button size="small" onClick={() => add(noMember)}>
            增加{label}
          </Button>
        </div>
      )}
    </Form.List>
  )
}
