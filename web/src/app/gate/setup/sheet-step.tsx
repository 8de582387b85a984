import type { SetupView, SheetOutcome } from '@anlan/contract/setup.ts'
import { DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { Alert, Button, Upload } from 'antd'
import { useState } from 'react'
import { primary } from '../../../ui/hotkeys.ts'
import { Refusal, saidOf } from '../../../ui/http.ts'
import { useSheet } from './requests.ts'

interface StepProps {
  view: SetupView
  onDone: () => void
}

export const UnitStep = ({ view, onDone }: StepProps) => (
  <SheetStep
    title="单位和区划"
    path="unit-sheets"
    template="/api/setup/unit-template.xlsx"
    what="上传现有的乡镇、村（社区）名单和部门名单：写明名称、12 位区划代码和值班电话即可。标题行、合并单元格、合计行不用删。"
    there={
      view.counts.towns > 0
        ? `已有 ${view.counts.towns} 个乡镇、${view.counts.villages} 个村（社区），共 ${view.counts.units} 个单位`
        : null
    }
    onDone={onDone}
  />
)

export const PersonStep = ({ view, onDone }: StepProps) => (
  <SheetStep
    title="人员和电话"
    path="person-sheets"
    template="/api/setup/person-template.xlsx"
    what="上传现有的通讯录：单位、姓名、职务、电话。单位按名称对应；一格里有两个号码的，手机和座机会分开。"
    there={view.counts.persons > 0 ? `已有 ${view.counts.persons} 人` : null}
    onDone={onDone}
  />
)

interface SheetStepProps {
  title: string
  path: 'unit-sheets' | 'person-sheets'
  template: string
  what: string
  there: string | null
  onDone: () => void
}

/** Upload, look, bring in. Nothing enters before the last; what is wrong is named cell by cell. */
function SheetStep({ title, path, template, what, there, onDone }: SheetStepProps) {
  const sheet = useSheet(path)
  const [file, setFile] = useState<File | null>(null)
  const [outcome, setOutcome] = useState<SheetOutcome | null>(null)
  const look = (chosen: File) => {
    setFile(chosen)
    setOutcome(null)
    sheet.mutate({ file: chosen, apply: false, withoutRefused: false }, { onSuccess: setOutcome })
  }
  const bring = (withoutRefused: boolean) => {
    if (!file) return
    sheet.mutate(
      { file, apply: true, withoutRefused },
      { onSuccess: done => (done.applied ? onDone() : setOutcome(done)) },
    )
  }
  return (
    <div className="setup-form is-wide">
      <h1>{title}</h1>
      <p className="quiet">{what}</p>
      {there && !outcome && <Alert type="success" title={there} style={{ marginBottom: 12 }} />}
      {sheet.error && (
        <Alert
          type="error"
          title={saidOf(sheet.error)}
          description={
            sheet.error instanceof Refusal ? sheet.error.fields.map(one => one.message).join('；') : undefined
          }
          style={{ marginBottom: 12 }}
        />
      )}
      <Upload.Dragger
        accept=".xlsx,.csv"
        showUploadList={false}
        disabled={sheet.isPending}
        beforeUpload={chosen => {
          look(chosen)
          return false
        }}
      >
        <p>
          <InboxOutlined style={{ fontSize: 26 }} />
        </p>
        <p>{sheet.isPending ? '正在核对……' : file ? `${file.name}（点这里换一份）` : '点这里选择表格，或把它拖进来'}</p>
      </Upload.Dragger>
      {!outcome && (
        <p className="setup-acts">
          <Button icon={<DownloadOutlined />} href={template} download>
            没有现成的表格，下载模板
          </Button>
          <span className="spread" />
          <Button type={there ? 'primary' : 'default'} onClick={onDone}>
            {there ? '下一步' : '以后再导入'}
          </Button>
        </p>
      )}
      {outcome && <Outcome of={outcome} busy={sheet.isPending} onBring={bring} />}
    </div>
  )
}

const words = { create: '新增', change: '更新', same: '不变', refused: '有误' } as const

function Outcome({
  of: { counts, remarks, rows },
  busy,
  onBring,
}: {
  of: SheetOutcome
  busy: boolean
  onBring: (withoutRefused: boolean) => void
}) {
  const right = counts.create + counts.change + counts.same
  return (
    <>
      <div className="setup-acts">
        <b>
          {(['create', 'change', 'same', 'refused'] as const)
            .filter(action => counts[action] > 0)
            .map(action => `${words[action]} ${counts[action]} 行`)
            .join('，') || '表中没有可导入的行'}
        </b>
        <span className="spread" />
        {right > 0 && (
          <Button {...primary} loading={busy} onClick={() => onBring(counts.refused > 0)}>
            {counts.refused > 0 ? `导入 ${right} 行，跳过有误的 ${counts.refused} 行` : `导入 ${right} 行，下一步`}
          </Button>
        )}
      </div>
      {counts.refused > 0 && (
        <p className="quiet">有误的行可以在表格里改好后重新上传，已导入的不会重复；也可以先跳过，以后在通讯录中补。</p>
      )}
      {remarks.map(remark => (
        <p key={remark} className="quiet">
          {remark}
        </p>
      ))}
      <ul className="setup-rows">
        {rows.map(row => (
          <li key={`${row.sheet} ${row.row}`} className={row.action === 'refused' ? 'is-refused' : undefined}>
            <small>
              {row.sheet} {row.row} 行
            </small>
            <b>{row.title || '（无名称）'}</b>
            <span>
              {row.errors.length > 0
                ? row.errors.map(error => `${error.column && `${error.column} 列 `}${error.message}`).join('；')
                : row.detail}
            </span>
            <i>{words[row.action]}</i>
          </li>
        ))}
      </ul>
    </>
  )
}
