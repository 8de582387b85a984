import { Button, Upload } from 'antd'
import { useState } from 'react'
import { http, saidOf } from '../ui/http.ts'
import './files-field.css'

export interface UploadedFile {
  id: string
  name: string
}

interface FilesFieldProps {
  value?: UploadedFile[]
  onChange?: (value: UploadedFile[]) => void
  id?: string
}

/** Attachments: each goes up as soon as it is chosen; the form holds their ids and names. */
export function FilesField({ value = [], onChange, id }: FilesFieldProps) {
  const [busy, setBusy] = useState(0)
  const [said, setSaid] = useState<string | null>(null)
  const take = async (files: File[]) => {
    setSaid(null)
    setBusy(files.length)
    const taken: UploadedFile[] = []
    for (const file of files) {
      try {
        const { id: fileId, name } = await http.upload<UploadedFile>('/files', file)
        taken.push({ id: fileId, name })
      } catch (error) {
        setSaid(`${file.name}：${saidOf(error)}`)
      }
    }
    setBusy(0)
    onChange?.([...value, ...taken])
  }
  return (
    <div>
      <Upload
        id={id}
        multiple
        showUploadList={false}
        beforeUpload={(file, all) => {
          if (file === all.at(-1)) void take(all)
          return false
        }}
      >
        <Button loading={busy > 0}>选择文件</Button>
      </Upload>
      {said && (
        <div role="alert" className="file-refused">
          {said}
        </div>
      )}
      <ul className="file-lines">
        {value.map(file => (
          <li key={file.id}>
            {file.name}{' '}
            <button
              type="button"
              className="link"
              onClick={() => onChange?.(value.filter(other => other.id !== file.id))}
            >
              移除
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

export const idsOf = (files: UploadedFile[] | undefined) => (files ?? []).map(file => file.id)

/** Attachments to open. */
export function FileLinks({ files }: { files: UploadedFile[] }) {
  if (files.length === 0) return null
  return (
    <ul className="file-lines">
      {files.map(file => (
        <li key={file.id}>
          <a href={`/api/files/${file.id}`}>{file.name}</a>
        </li>
      ))}
    </ul>
  )
}
