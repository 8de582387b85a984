import { useQuery } from '@tanstack/react-query'
import { App, Button, Input, Popconfirm, Upload } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useNow } from '../../ui/clock/clock.ts'
import { primary } from '../../ui/hotkeys.ts'
import { saidOf } from '../../ui/http.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { importsQuery, useBringFile, useBringText, useDiscard } from './requests.ts'

/** Step one: a file, or pasted text; below, what was brought before and is not finished. */
export function Bring() {
  return (
    <>
      <section className="panel plan-import-bring">
        <h2>选择文件或粘贴文字</h2>
        <div className="panel-body">
          <FromFile />
          <FromText />
        </div>
      </section>
      <Earlier />
    </>
  )
}

function FromFile() {
  const { message } = App.useApp()
  const go = useNavigate()
  const bring = useBringFile()
  const take = (file: File) =>
    bring.mutate(file, {
      onSuccess: view => void go(`/plans/import?id=${view.id}`),
      onError: error => void message.error(saidOf(error), 6),
    })
  return (
    <Upload.Dragger
      accept=".docx,.txt"
      showUploadList={false}
      disabled={bring.isPending}
      beforeUpload={file => {
        take(file)
        return false
      }}
    >
      <p>
        <b>{bring.isPending ? '正在读取…' : '点击或拖入预案文件（.docx、.txt）'}</b>
      </p>
      <p className="quiet">在本机按规则读取，不上传到任何外部服务。旧的 .doc 请先另存为 .docx</p>
    </Upload.Dragger>
  )
}

function FromText() {
  const { message } = App.useApp()
  const go = useNavigate()
  const [text, setText] = useState('')
  const [id] = useState(() => crypto.randomUUID())
  const bring = useBringText()
  const press = () =>
    bring.mutate(
      { id, name: text.trim().split('\n')[0]?.trim().slice(0, 60) || '粘贴的文字', text },
      {
        onSuccess: view => void go(`/plans/import?id=${view.id}`),
        onError: error => void message.error(saidOf(error), 6),
      },
    )
  return (
    <>
      <Input.TextArea
        aria-label="预案文字"
        rows={6}
        value={text}
        onChange={event => setText(event.target.value)}
        placeholder="或在这里粘贴预案全文"
      />
      <Button {...primary} disabled={text.trim() === ''} loading={bring.isPending} onClick={press}>
        读取文字
      </Button>
    </>
  )
}

function Earlier() {
  const discard = useDiscard()
  const now = useNow()
  const go = useNavigate()
  return (
    <section className="panel">
      <h2>以前的导入</h2>
      <Loaded of={useQuery(importsQuery)}>
        {rows =>
          rows.length === 0 ? (
            <Nothing what="还没有导入过预案。选择文件后，系统列出读到的章节、级别、条件和行动，由您逐条确认" />
          ) : (
            <Rows
              items={rows}
              keyOf={row => row.id}
              onOpen={row => void go(row.planId ? `/plans/${row.planId}` : `/plans/import?id=${row.id}`)}
              columns={[
                { title: '名称', show: row => row.name },
                { title: '单位', width: 160, show: row => row.unitName },
                {
                  title: '进度',
                  width: 160,
                  show: row =>
                    row.planId
                      ? '已生成预案'
                      : row.open > 0
                        ? `${row.open} 条待确认，共 ${row.proposals} 条`
                        : '已全部处理',
                },
                {
                  title: '导入',
                  width: 180,
                  minor: true,
                  show: row => `${row.createdByName ?? ''} ${showTime(row.createdAt, now)}`,
                },
                {
                  title: '',
                  width: 80,
                  show: row =>
                    row.planId ? null : (
                      <Popconfirm title="删去这次导入的文字和建议？" onConfirm={() => discard.mutate(row.id)}>
                        <Button size="small" onClick={event => event.stopPropagation()}>
                          删去
                        </Button>
                      </Popconfirm>
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </section>
  )
}
