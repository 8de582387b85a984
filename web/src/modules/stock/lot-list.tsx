import { type LotView, lotQualities, type StoreView } from '@anlan/contract/stock.ts'
import { Button, Form, Input, Select } from 'antd'
import { serverNow } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Nothing } from '../../ui/states.tsx'
import { dayOf } from '../../ui/time.ts'
import type { HandKind } from './move-drawer.tsx'
import { useVerifyLot } from './requests.ts'
import { amount, Expiry, options } from './stock-frame.tsx'

interface Acts {
  onAct: (kind: HandKind, lot: LotView) => void
  onVerify: (lot: LotView) => void
}

/** What lies in a store, lot by lot, with what can be done about each. */
export function LotList({ store, onAct, onVerify }: { store: StoreView } & Acts) {
  const today = dayOf(serverNow())
  if (store.lotList.length === 0) return <Nothing what="库内没有物资，点“入库”登记第一批" />
  const numbers = new Map(store.lotList.map(lot => [lot.id, lot.lotNo]))
  return (
    <Rows
      items={store.lotList}
      keyOf={lot => lot.id}
      columns={[
        { title: '物资', show: lot => lot.itemName },
        {
          title: '批次',
          width: 130,
          minor: true,
          show: lot => (
            <>
              {lot.lotNo}
              {lot.replacesLotId && <span className="quiet">（轮换{numbers.get(lot.replacesLotId) ?? '原批次'}）</span>}
            </>
          ),
        },
        { title: '结存', width: 110, numeric: true, show: lot => amount(lot.balance, lot.unit) },
        { title: '借出', width: 70, numeric: true, show: lot => (lot.onLoan ? amount(lot.onLoan) : '') },
        { title: '质量', width: 70, show: lot => lotQualities[lot.quality] },
        { title: '有效期至', width: 190, named: true, show: lot => <Expiry on={lot.expiresOn} today={today} /> },
        { title: '位置', width: 90, minor: true, show: lot => lot.place },
        {
          title: '核实',
          width: 150,
          minor: true,
          show: lot => (lot.verifiedAt ? `${dayOf(lot.verifiedAt)} ${lot.verifiedBy ?? ''}` : '未核实'),
        },
        {
          title: '',
          width: 170,
          show: lot => store.may.move && <LotActs lot={lot} today={today} onAct={onAct} onVerify={onVerify} />,
        },
      ]}
    />
  )
}

function LotActs({ lot, today, onAct, onVerify }: { lot: LotView; today: string } & Acts) {
  const isPast = lot.expiresOn !== null && lot.expiresOn < today
  const isUsable = lot.quality === 'qualified' && !isPast
  return (
    <>
      {isUsable && lot.balance > 0 && (
        <Button size="small" type="link" onClick={() => onAct('out', lot)}>
          领用
        </Button>
      )}
      <Button size="small" type="link" onClick={() => onVerify(lot)}>
        核实
      </Button>
      {lot.expiresOn && lot.balance > 0 && (
        <Button size="small" type="link" onClick={() => onAct('rotation', lot)}>
          轮换
        </Button>
      )}
      {!isUsable && lot.balance > 0 && (
        <Button size="small" type="link" danger onClick={() => onAct('scrap', lot)}>
          报废
        </Button>
      )}
    </>
  )
}

/** 核实 of one lot (W224): seen today, in this quality, at this place. */
export function VerifyDrawer({ of, onClose }: { of: LotView; onClose: () => void }) {
  const verify = useVerifyLot()
  return (
    <ActionDrawer<{ quality: string; place?: string }>
      open
      title={`核实：${of.itemName} ${of.lotNo}`}
      act="已核实"
      initial={{ quality: of.quality, place: of.place }}
      consequence={`账面 ${amount(of.balance, of.unit)}。数量不符时请用盘点或出入库登记；待检和不合格的批次不再供调用。`}
      onAct={({ quality, place }) =>
        verify.mutateAsync({ id: of.id, version: of.version, quality, place: place ?? '' })
      }
      onClose={onClose}
    >
      <Form.Item name="quality" label="质量" required>
        <Select options={options(lotQualities)} />
      </Form.Item>
      <Form.Item name="place" label="存放位置">
        <Input placeholder="如：A 区 3 架" />
      </Form.Item>
    </ActionDrawer>
  )
}
