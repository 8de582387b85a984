import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import type { ListedPerson } from '@anlan/contract/duty-room.ts'
import type { RoomView } from '@anlan/contract/roster.ts'
import { InboxOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Drawer, Select, Upload } from 'antd'
import { useState } from 'react'
import { useSession } from '../../../../app/session.tsx'
import { UnitSelect } from '../../../../fields/unit-select.tsx'
import { Labelled } from '../../../../ui/form/labelled.tsx'
import { newId } from '../../../../ui/form/new-id.ts'
import { primary } from '../../../../ui/hotkeys.ts'
import { saidOf } from '../../../../ui/http.ts'
import { Rows } from '../../../../ui/rows.tsx'
import { roomQuery, roomsQuery } from '../requests.ts'
import { useImportPeople, useReadPeople } from './requests.ts'

interface PeopleDrawerProps {
  /** The room that gets them; without one the unit's own, or a new one. */
  room?: RoomView
  onClose: () => void
  onDone: (room: RoomView) => void
}
const postOptions = Object.entries(dutyPosts).map(([value, label]) => ({ value: value as DutyPost, label }))
const isNew = ''

/** 从人员名单导入: looked at first, row by row, posts put right here; then all at once. */
export function PeopleDrawer({ room, onClose, onDone }: PeopleDrawerProps) {
  const session = useSession()
  const rooms = useQuery(roomsQuery)
  const [unit, setUnit] = useState(room?.unitId ?? session.unitId)
  const here = (rooms.data?.items ?? []).filter(one => one.unitId === unit && one.enabled)
  const [chosen, setChosen] = useState<string | null>(room?.id ?? null)
  const into = chosen ?? here[0]?.id ?? isNew
  const known = useQuery({ ...roomQuery(into), enabled: into !== isNew })
  const read = useReadPeople()
  const bring = useImportPeople()
  const [id, setId] = useState(newId)
  const [rows, setRows] = useState<ListedPerson[]>([])
  const right = rows.filter(row => row.errors.length === 0)
  const hasLeader = right.some(row => row.posts.includes('shiftLeader')) || (known.data?.pool.length ?? 0) > 0
  const finish = () =>
    bring.mutate(
      {
        id,
        unitId: unit,
        roomId: into === isNew ? null : into,
        version: into === isNew ? null : (known.data?.version ?? null),
        people: right.map(({ row: _, remark: __, errors: ___, ...person }) => person),
      },
      { onSuccess: onDone, onError: () => void known.refetch() },
    )
  return (
    <Drawer
      open
      title="从人员名单导入"
      size={820}
      onClose={onClose}
      footer={
        right.length > 0 && (
          <div className="drawer-foot">
            <span className="quiet">
              {rows.length > right.length ? `有误的 ${rows.length - right.length} 人不导入；` : ''}
              {hasLeader ? '不在名录的人同时登记到通讯录' : '还没有带班领导，请在“可任岗位”中指定'}
            </span>
            <Button {...primary} loading={bring.isPending} disabled={into !== isNew && !known.data} onClick={finish}>
              {into === isNew ? `建立值班室并导入 ${right.length} 人` : `导入 ${right.length} 人`}
            </Button>
          </div>
        )
      }
    >
      {!room && (
        <div className="people-into">
          <Labelled control="people-unit" word="单位">
            <UnitSelect
              id="people-unit"
              value={unit}
              onChange={value => {
                setUnit(value ?? session.unitId)
                setChosen(null)
                setRows([])
              }}
            />
          </Labelled>
          <Labelled control="people-room" word="值班室">
            <Select
              id="people-room"
              value={into}
              style={{ width: '100%' }}
              onChange={setChosen}
              options={[
                ...here.map(one => ({ value: one.id, label: one.name })),
                { value: isNew, label: '新建值班室（按单位类别配好班次）' },
              ]}
            />
          </Labelled>
        </div>
      )}
      <p className="quiet">
        表中有“姓名”“电话”“岗位”（或“职务”）即可，标题、合计、备注行不必删。已在通讯录的人按姓名和电话对上。
      </p>
      <Upload.Dragger
        height={96}
        accept=".xlsx,.csv"
        showUploadList={false}
        beforeUpload={file => {
          read.mutate(
            { unit, file },
            {
              onSuccess: sheet => {
                setId(newId())
                setRows(sheet.rows)
              },
            },
          )
          return false
        }}
      >
        <p>
          <InboxOutlined style={{ fontSize: 24 }} /> {read.isPending ? '正在核对……' : '点这里选择表格，或把它拖进来'}
        </p>
      </Upload.Dragger>
      {(read.error ?? bring.error) && (
        <Alert type="error" title={saidOf(bring.error ?? read.error)} style={{ marginTop: 12 }} />
      )}
      {read.data?.remarks.map(remark => (
        <Alert key={remark} type="warning" title={remark} style={{ marginTop: 12 }} />
      ))}
      {rows.length > 0 && (
        <Rows
          items={rows}
          keyOf={row => `${row.row} ${row.name} ${row.mobile}`}
          columns={[
            { title: '姓名', width: 90, show: row => row.name },
            { title: '电话', width: 120, show: row => row.mobile ?? '' },
            {
              title: '可任岗位',
              width: 230,
              show: row => (
                <Select
                  mode="multiple"
                  aria-label={`${row.name}可任岗位`}
                  size="small"
                  style={{ width: '100%' }}
                  value={row.posts}
                  options={postOptions}
                  onChange={posts => setRows(before => before.map(one => (one === row ? { ...one, posts } : one)))}
                />
              ),
            },
            {
              title: '核对',
              show: row =>
                row.errors.length > 0 ? (
                  <b className="people-wrong">
                    第 {row.row} 行：{row.errors.join('；')}
                  </b>
                ) : (
                  [row.personId ? '已在通讯录' : '新登记', row.remark].filter(Boolean).join('；')
                ),
            },
          ]}
        />
      )}
    </Drawer>
  )
}
