import { type CoordinateSystem, coordinateSystems } from '@anlan/contract/map.ts'
import { importStates, type LedgerView } from '@anlan/contract/register.ts'
import { DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Select, Upload } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { useMinute } from '../../../ui/clock/clock.ts'
import { Refusal, saidOf } from '../../../ui/http.ts'
import { KeysetList } from '../../../ui/keyset.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { showTime } from '../../../ui/time.ts'
import { ledgerQuery } from '../requests.ts'
import { sayCounts } from './import-words.ts'
import { useImports, useUpload } from './requests.ts'
import '../register.css'
import './sheets.css'

/** Bringing records in from a sheet: template, upload, look, confirm. Nothing enters the ledger before the last step. */
export function ImportsPage() {
  const { name = '' } = useParams()
  const ledger = useQuery(ledgerQuery(name))
  return <Loaded of={ledger}>{declared => <Imports ledger={declared} />}</Loaded>
}

export function ImportHead({ ledger, children }: { ledger: LedgerView; children?: string }) {
  return (
    <header className="head">
      <div>
        <nav className="crumbs" aria-label="位置">
          <Link to="/registers">基础台账</Link> / <Link to={`/registers/${ledger.name}`}>{ledger.label}</Link>
          {children && (
            <>
              {' '}
              / <Link to={`/registers/${ledger.name}/imports`}>从表格导入</Link>
            </>
          )}
        </nav>
        <h1>{children ?? `从表格导入${ledger.label}`}</h1>
      </div>
    </header>
  )
}

function Imports({ ledger }: { ledger: LedgerView }) {
  const required = ledger.fields.filter(field => field.required).map(field => field.label)
  const keys = ledger.fields.filter(field => field.isKey).map(field => field.label)
  return (
    <>
      <ImportHead ledger={ledger} />
      <div className="register-stack">
        {ledger.mayImport ? (
          <div className="import-steps">
            <section className="panel">
              <h2>
                <i>1</i> 下载模板，在表格里填写
              </h2>
              <div className="import-step">
                <p>
                  <Button
                    icon={<DownloadOutlined />}
                    href={`/api/registers/${ledger.name}/template.xlsx`}
                    download={`${ledger.label}导入模板.xlsx`}
                  >
                    下载模板
                  </Button>
                </p>
                <p>
                  必填：{required.join('、')}。
                  {keys.length > 0 && `${keys.join('、')}相同的视为同一条记录，导入时更新原记录，不会重复。`}
                </p>
                <p className="quiet">已有自己的表格也可以直接上传，列名与模板相同即可；留空的格子不改动原来的内容。</p>
              </div>
            </section>
            <section className="panel">
              <h2>
                <i>2</i> 上传填好的表格
              </h2>
              <div className="import-step">
                <Uploader ledger={ledger} />
                <p className="quiet">上传后先逐行核对，列出新增、更新和有误的行；确认之前不会改动台账。</p>
              </div>
            </section>
          </div>
        ) : (
          <Nothing what="您可以查看这本台账，不能导入记录" />
        )}
        {ledger.mayImport && <Earlier ledger={ledger} />}
      </div>
    </>
  )
}

const systems = Object.entries(coordinateSystems).map(([value, label]) => ({
  value: value as CoordinateSystem,
  label,
}))

function Uploader({ ledger }: { ledger: LedgerView }) {
  const upload = useUpload(ledger.name)
  const go = useNavigate()
  const [system, setSystem] = useState<CoordinateSystem>('CGCS2000')
  const isPlaced = ledger.fields.some(field => field.kind === 'place')
  return (
    <>
      {isPlaced && (
        <div className="import-system">
          表中坐标的坐标系
          <Select
            aria-label="坐标系"
            value={system}
            onChange={setSystem}
            options={systems}
            popupMatchSelectWidth={false}
          />
          {system !== 'CGCS2000' && <small className="quiet">上传时换算为 CGCS2000，并注明来源</small>}
        </div>
      )}
      <Upload.Dragger
        accept=".xlsx,.csv,.geojson,.json"
        showUploadList={false}
        disabled={upload.isPending}
        beforeUpload={file => {
          upload.mutate(
            { file, system },
            { onSuccess: found => void go(`/registers/${ledger.name}/imports/${found.id}`) },
          )
          return false
        }}
      >
        <p className="ant-upload-drag-icon">
          <InboxOutlined />
        </p>
        <p>{upload.isPending ? '正在上传并逐行核对，请稍候……' : '点击选择表格，或把文件拖到这里'}</p>
        <p className="quiet">Excel（.xlsx）或 CSV 文件{isPlaced && '，或点要素的 GeoJSON（属性名与列名相同）'}</p>
      </Upload.Dragger>
      {upload.error && (
        <Alert
          type="error"
          showIcon
          title={saidOf(upload.error)}
          description={
            upload.error instanceof Refusal && upload.error.fields.length > 0
              ? upload.error.fields.map(field => field.message).join('；')
              : undefined
          }
        />
      )}
    </>
  )
}

function Earlier({ ledger }: { ledger: LedgerView }) {
  const imports = useImports(ledger.name)
  const go = useNavigate()
  const now = useMinute()
  return (
    <section className="panel">
      <h2>以往导入</h2>
      <KeysetList of={imports} empty={<Nothing what="还没有导入过。每次导入都会列在这里，导入后可以整批撤销" />}>
        {items => (
          <Rows
            items={items}
            keyOf={item => item.id}
            onOpen={item => void go(`/registers/${ledger.name}/imports/${item.id}`)}
            toneOf={item => (item.state === 'undone' || item.state === 'discarded' ? 'stale' : undefined)}
            columns={[
              { title: '文件', show: item => item.fileName },
              { title: '状态', width: 100, show: item => importStates[item.state] },
              { title: '内容', show: item => sayCounts(item.counts) },
              { title: '上传人', width: 120, show: item => item.uploadedBy },
              { title: '上传时间', width: 120, show: item => showTime(item.uploadedAt, now) },
            ]}
          />
        )}
      </KeysetList>
    </section>
  )
}
