import { type LotQuality, lotQualities } from '@anlan/contract/stock.ts'
import type { TakeCount, TakeStore } from '@anlan/contract/stock-take.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Select, Upload } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { DayField } from '../../ui/form/instant-field.tsx'
import { saidOf } from '../../ui/http.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { takeQuery, takesQuery, useCloseTake, useCount, useStartTake, useTakeSheet, useVisit } from './requests.ts'
import { amount, StockFrame } from './stock-frame.tsx'

const percent = (rate: number | null) => (rate === null ? '' : `${rate}%`)

/** 盘点 (W219–W221): one list, and the one that is open with all that is to be counted. */
export function StockTakesPage() {
  const [params, setParams] = useSearchParams()
  const [starting, setStarting] = useState(false)
  const start = useStartTake()
  const take = params.get('take')
  const takes = useQuery(takesQuery)
  return (
    <StockFrame
      acts={
        !take && (
          <Permitted to="stock.move">
            <Button type="primary" onClick={() => setStarting(true)}>
              开始盘点
            </Button>
          </Permitted>
        )
      }
    >
      {take ? (
        <OneTake id={take} onBack={() => setParams({})} />
      ) : (
        <Loaded of={takes} rows={5}>
          {lines =>
            lines.length === 0 ? (
              <Nothing what="还没有盘点。点“开始盘点”，本单位及所辖每个仓库、每一批都要有人清点" />
            ) : (
              <Rows
                items={lines}
                keyOf={one => one.id}
                onOpen={one => setParams({ take: one.id })}
                columns={[
                  { title: '盘点', show: one => one.title },
                  { title: '范围', width: 170, minor: true, show: one => one.unitName },
                  { title: '期限', width: 110, named: true, show: one => one.dueOn },
                  { title: '仓库', width: 90, named: true, show: one => `${one.storesDone} / ${one.stores}` },
                  { title: '批次', width: 100, named: true, show: one => `${one.counted} / ${one.lots}` },
                  { title: '差异率', width: 80, named: true, show: one => percent(one.differenceRate) },
                  { title: '合格率', width: 80, named: true, show: one => percent(one.qualifiedRate) },
                  { title: '状态', width: 80, show: one => (one.closedAt ? '已完成' : '进行中') },
                ]}
              />
            )
          }
        </Loaded>
      )}
      {starting && (
        <ActionDrawer<{ title: string; dueOn: string }>
          open
          title="开始盘点"
          act="开始"
          consequence="本单位及所辖各启用仓库的管理单位收到待办；全部清点后才能完成。"
          onAct={async (values, id) => {
            const made = await start.mutateAsync({ ...values, id })
            setParams({ take: made.id })
          }}
          onClose={() => setStarting(false)}
        >
          <Form.Item name="title" label="盘点名称" required>
            <Input placeholder="例如：汛前盘点" />
          </Form.Item>
          <Form.Item name="dueOn" label="完成期限" required>
            <DayField />
          </Form.Item>
        </ActionDrawer>
      )}
    </StockFrame>
  )
}

function OneTake({ id, onBack }: { id: string; onBack: () => void }) {
  const { message } = App.useApp()
  const close = useCloseTake()
  const visit = useVisit(id)
  const sheet = useTakeSheet(id)
  const failed = (error: unknown) => void message.error(saidOf(error))
  const read = async (file: File) => {
    try {
      const { counted, refused } = await sheet.mutateAsync(file)
      const rest = refused.slice(0, 3).map(one => `第 ${one.row} 行${one.message}`)
      void (refused.length ? message.warning : message.success)(
        `已登记 ${counted} 批${refused.length ? `，${refused.length} 行未登记：${rest.join('；')}` : ''}`,
      )
    } catch (error) {
      failed(error)
    }
  }
  return (
    <Loaded of={useQuery(takeQuery(id))} rows={8}>
      {take => (
        <>
          <div className="filters">
            <Button onClick={onBack}>返回</Button>
            <b>{take.title}</b>
            <span className="quiet">
              仓库 {take.storesDone} / {take.stores}，批次 {take.counted} / {take.lots}，差异率{' '}
              {percent(take.differenceRate) || '—'}，合格率 {percent(take.qualifiedRate) || '—'}
            </span>
            <span className="spread" />
            <Button href={`/api/stock/takes/${id}/sheet.xlsx`}>下载盘点表</Button>
            {!take.closedAt && (
              <Upload
                accept=".xlsx"
                showUploadList={false}
                beforeUpload={file => {
                  void read(file)
                  return false
                }}
              >
                <Button loading={sheet.isPending}>导入盘点表</Button>
              </Upload>
            )}
            {take.may.close && (
              <Button
                type="primary"
                loading={close.isPending}
                disabled={take.missing.length > 0}
                onClick={() => close.mutate(id, { onError: failed })}
              >
                完成盘点
              </Button>
            )}
          </div>
          {take.storeList.map(store => (
            <StoreCounts
              key={store.storeId}
              store={store}
              onVisit={() => visit.mutate(store.storeId, { onError: failed })}
            />
          ))}
        </>
      )}
    </Loaded>
  )
}

function StoreCounts({ store, onVisit }: { store: TakeStore; onVisit: () => void }) {
  const done = store.counts.filter(count => count.countedAt).length
  return (
    <details open={done < store.counts.length && store.mayCount}>
      <summary style={{ padding: '8px 12px' }}>
        {store.storeName}（{done} / {store.counts.length} 批{store.visitedBy ? `，${store.visitedBy} 到库` : '，未到库'}
        ）
      </summary>
      {store.counts.length === 0 && store.mayCount && !store.visitedAt && (
        <div className="stock-count">
          <span>账面没有物资</span>
          <Button onClick={onVisit}>已到库核对</Button>
        </div>
      )}
      {store.counts.map(count => (
        <CountRow key={`${count.id} ${count.version}`} count={count} may={store.mayCount} />
      ))}
    </details>
  )
}

function CountRow({ count, may }: { count: TakeCount; may: boolean }) {
  const { message } = App.useApp()
  const send = useCount()
  const [counted, setCounted] = useState<number | null>(count.counted ?? count.book)
  const [quality, setQuality] = useState<LotQuality>(count.quality)
  const [explanation, setExplanation] = useState(count.explanation)
  const label = `${count.itemName} ${count.lotNo}`
  return (
    <div className="stock-count">
      <span>
        {count.countedAt ? '✓ ' : ''}
        {label}，账面 {amount(count.book, count.unit)}
        {count.place && `，${count.place}`}
      </span>
      <InputNumber aria-label={`${label}实盘数量`} min={0} value={counted} disabled={!may} onChange={setCounted} />
      <Select
        aria-label={`${label}质量`}
        value={quality}
        disabled={!may}
        onChange={setQuality}
        options={Object.entries(lotQualities).map(([value, word]) => ({ value: value as LotQuality, label: word }))}
      />
      {(counted !== count.book || explanation !== '') && (
        <Input
          className="stock-why"
          aria-label={`${label}差异原因`}
          placeholder="请说明差异原因"
          value={explanation}
          disabled={!may}
          onChange={event => setExplanation(event.target.value)}
        />
      )}
      {may && (
        <Button
          className="stock-tick"
          loading={send.isPending}
          onClick={() =>
            send.mutate(
              { id: count.id, counted: counted ?? 0, quality, explanation, version: count.version },
              { onError: error => void message.error(saidOf(error)) },
            )
          }
        >
          {count.countedAt ? '改' : '清点'}
        </Button>
      )}
    </div>
  )
}
