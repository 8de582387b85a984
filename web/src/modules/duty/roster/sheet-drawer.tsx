import type { RosterView } from '@anlan/contract/roster.ts'
import type { ImportRoster, RosterSheetView } from '@anlan/contract/roster-sheet.ts'
import { InboxOutlined } from '@ant-design/icons'
import { Alert, Button, Drawer, Upload } from 'antd'
import { useState } from 'react'
import { useAct } from '../../../ui/form/act.ts'
import { newId } from '../../../ui/form/new-id.ts'
import { primary } from '../../../ui/hotkeys.ts'
import { http, saidOf } from '../../../ui/http.ts'
import { Rows } from '../../../ui/rows.tsx'
import type { Input } from '../../../ui/shape.ts'
import { useRosterAct } from './requests.ts'

interface SheetDrawerProps {
  room: { id: string; name: string }
  from: string
  to: string
  onClose: () => void
  onMade: (roster: RosterView) => void
}

/** A roster kept as a sheet becomes a draft; what cannot be taken over is named and stays open. */
export function SheetDrawer({ room, from, to, onClose, onMade }: SheetDrawerProps) {
  const query = new URLSearchParams({ room: room.id, from, to })
  const read = useAct((file: File) => http.upload<RosterSheetView>(`/duty/roster-sheets?${query}`, file))
  const make = useRosterAct((body: Input<typeof ImportRoster>) => http.post<RosterView>('/duty/imported-rosters', body))
  const [file, setFile] = useState({ id: newId(), name: '' })
  const sheet = read.data
  return (
    <Drawer
      open
      title={`导入 ${room.name} 值班表`}
      size={620}
      onClose={onClose}
      footer={
        sheet &&
        sheet.cells.length > 0 && (
          <div className="drawer-foot">
            <span className="quiet">
              读出 {sheet.cells.length} / {sheet.places} 个岗位
              {sheet.errors.length > 0 ? '，有误的留空' : ''}
            </span>
            <Button
              {...primary}
              loading={make.isPending}
              onClick={() =>
                make.mutate(
                  { id: file.id, roomId: room.id, from, to, fileName: file.name, cells: sheet.cells },
                  { onSuccess: onMade },
                )
              }
            >
              生成草稿
            </Button>
          </div>
        )
      }
    >
      <p className="quiet">
        {from} 至 {to}。表中有日期、班次和各岗位的姓名即可；没有现成的表，可
        <a href={`/api/duty/blank-roster.xlsx?${query}`}>下载空白表</a>填写。导入后成为草稿，照样检查和发布。
      </p>
      <Upload.Dragger
        height={96}
        accept=".xlsx,.csv"
        showUploadList={false}
        beforeUpload={chosen => {
          setFile({ id: newId(), name: chosen.name.slice(-200) })
          read.mutate(chosen)
          return false
        }}
      >
        <p>
          <InboxOutlined style={{ fontSize: 24 }} /> {read.isPending ? '正在核对……' : '点这里选择表格，或把它拖进来'}
        </p>
      </Upload.Dragger>
      {(read.error ?? make.error) && (
        <Alert type="error" title={saidOf(make.error ?? read.error)} style={{ marginTop: 12 }} />
      )}
      {sheet?.remarks.map(remark => (
        <Alert key={remark} type="warning" title={remark} style={{ marginTop: 12 }} />
      ))}
      {sheet && sheet.errors.length === 0 && sheet.cells.length > 0 && (
        <Alert type="success" title="没有发现错误" style={{ marginTop: 12 }} />
      )}
      {sheet && sheet.errors.length > 0 && (
        <Rows
          items={sheet.errors}
          keyOf={one => `${one.sheet} ${one.row} ${one.column} ${one.message}`}
          columns={[
            { title: '位置', width: 120, show: one => `第 ${one.row} 行${one.column ? ` ${one.column} 列` : ''}` },
            { title: '问题', show: one => one.message },
          ]}
        />
      )}
    </Drawer>
  )
}
