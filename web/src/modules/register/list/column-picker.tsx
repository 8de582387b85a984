import type { LedgerView } from '@anlan/contract/register.ts'
import { SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import { columnsOf } from './list-state.ts'

interface ColumnPickerProps {
  ledger: LedgerView
  chosen: string[] | null
  onChoose: (columns: string[] | null) => void
}

/** Which fields stand in the list; the order is the ledger's. */
export function ColumnPicker({ ledger, chosen, onChoose }: ColumnPickerProps) {
  const shown = columnsOf(ledger, chosen).map(field => field.name)
  const fields = ledger.fields.filter(field => field.name !== ledger.titleField)
  const toggle = (name: string, isShown: boolean) =>
    onChoose(fields.map(field => field.name).filter(one => (one === name ? isShown : shown.includes(one))))
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title="显示哪些列"
      content={
        <div className="column-picker">
          {fields.map(field => (
            <Checkbox
              key={field.name}
              checked={shown.includes(field.name)}
              onChange={({ target }) => toggle(field.name, target.checked)}
            >
              {field.label}
            </Checkbox>
          ))}
          <Button size="small" disabled={chosen === null} onClick={() => onChoose(null)}>
            恢复默认
          </Button>
        </div>
      }
    >
      <Button className="not-phone" icon={<SettingOutlined />}>
        显示列
      </Button>
    </Popover>
  )
}
