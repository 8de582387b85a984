import { groupNames } from '@anlan/contract/response-template.ts'
import { Button, Form, Input, Select } from 'antd'

const needed = (message: string) => [{ required: true, message }]
const groupOptions = Object.entries(groupNames).map(([value, label]) => ({ value, label }))

/** 工作组: who leads each and who belongs to it. */
export function GroupFields({ bearers }: { bearers: { value: string; label: string }[] }) {
  return (
    <Form.List name="groups">
      {(fields, { add, remove }) => (
        <>
          <h3>工作组</h3>
          {fields.map(field => (
            <fieldset key={field.key} className="part-fields">
              <Form.Item name={[field.name, 'code']} label="名称" rules={needed('请选择工作组')}>
                <Select options={groupOptions} showSearch={{ optionFilterProp: 'label' }} />
              </Form.Item>
              <Form.Item name={[field.name, 'lead']} label="牵头单位" rules={needed('请选择牵头单位')}>
                <Select options={bearers} showSearch={{ optionFilterProp: 'label' }} />
              </Form.Item>
              <Form.Item name={[field.name, 'members']} label="成员单位">
                <Select mode="multiple" options={bearers} showSearch={{ optionFilterProp: 'label' }} />
              </Form.Item>
              <Form.Item name={[field.name, 'duties']} label="职责">
                <Input maxLength={200} />
              </Form.Item>
              <Button size="small" onClick={() => remove(field.name)}>
                去掉这个组
              </Button>
            </fieldset>
          ))}
          <Button style={{ marginBottom: 16 }} onClick={() => add({ members: [], duties: '' })}>
            再加一个组
          </Button>
        </>
      )}
    </Form.List>
  )
}
