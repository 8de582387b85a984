import { type ReadinessPart, type ReadinessView, readinessItems } from '@anlan/contract/flood-readiness.ts'
import { Button, Drawer, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { useSign, useStatement } from './requests.ts'

type Town = ReadinessView['items'][number]

const ledgerOf = { supplies: ['/stock', '查看物资'], teams: ['/teams', '查看队伍'] } as const

interface TownDrawerProps {
  seasonId: string
  town: Town
  onClose: () => void
}

/** One township: each of the five with what stands in the way, and how to answer it. */
export function TownDrawer({ seasonId, town, onClose }: TownDrawerProps) {
  const [stating, setStating] = useState<ReadinessPart | null>(null)
  const [isSigning, setSigning] = useState(false)
  const blank = town.parts.filter(part => part.ready === null)
  return (
    <Drawer
      open
      size={620}
      title={town.unitName}
      onClose={onClose}
      footer={
        town.maySign && (
          <div className="drawer-foot">
            <span className="quiet">
              {blank.length > 0 ? `还有 ${blank.map(part => readinessItems[part.item]).join('、')} 未填报` : ''}
            </span>
            <Button type="primary" disabled={blank.length > 0} onClick={() => setSigning(true)}>
              {town.state === 'signed' ? '重新签报' : '签报'}
            </Button>
          </div>
        )
      }
    >
      <ul className="readiness-parts">
        {town.parts.map(part => (
          <li key={part.item}>
            <b>{readinessItems[part.item]}</b>
            {part.ready === null ? (
              <span className="quiet">未填报</span>
            ) : (
              <span className={part.ready ? 'readiness-ready' : 'readiness-lacking'}>
                {part.ready ? '到位' : '未到位'}
              </span>
            )}
            <span className="readiness-words">{part.words.join('；')}</span>
            {part.item === 'supplies' || part.item === 'teams' ? (
              <Link to={ledgerOf[part.item][0]}>{ledgerOf[part.item][1]}</Link>
            ) : town.mayState ? (
              <Button size="small" onClick={() => setStating(part)}>
                {part.ready === null ? '填报' : '修改'}
              </Button>
            ) : (
              <span />
            )}
          </li>
        ))}
      </ul>
      <p className="quiet">物资、队伍两项按台账现状自动判定，补充物资、更新队伍名册后即时变化。</p>
      {town.remark && <p>整改措施和期限：{town.remark}</p>}
      {stating && <StateDrawer seasonId={seasonId} town={town} part={stating} onClose={() => setStating(null)} />}
      {isSigning && <SignDrawer seasonId={seasonId} town={town} onClose={() => setSigning(false)} />}
    </Drawer>
  )
}

function StateDrawer({
  seasonId,
  town,
  part,
  onClose,
}: Omit<TownDrawerProps, 'onClose'> & { part: ReadinessPart; onClose: () => void }) {
  const state = useStatement(seasonId, town.unitId, part.item)
  return (
    <ActionDrawer<{ ready: boolean; evidence: string }>
      open
      title={`${town.unitName}${readinessItems[part.item]}`}
      act="填报"
      initial={{ ready: part.ready ?? true, evidence: part.words[0] ?? '' }}
      consequence={town.state === 'signed' ? '修改后需由带班领导重新签报。' : undefined}
      onAct={values => state.mutateAsync({ ...values, version: part.version })}
      onClose={onClose}
    >
      <Form.Item name="ready" label="是否到位" required>
        <Radio.Group
          optionType="button"
          options={[
            { value: true, label: '到位' },
            { value: false, label: '未到位' },
          ]}
        />
      </Form.Item>
      <Form.Item name="evidence" label="佐证或存在问题" required>
        <Input.TextArea rows={3} placeholder="例如 3 月 5 日检查记录；预案文号；演练时间和参加人数" />
      </Form.Item>
    </ActionDrawer>
  )
}

function SignDrawer({ seasonId, town, onClose }: TownDrawerProps) {
  const sign = useSign(seasonId, town.unitId)
  const lacking = town.parts.filter(part => part.ready === false)
  return (
    <ActionDrawer<{ remark?: string }>
      open
      title={`签报 ${town.unitName}汛前五到位`}
      act="签报"
      initial={{ remark: town.remark }}
      consequence={`五项中 ${town.parts.length - lacking.length} 项到位。签报后报县应急局，本项时限办结。`}
      onAct={values => sign.mutateAsync(values)}
      onClose={onClose}
    >
      {lacking.length > 0 && (
        <Form.Item
          name="remark"
          label={`${lacking.map(part => readinessItems[part.item]).join('、')}未到位的整改措施和期限`}
          required
        >
          <Input.TextArea rows={3} autoFocus />
        </Form.Item>
      )}
    </ActionDrawer>
  )
}
