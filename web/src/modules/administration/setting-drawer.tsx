import type { ChangeSetting } from '@anlan/contract/administration.ts'
import { roles } from '@anlan/contract/permissions.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Descriptions, Drawer, Form, Input, InputNumber, Switch } from 'antd'
import { useNow } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import type { Input as Sent } from '../../ui/shape.ts'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { type Setting, settingHistoryQuery, useChangeSetting } from './requests.ts'
import { boundsOf, showValue } from './setting-value.ts'

interface SettingDrawerProps {
  setting: Setting
  onClose: () => void
}

/** One parameter with its history; who owns it may change it here. */
export function SettingDrawer({ setting, onClose }: SettingDrawerProps) {
  if (setting.mayChange) return <ChangeDrawer setting={setting} onClose={onClose} />
  return (
    <Drawer open title={setting.label} size={480} onClose={onClose}>
      <Detail setting={setting} />
      <p className="quiet">本项由{roles[setting.owner]}修改。</p>
      <History setting={setting} />
    </Drawer>
  )
}

type Values = Sent<typeof ChangeSetting>

function ChangeDrawer({ setting, onClose }: SettingDrawerProps) {
  const change = useChangeSetting(setting.key)
  return (
    <ActionDrawer<Values>
      open
      title={setting.label}
      act="保存参数"
      width={480}
      initial={{ value: setting.value }}
      consequence="保存后立即对全县生效，修改前后的值、修改人和原因留痕。"
      onAct={values => change.mutateAsync(values)}
      onClose={onClose}
    >
      {form => (
        <>
          <Detail setting={setting} />
          <ValueField setting={setting} />
          <Form.Item noStyle shouldUpdate>
            {() =>
              form.getFieldValue('value') !== setting.default && (
                <Button
                  size="small"
                  style={{ marginBottom: 16 }}
                  onClick={() => {
                    form.setFieldValue('value', setting.default)
                    void form.validateFields(['value'])
                  }}
                >
                  填入默认值 {showValue(setting, setting.default)}
                </Button>
              )
            }
          </Form.Item>
          <Form.Item
            name="reason"
            label="修改原因"
            rules={[{ required: true, whitespace: true, message: '请填写修改原因' }]}
          >
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={200} />
          </Form.Item>
          <History setting={setting} />
        </>
      )}
    </ActionDrawer>
  )
}

function ValueField({ setting }: { setting: Setting }) {
  const { kind, unit, min, max } = setting
  if (kind === 'boolean')
    return (
      <Form.Item required name="value" label="参数值" valuePropName="checked">
        <Switch checkedChildren="是" unCheckedChildren="否" />
      </Form.Item>
    )
  if (kind === 'text')
    return (
      <Form.Item
        name="value"
        label="参数值"
        rules={[{ required: true, whitespace: true, message: `应为${boundsOf(setting)}` }]}
      >
        <Input maxLength={max ?? undefined} showCount />
      </Form.Item>
    )
  return (
    <Form.Item
      name="value"
      label="参数值"
      rules={[
        { required: true, message: '请填写参数值' },
        { type: 'integer', min: min ?? 0, max: max ?? 0, message: `应为 ${boundsOf(setting)}之间的整数` },
      ]}
    >
      <InputNumber suffix={unit} style={{ width: 180 }} />
    </Form.Item>
  )
}

const oneLineLabels = { label: { whiteSpace: 'nowrap' } } as const

function Detail({ setting }: { setting: Setting }) {
  const { source } = setting
  const items = [
    ['说明', setting.meaning],
    ['现值', showValue(setting, setting.value)],
    ['默认值', showValue(setting, setting.default)],
    ['范围', boundsOf(setting)],
    ['依据', `${[source.name, source.article].filter(Boolean).join(' ')}（${source.confidence}）`],
    ['责任角色', roles[setting.owner]],
  ].map(([label = '', children]) => ({ key: label, label, children }))
  return (
    <Descriptions column={1} size="small" bordered items={items} styles={oneLineLabels} style={{ marginBottom: 16 }} />
  )
}

function History({ setting }: { setting: Setting }) {
  const history = useQuery(settingHistoryQuery(setting.key))
  const now = useNow()
  return (
    <section aria-label="修改记录">
      <h3 style={{ fontSize: 14, margin: '16px 0 8px' }}>修改记录</h3>
      <Loaded of={history} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what="没有修改过，按默认值执行" />
          ) : (
            <ul style={{ margin: 0, padding: 0, listStyle: 'none' }}>
              {items.map(one => (
                <li key={one.id} style={{ padding: '6px 0', borderBottom: '1px solid var(--hairline)' }}>
                  <b>
                    {showValue(setting, one.before)} → {showValue(setting, one.after)}
                  </b>{' '}
                  <span className="quiet">
                    {one.byName} {showTime(one.at, now)}
                  </span>
                  <div>{one.reason}</div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}
