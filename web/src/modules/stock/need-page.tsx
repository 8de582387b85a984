import type { NeedView } from '@anlan/contract/stock-reserve.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { NeedGroups } from './need-groups.tsx'
import { needQuery } from './requests.ts'
import { amount, StockFrame } from './stock-frame.tsx'

/** 经费需求 (P6): the sum of each kind, then unit by unit each gap, its price, and the record that shows it. */
export function StockNeedPage() {
  const [unit, setUnit] = useState<string>()
  const [allOpen, setAllOpen] = useState(false)
  // On paper the sums come first and every line behind them.
  const printAll = () => {
    flushSync(() => setAllOpen(true))
    print()
  }
  return (
    <StockFrame
      paper="应急物资装备经费需求"
      acts={
        <Button className="no-print" onClick={printAll}>
          打印
        </Button>
      }
    >
      <div className="filters no-print">
        <div style={{ width: 260 }}>
          <UnitSelect
            aria-label="单位"
            placeholder="本单位及所辖"
            kinds={['county', 'town']}
            allowClear
            value={unit}
            onChange={setUnit}
          />
        </div>
        <span className="spread" />
        <Button onClick={() => setAllOpen(!allOpen)}>{allOpen ? '全部收起' : '全部展开'}</Button>
        <Button href={`/api/stock/need.docx${unit ? `?unit=${unit}` : ''}`}>导出公文</Button>
      </div>
      <Loaded of={useQuery(needQuery(unit ? { unit } : {}))} rows={8}>
        {need => (
          <>
            <p className="padded">
              <b>{need.title}</b>：{need.items.length} 项，共需 <b>{amount(need.totalYuan)} 元</b>
              {need.unpriced > 0 && `，另有 ${need.unpriced} 项待询价`}
            </p>
            {need.items.length === 0 ? (
              <Nothing what="对照储备标准没有缺口，也没有需要轮换的物资" />
            ) : (
              <>
                <NeedSummary need={need} />
                <NeedGroups need={need} allOpen={allOpen} />
              </>
            )}
          </>
        )}
      </Loaded>
    </StockFrame>
  )
}

/** 分类汇总: the sum of each kind of need. */
function NeedSummary({ need }: { need: NeedView }) {
  return (
    <div className="need-kinds">
      <Rows
        items={need.sums}
        keyOf={one => one.source}
        columns={[
          { title: '类别', show: one => one.source },
          { title: '项数', width: 120, numeric: true, show: one => one.lines },
          { title: '金额（元）', width: 180, numeric: true, show: one => amount(one.yuan) },
        ]}
      />
    </div>
  )
}
