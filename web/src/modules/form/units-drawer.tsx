import type { CollectionMatrix } from '@anlan/contract/form.ts'
import { Form } from 'antd'
import { UnitsSelect } from '../../fields/unit-select.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { AllOf } from './open-drawer.tsx'
import { useChangeUnits } from './requests.ts'

interface UnitsDrawerProps {
  matrix: CollectionMatrix
  open: boolean
  onClose: () => void
}

/** Who reports to a running collection. Only what was added and taken away is sent, so that a colleague's change stays. */
export function UnitsDrawer({ matrix, open, onClose }: UnitsDrawerProps) {
  const act = useChangeUnits(matrix.collection.id)
  const now = matrix.units.filter(unit => unit.until === null).map(unit => unit.unitId)
  return (
    <ActionDrawer<{ unitIds: string[] }>
      open={open}
      title="调整报送单位"
      act="调整"
      initial={{ unitIds: now }}
      consequence="新增的单位从正在进行的一期起报送；减去的单位未到期的不再要求，已逾期未报的仍记未报。"
      onAct={({ unitIds }) =>
        act.mutateAsync({
          joining: unitIds.filter(id => !now.includes(id)),
          leaving: now.filter(id => !unitIds.includes(id)),
        })
      }
      onClose={onClose}
    >
      {form => (
        <>
          <Form.Item name="unitIds" label="报送单位" rules={[{ required: true, message: '请选择报送单位' }]}>
            <UnitsSelect />
          </Form.Item>
          <AllOf onChoose={ids => form.setFieldValue('unitIds', ids)} />
        </>
      )}
    </ActionDrawer>
  )
}
