import { roles } from '@anlan/contract/permissions.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { SourceLegend, SourceMark } from '../../fields/source-mark.tsx'
import { useNow } from '../../ui/clock/clock.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { type Setting, settingsQuery } from './requests.ts'
import { SettingDrawer } from './setting-drawer.tsx'
import { boundsOf, showValue } from './setting-value.ts'

/** 运行参数: every default of ours that the county may change, what applies now, and by whom it was changed. */
export function SettingsPage() {
  const settings = useQuery(settingsQuery)
  const [opened, setOpened] = useState<string | null>(null)
  const now = useNow()
  return (
    <>
      <header className="head">
        <h1>运行参数</h1>
        <span className="quiet">法规没有规定数值、由本系统给出默认值的参数；修改后立即生效并留痕</span>
      </header>
      <Loaded of={settings} rows={10}>
        {({ groups }) => (
          <>
            <p style={{ margin: '0 0 8px' }}>
              <SourceLegend />
            </p>
            {groups.map(({ title, items }) => (
              <section key={title} className="panel" style={{ marginBottom: 12 }}>
                <h2>{title}</h2>
                <Rows
                  items={items}
                  keyOf={setting => setting.key}
                  onOpen={setting => setOpened(setting.key)}
                  isOpen={setting => setting.key === opened}
                  columns={[
                    { title: '参数', show: setting => setting.label },
                    { title: '现值', width: 110, show: setting => <b>{showValue(setting, setting.value)}</b> },
                    {
                      title: '默认值',
                      width: 110,
                      show: setting => <span className="quiet">默认 {showValue(setting, setting.default)}</span>,
                    },
                    { title: '范围', width: 140, show: setting => <span className="quiet">{boundsOf(setting)}</span> },
                    {
                      title: '依据',
                      width: 320,
                      minor: true,
                      show: ({ source }) => (
                        <>
                          <SourceMark confidence={source.confidence} /> {source.name} {source.article}
                        </>
                      ),
                    },
                    { title: '责任角色', width: 120, show: setting => roles[setting.owner] },
                    {
                      title: '最近修改',
                      width: 180,
                      show: setting =>
                        setting.changedAt && `${setting.changedByName ?? ''} ${showTime(setting.changedAt, now)}`,
                    },
                  ]}
                />
              </section>
            ))}
            <Opened setting={groups.flatMap(group => group.items).find(one => one.key === opened)} close={setOpened} />
          </>
        )}
      </Loaded>
    </>
  )
}

const Opened = ({ setting, close }: { setting: Setting | undefined; close: (key: null) => void }) =>
  setting && <SettingDrawer key={setting.key} setting={setting} onClose={() => close(null)} />
