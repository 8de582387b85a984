import {
  type Equipment,
  type EquipmentState,
  equipment,
  equipmentStates,
  type HandoverSheet,
  type HandoverView,
} from '@anlan/contract/handover.ts'
import { Button, Checkbox, Input, Segmented } from 'antd'
import { useState } from 'react'
import { saidOf } from '../../../ui/http.ts'
import { useSaveSheet, useSign } from './requests.ts'

const names = Object.keys(equipment) as Equipment[]
const texts = { watch: '需关注事项', weather: '天气情况', risk: '风险提示', notes: '其他交接事项' } as const
type TextField = keyof typeof texts
const textFields = Object.keys(texts) as TextField[]
const states = (Object.keys(equipmentStates) as EquipmentState[]).map(value => ({
  value,
  label: equipmentStates[value],
}))

/** What the outgoing side fills in; saved and signed with one press. */
export function HandoverSheetForm({ handover }: { handover: HandoverView }) {
  const [sheet, setSheet] = useState<HandoverSheet>(handover.sheet)
  // What this form was filled from: a sheet that somebody else has changed since is not overwritten unseen.
  const [version, setVersion] = useState(handover.version)
  const save = useSaveSheet(handover.id)
  const sign = useSign(handover.id)
  const set = (part: Partial<HandoverSheet>) => setSheet(before => ({ ...before, ...part }))
  const check = (name: Equipment, state: EquipmentState, note = '') =>
    setSheet(before => ({ ...before, equipment: { ...before.equipment, [name]: { state, note } } }))
  const saveNow = async () => {
    const saved = await save.mutateAsync({ ...sheet, version })
    setVersion(saved.version)
    return saved
  }
  const isBusy = save.isPending || sign.isPending
  const signNow = async () => {
    const saved = await saveNow()
    await sign.mutateAsync({ side: 'outgoing', version: saved.version })
  }
  const error = save.error ?? sign.error
  return (
    <div className="no-print">
      <h2>
        设备检查{' '}
        <Button
          size="small"
          onClick={() =>
            set({
              equipment: {
                ...Object.fromEntries(names.map(name => [name, { state: 'normal' as const, note: '' }])),
                ...sheet.equipment,
              },
            })
          }
        >
          其余全部正常
        </Button>
      </h2>
      {names.map(name => (
        <div key={name} className="handover-equipment">
          <span>{equipment[name]}</span>
          <Segmented
            aria-label={equipment[name]}
            options={states}
            // Nothing is chosen until somebody has looked.
            value={sheet.equipment[name]?.state ?? ('' as EquipmentState)}
            onChange={state => check(name, state)}
          />
          {sheet.equipment[name]?.state === 'fault' && (
            <Input
              aria-label={`${equipment[name]}故障情况`}
              placeholder="故障情况、已报修何处"
              value={sheet.equipment[name]?.note}
              onChange={event => check(name, 'fault', event.target.value)}
            />
          )}
        </div>
      ))}
      <div className="handover-field">
        <span>钥匙、印章</span>
        <Input
          aria-label="钥匙、印章"
          placeholder="如：钥匙 3 把、值班专用章 1 枚，清点无误"
          value={sheet.keysSeals}
          maxLength={200}
          onChange={event => set({ keysSeals: event.target.value })}
        />
      </div>
      {textFields.map(field => (
        <div key={field} className="handover-field">
          <span>{texts[field]}</span>
          <Input.TextArea
            aria-label={texts[field]}
            autoSize={{ minRows: 1, maxRows: 6 }}
            value={sheet[field]}
            onChange={event => set({ [field]: event.target.value })}
          />
        </div>
      ))}
      {(handover.logLines === 0 || sheet.nothingHappened) && (
        <Checkbox checked={sheet.nothingHappened} onChange={event => set({ nothingHappened: event.target.checked })}>
          本班无事
        </Checkbox>
      )}
      {error && (
        <div className="failed" role="alert">
          {saidOf(error)}
        </div>
      )}
      {handover.version > version && !isBusy && (
        <div className="failed">
          同班人员刚刚修改了本单。
          <Button
            size="small"
            onClick={() => {
              setSheet(handover.sheet)
              setVersion(handover.version)
            }}
          >
            载入最新内容
          </Button>
        </div>
      )}
      <div className="handover-acts">
        <Button loading={save.isPending} onClick={() => void saveNow().catch(() => {})}>
          暂存
        </Button>
        <Button type="primary" data-primary loading={isBusy} onClick={() => void signNow().catch(() => {})}>
          交班签字
        </Button>
      </div>
    </div>
  )
}

/** What was found at each piece of equipment, in a line. */
export const equipmentInWords = (sheet: HandoverSheet) =>
  names
    .map(name => {
      const found = sheet.equipment[name]
      return `${equipment[name]}${found ? equipmentStates[found.state] : '未查'}${found?.note ? `（${found.note}）` : ''}`
    })
    .join('，')

export function SheetAsSigned({ handover: { sheet } }: { handover: HandoverView }) {
  return (
    <>
      <h2>设备与情况</h2>
      <dl>
        <dt>设备检查</dt>
        <dd>{equipmentInWords(sheet)}</dd>
        <dt>钥匙、印章</dt>
        <dd>{sheet.keysSeals || '未填'}</dd>
        {textFields.map(field => [
          <dt key={field}>{texts[field]}</dt>,
          <dd key={`${field}-said`}>{sheet[field] || '无'}</dd>,
        ])}
      </dl>
    </>
  )
}
