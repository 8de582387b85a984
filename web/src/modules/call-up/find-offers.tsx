import type { NearestReply, ResourceHit } from '@anlan/contract/resource.ts'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useSession } from '../../app/session.tsx'
import { AreaSelect } from '../../fields/area-select.tsx'
import { saidOf } from '../../ui/http.ts'
import { areasQuery, unitsQuery } from '../directory/requests.ts'
import { capabilitiesQuery, nearestTo } from './requests.ts'

export interface FoundOffer {
  hit: ResourceHit
  take: number
}

/** Looks for a capability near a place: who has it, how far, how fresh; several owners together when one is not enough. */
export function FindOffers({ onTake }: { onTake: (found: FoundOffer) => void }) {
  const session = useSession()
  const { data: capabilities } = useQuery(capabilitiesQuery)
  const { data: areas } = useQuery(areasQuery)
  const { data: units } = useQuery(unitsQuery)
  const own = units?.items.find(unit => unit.id === session.unitId)?.areaCode ?? undefined
  const [place, setPlace] = useState<string>()
  const [code, setCode] = useState<string>()
  const [quantity, setQuantity] = useState(1)
  const [found, setFound] = useState<NearestReply | null>(null)
  const [said, setSaid] = useState('')
  const area = areas?.items.find(one => one.code === (place ?? own))
  const look = async () => {
    setSaid('')
    if (!code) return setSaid('请选择物资或能力')
    if (!area?.center) return setSaid('请选择用在哪里')
    const [lng, lat] = area.center
    try {
      setFound(await nearestTo({ lng, lat, capability: code, quantity }))
    } catch (error) {
      setSaid(saidOf(error))
    }
    return undefined
  }
  return (
    <div className="call-up-find">
      <div className="call-up-find-bar">
        <Select
          aria-label="物资或能力"
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="物资或能力，例如：救生衣、排水"
          value={code}
          onChange={setCode}
          style={{ minWidth: 220 }}
          options={(capabilities?.items ?? []).map(one => ({ value: one.code, label: `${one.name}（${one.unit}）` }))}
        />
        <InputNumber aria-label="需要数量" min={1} value={quantity} onChange={value => setQuantity(value ?? 1)} />
        <div style={{ minWidth: 200 }}>
          <AreaSelect value={place ?? own} onChange={setPlace} />
        </div>
        <Button onClick={() => void look()}>查找最近</Button>
      </div>
      {said && <Alert type="error" title={said} />}
      {found && found.items.length === 0 && <p className="quiet">没有可调用的。可以登记未入库资源，或请求邻县支援。</p>}
      {found?.combination && (
        <p>
          合起来{found.combination.missing > 0 ? `还差 ${found.combination.missing}` : '够用'}：
          <Button
            size="small"
            onClick={() => {
              for (const part of found.combination?.parts ?? []) onTake({ hit: part.offer, take: part.take })
            }}
          >
            按组合全部列入
          </Button>
        </p>
      )}
      {found && found.items.length > 0 && (
        <ul className="call-up-found">
          {found.items.map(hit => (
            <li key={`${hit.id}/${hit.capability}`}>
              <div>
                <b>{hit.name}</b> <span className="quiet">{hit.unitName}</span>
                <div className="quiet">
                  {[
                    hit.free !== null && `可用 ${hit.free} ${hit.unit ?? ''}`,
                    hit.metres !== null && `${(hit.metres / 1000).toFixed(1)} 公里`,
                    hit.roadMinutes !== null && `约 ${Math.round(hit.roadMinutes)} 分钟`,
                    hit.keeper && `${hit.keeper.name} ${hit.keeper.phone}`,
                    hit.stale && '很久没有核实',
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </div>
              <Button size="small" onClick={() => onTake({ hit, take: Math.min(quantity, hit.free ?? quantity) || 1 })}>
                列入
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
