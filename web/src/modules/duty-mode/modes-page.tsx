import { type DutyMode, type ModesView, modeCauses, type UnitModeView } from '@anlan/contract/duty-mode.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Space, Tabs } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { CallInDrawer } from './call-in-drawer.tsx'
import { gapWords, ModeWord, owesWords, sceneWords } from './mode-word.tsx'
import { Proposals } from './proposals.tsx'
import { modesQuery } from './requests.ts'
import { SupplementDrawer } from './supplement-drawer.tsx'
import { SwitchDrawer } from './switch-drawer.tsx'
import { ModeTables } from './tables.tsx'
import { UnitDrawer } from './unit-drawer.tsx'

/** 值班状态: the county and every unit, what is wanting, who is called in, and the one act that switches them. */
export function ModesPage() {
  const modes = useQuery(modesQuery)
  const [switching, setSwitching] = useState<{ chosen: string[]; to: DutyMode } | null>(null)
  return (
    <>
      <header className="head">
        <h1>值班状态</h1>
        <span className="spread" />
        {modes.data && (
          <Permitted to="duty-mode.switch">
            <Space wrap>
              <Button onClick={() => setSwitching({ chosen: [], to: 'strengthened' })}>切换状态</Button>
              <Button
                danger
                onClick={() => setSwitching({ chosen: modes.data.units.map(one => one.unitId), to: 'emergency' })}
              >
                全部转应急
              </Button>
            </Space>
          </Permitted>
        )}
      </header>
      <Tabs
        items={[
          {
            key: 'now',
            label: '当前状态',
            children: (
              <Loaded of={modes}>
                {data => <Now data={data} onSwitch={(chosen, to) => setSwitching({ chosen, to })} />}
              </Loaded>
            ),
          },
          { key: 'rules', label: '各状态要求与触发条件', children: <ModeTables /> },
        ]}
      />
      {switching && modes.data && (
        <SwitchDrawer units={modes.data.units} {...switching} onClose={() => setSwitching(null)} />
      )}
    </>
  )
}

function Now({ data, onSwitch }: { data: ModesView; onSwitch: (chosen: string[], to: DutyMode) => void }) {
  const now = useMinute()
  const [asked, setAsked] = useSearchParams()
  const [reinforced, setReinforced] = useState<UnitModeView | null>(null)
  const [opened, setOpened] = useState<UnitModeView | null>(null)
  const list = asked.get('list')
  const showList = (id: string | null) =>
    setAsked(before => {
      const next = new URLSearchParams(before)
      if (id) next.set('list', id)
      else next.delete('list')
      return next
    })
  const raised = data.units.filter(one => one.mode !== 'normal')
  const { countyCallIn } = data
  return (
    <>
      <div className="mode-figures">
        <div>
          <b>
            {raised.length}/{data.units.length}
          </b>
          单位处于加强及以上
        </div>
        <div>
          <b>{data.units.filter(one => one.gaps.length > 0).length}</b>
          单位岗位有缺口
        </div>
        <div>
          <b>
            {countyCallIn.acknowledged}/{countyCallIn.total}
          </b>
          召回已确认
        </div>
        <div>
          <b>
            {countyCallIn.arrived}/{countyCallIn.total}
          </b>
          召回已到岗
        </div>
        <div>
          <b>{countyCallIn.allAcknowledgedMinutes === null ? '—' : `${countyCallIn.allAcknowledgedMinutes} 分钟`}</b>
          全部确认用时
        </div>
      </div>
      <Proposals proposals={data.proposals} />
      <section className="panel">
        {data.units.length === 0 ? (
          <Nothing what="还没有设置值班室的单位。请先在“值班室设置”中建立" />
        ) : (
          <Rows
            items={data.units}
            keyOf={one => one.unitId}
            onOpen={setOpened}
            columns={[
              { title: '单位', width: 130, show: one => one.unitName },
              { title: '状态', width: 80, show: one => <ModeWord mode={one.mode} /> },
              { title: '自', width: 100, show: one => (one.since ? showTime(one.since, now) : '—') },
              {
                title: '原因',
                show: one =>
                  one.causes.length
                    ? one.causes.map(cause => `${modeCauses[cause.kind]}：${cause.title}`).join('；')
                    : '—',
              },
              {
                title: '岗位缺口',
                width: 190,
                show: one => (one.gaps.length ? <span className="late-word">{gapWords(one.gaps)}</span> : '满员'),
              },
              ...(data.units.some(one => one.scene.length > 0)
                ? [{ title: '赶赴现场', width: 130, show: (one: UnitModeView) => <SceneTimes orders={one.scene} /> }]
                : []),
              { title: '要求', width: 210, show: owesWords, minor: true },
              {
                title: '召回',
                width: 130,
                show: one =>
                  one.callIn ? (
                    <Button
                      size="small"
                      type="link"
                      onClick={event => {
                        event.stopPropagation()
                        showList(one.callIn?.id ?? null)
                      }}
                    >
                      {one.callIn.acknowledged}/{one.callIn.total} 确认，{one.callIn.arrived} 到岗
                    </Button>
                  ) : (
                    '—'
                  ),
              },
              {
                title: '办理',
                width: 150,
                show: one => (
                  <Permitted to="duty-mode.switch">
                    <Space size={4}>
                      <Button
                        size="small"
                        onClick={event => {
                          event.stopPropagation()
                          onSwitch([one.unitId], one.mode === 'normal' ? 'strengthened' : 'normal')
                        }}
                      >
                        切换
                      </Button>
                      {one.gaps.length > 0 && (
                        <Button
                          size="small"
                          onClick={event => {
                            event.stopPropagation()
                            setReinforced(one)
                          }}
                        >
                          增援方案
                        </Button>
                      )}
                    </Space>
                  </Permitted>
                ),
              },
            ]}
          />
        )}
      </section>
      {list && <CallInDrawer id={list} onClose={() => showList(null)} />}
      {reinforced && <SupplementDrawer unit={reinforced} onClose={() => setReinforced(null)} />}
      {opened && <UnitDrawer unit={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

/** Arrival and first report since the order, per response. */
function SceneTimes({ orders }: { orders: UnitModeView['scene'] }) {
  if (orders.length === 0) return '—'
  return orders.map(one => (
    <div key={one.responseId} className={one.arrivedAt && one.reportedAt ? '' : 'late-word'}>
      {sceneWords(one)}
    </div>
  ))
}
