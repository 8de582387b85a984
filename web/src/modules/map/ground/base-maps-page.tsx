import type { BaseMap } from '@anlan/contract/map.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Space, Tag } from 'antd'
import { useState } from 'react'
import { primary } from '../../../ui/hotkeys.ts'
import { saidOf } from '../../../ui/http.ts'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded } from '../../../ui/states.tsx'
import { ChangeDrawer, FileDrawer, TilesDrawer } from './base-map-drawers.tsx'
import { type BaseMapRow, sourcesQuery, useChangeBaseMap, useRemoveBaseMap } from './requests.ts'

const kinds: Record<BaseMap['kind'], string> = {
  pmtiles: '矢量瓦片文件',
  geojson: '要素文件',
  xyz: '在线 XYZ',
  wmts: '在线 WMTS',
}
/** The county's own base map, which the server draws from the directory. It serves wherever no other was made the default. */
const own = '本县底图'

/** 底图管理: what the map stands on. */
export function BaseMapsPage() {
  const found = useQuery(sourcesQuery)
  const [open, setOpen] = useState<'tiles' | 'file' | BaseMapRow | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <header className="head">
        <h1>底图管理</h1>
        <Space style={{ marginLeft: 'auto' }} wrap>
          <Button onClick={() => setOpen('file')}>上传底图文件</Button>
          <Button {...primary} onClick={() => setOpen('tiles')}>
            添加在线底图
          </Button>
        </Space>
      </header>
      <section className="panel">
        <Loaded of={found}>{({ items }) => <BaseMaps items={items} onChange={setOpen} />}</Loaded>
      </section>
      {open === 'tiles' && <TilesDrawer onClose={close} />}
      {open === 'file' && <FileDrawer onClose={close} />}
      {open && typeof open === 'object' && <ChangeDrawer row={open} onClose={close} />}
    </>
  )
}

function BaseMaps({ items, onChange }: { items: BaseMapRow[]; onChange: (row: BaseMapRow) => void }) {
  const change = useChangeBaseMap()
  const remove = useRemoveBaseMap()
  const { message, modal } = App.useApp()
  const chosen = items.find(row => row.isDefault)
  const makeDefault = (row: BaseMapRow | null) => {
    const turned = row ?? chosen
    if (!turned) return
    change.mutate(
      { id: turned.id, version: turned.version, isDefault: row !== null },
      {
        onSuccess: () => void message.success(`默认底图已改为${row?.label ?? own}`),
        onError: error => void message.error(saidOf(error)),
      },
    )
  }
  const askRemoval = (row: BaseMapRow) =>
    modal.confirm({
      title: `移除${row.label}`,
      content: row.isDefault ? `移除后默认底图恢复为${own}。` : '移除后地图上不再有这个底图。',
      okText: '移除',
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync(row.id).catch(error => void message.error(saidOf(error), 8)),
    })
  return (
    <Rows
      items={[null, ...items]}
      keyOf={row => row?.id ?? own}
      columns={[
        {
          title: '名称',
          width: 220,
          show: row => (
            <>
              {row?.label ?? own} {(row ? row.isDefault : !chosen) && <Tag color="blue">默认</Tag>}
              {row?.overlay && <Tag>叠加</Tag>}
            </>
          ),
        },
        { title: '类型', width: 130, show: row => (row ? kinds[row.kind] : '系统自带') },
        { title: '来源', named: true, show: row => (row ? sourceOf(row) : '按机构名录中的区划、水系和道路绘制') },
        {
          title: '版权说明',
          named: true,
          show: row => (row ? row.attribution || '未填' : '县行政区划、水系、道路数据'),
        },
        { title: '审图号', width: 170, named: true, show: row => (row ? row.approvalNumber || '未填' : '—') },
        { title: '级别', width: 80, named: true, show: row => (row ? `${row.minZoom}–${row.maxZoom}` : '6–13') },
        {
          title: '办理',
          width: 250,
          show: row => (
            <Space size={6} wrap>
              {(row ? !row.isDefault && !row.overlay : chosen) && (
                <Button size="small" loading={change.isPending} onClick={() => makeDefault(row)}>
                  设为默认
                </Button>
              )}
              {row && (
                <>
                  <Button size="small" onClick={() => onChange(row)}>
                    修改
                  </Button>
                  <Button size="small" danger onClick={() => askRemoval(row)}>
                    移除
                  </Button>
                </>
              )}
            </Space>
          ),
        },
      ]}
    />
  )
}

/** A file with its size, or the host alone: the address carries the key. */
const sourceOf = (row: BaseMapRow) =>
  row.template ? row.template.split('/').slice(0, 3).join('/') : `${row.fileName ?? ''}（${sizeOf(row.size ?? 0)}）`

const sizeOf = (bytes: number) =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
