import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { needQuery } from './requests.ts'
import { amount, StockFrame } from './stock-frame.tsx'

/** 经费需求 (P6): each gap, its price, and the record that shows it. */
export function StockNeedPage() {
  const [unit, setUnit] = useState<string>()
  return (
    <StockFrame
      paper="应急物资装备经费需求"
      acts={
        <Button className="no-print" onClick={() => print()}>
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
        <Button href={`/api/stock/need.docx${unit ? `?unit=${unit}` : ''}`}>导出公文</Button>
      </div>
      <Loaded of={useQuery(needQuery(unit ? { unit } : {}))} rows={8}>
        {need => (
          <>
            <p className="padded">
              <b>{need.title}</b>：{need.items.length} 项，共需 <b>{amount(need.totalYuan)} 元</b>
              {need.unpriced > 0 && `，另有 ${need.unpriced} 项待询价`}
              {need.sums.length > 0 && (
                <span className="quiet">
                  （{need.sums.map(one => `${one.source} ${one.lines} 项 ${amount(one.yuan)} 元`).join('，')}）
                </span>
              )}
            </p>
            {need.items.length === 0 ? (
              <Nothing what="对照储备标准没有缺口，也没有需要轮换的物资" />
            ) : (
              <Rows
                items={need.items.map((line, i) => ({ ...line, key: `${i}` }))}
                keyOf={line => line.key}
                columns={[
                  { title: '单位', width: 170, show: line => line.unitName },
                  { title: '类别', width: 120, minor: true, show: line => line.source },
                  { title: '物资', width: 140, show: line => line.what },
                  { title: '数量', width: 110, numeric: true, show: line => amount(line.quantity, line.unit) },
                  {
                    title: '单价（元）',
                    width: 90,
                    numeric: true,
                    show: line => (line.priceYuan === null ? '待询价' : amount(line.priceYuan)),
                  },
                  {
                    title: '金额（元）',
                    width: 110,
                    numeric: true,
                    show: line => (line.yuan === null ? '' : amount(line.yuan)),
                  },
                  { title: '依据', show: line => <Link to={line.link}>{line.basis}</Link> },
                ]}
              />
            )}
          </>
        )}
      </Loaded>
    </StockFrame>
  )
}
