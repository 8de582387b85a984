import type { CallUpView } from '@anlan/contract/call-up-view.ts'
import { Form, Input, Radio, Select } from 'antd'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import type { CallUpStepAct } from './requests.ts'

type Result = 'confirmed' | 'waived' | 'failed'
interface Values {
  checks: Record<string, { result?: Result; reason?: string; lineId?: string }>
}

const results: { value: Result; label: string }[] = [
  { value: 'confirmed', label: '合格' },
  { value: 'failed', label: '不合格' },
  { value: 'waived', label: '免除' },
]

/** 出发前检查: every line says 合格, 不合格 or 免除; what fails names the vehicle, which is then out of service. */
export function CheckDrawer({
  of,
  act,
  open,
  onClose,
}: {
  of: CallUpView
  act: CallUpStepAct
  open: boolean
  onClose: () => void
}) {
  const vehicles = of.lines.filter(line => line.provider === 'equipment' && line.offerId)
  return (
    <ActionDrawer<Values>
      open={open}
      onClose={onClose}
      title="出发前检查"
      act="确认"
      width={480}
      initial={{
        checks: Object.fromEntries(
          of.checks.map(({ code, state, reason }) => [
            code,
            state === 'open' ? {} : { result: state === 'failed' ? undefined : state, reason },
          ]),
        ),
      }}
      consequence="全部合格或免除后才能出发；车辆装备不合格的立即停用，修复后重新检查，或退回由其他车辆替换。"
      onAct={({ checks }) =>
        act.mutateAsync({
          step: 'departure-check',
          body: {
            checks: of.checks.map(({ code }) => {
              const { result, reason = '', lineId } = checks[code] ?? {}
              return {
                code,
                confirmed: result === 'confirmed',
                failed: result === 'failed',
                lineId: result === 'failed' ? (lineId ?? null) : null,
                reason: result === 'confirmed' ? '' : reason,
              }
            }),
          },
        })
      }
    >
      {form =>
        of.checks.map(check => (
          <fieldset key={check.code} className="call-up-check">
            <legend>{check.label}</legend>
            <Form.Item
              name={['checks', check.code, 'result']}
              rules={[{ required: true, message: '请选择检查结果' }]}
              style={{ marginBottom: 8 }}
            >
              <Radio.Group optionType="button" options={results} aria-label={check.label} />
            </Form.Item>
            <Form.Item noStyle shouldUpdate>
              {() => {
                const result = form.getFieldValue(['checks', check.code, 'result']) as Result | undefined
                if (result !== 'waived' && result !== 'failed') return null
                const label = result === 'failed' ? '不合格情况' : '免除理由'
                return (
                  <>
                    <Form.Item
                      name={['checks', check.code, 'reason']}
                      rules={[{ required: true, message: `请填写${label}` }]}
                      style={{ marginBottom: 8 }}
                    >
                      <Input maxLength={150} placeholder={label} aria-label={`${check.label}${label}`} />
                    </Form.Item>
                    {result === 'failed' && vehicles.length > 1 && (
                      <Form.Item
                        name={['checks', check.code, 'lineId']}
                        rules={[{ required: true, message: '请指明是哪一台' }]}
                        style={{ marginBottom: 8 }}
                      >
                        <Select
                          placeholder="哪一台不合格"
                          options={vehicles.map(line => ({ value: line.id, label: line.name }))}
                        />
                      </Form.Item>
                    )}
                  </>
                )
              }}
            </Form.Item>
          </fieldset>
        ))
      }
    </ActionDrawer>
  )
}
