import { type LogKind, logKinds } from '@anlan/contract/duty.ts'
import { Mentions, Select } from 'antd'
import type { MentionsRef } from 'antd/es/mentions'
import { useRef, useState } from 'react'
import { newId } from '../../ui/form/new-id.ts'
import { saidOf } from '../../ui/http.ts'
import { useWriteLog } from './requests.ts'

export interface Mentionable {
  id: string
  name: string
}

interface LogLineProps {
  matters: Mentionable[]
  units: Mentionable[]
}

const kinds = Object.entries(logKinds).map(([value, label]) => ({ value: value as LogKind, label }))

/** “来电 凉水村反映……”: a kind named first is taken as the kind of the line. */
const splitKind = (text: string): { kind?: LogKind; text: string } => {
  const named = kinds.find(({ label }) => text.startsWith(`${label} `) || text.startsWith(`${label}：`))
  return named ? { kind: named.value, text: text.slice(named.label.length + 1).trim() } : { text }
}

/** One line, Enter, done. “#” links a matter, “@” a unit. */
export function LogLine({ matters, units }: LogLineProps) {
  const [text, setText] = useState('')
  const [kind, setKind] = useState<LogKind>('other')
  const [prefix, setPrefix] = useState('@')
  const [id, setId] = useState(newId)
  const box = useRef<MentionsRef>(null)
  const write = useWriteLog()

  const submit = () => {
    const { kind: named, text: said } = splitKind(text.trim())
    if (!said || write.isPending) return
    write.mutate(
      {
        id,
        kind: named ?? kind,
        text: said,
        matterId: matters.find(matter => said.includes(`#${matter.name}`))?.id ?? null,
        mentionedUnitIds: units
          .filter(unit => said.includes(`@${unit.name}`))
          .map(unit => unit.id)
          .slice(0, 20),
      },
      {
        onSuccess: () => {
          setText('')
          setKind('other')
          setId(newId())
          box.current?.focus()
        },
      },
    )
  }

  return (
    <div className="log-line">
      <Select
        value={kind}
        onChange={setKind}
        options={kinds}
        popupMatchSelectWidth={false}
        aria-label="日志类别"
        variant="borderless"
      />
      <Mentions
        ref={box}
        autoFocus
        autoSize={{ minRows: 1, maxRows: 4 }}
        value={text}
        onChange={setText}
        prefix={['#', '@']}
        onSearch={(_, searched) => setPrefix(searched)}
        options={(prefix === '#' ? matters : units).map(({ id: key, name }) => ({ key, value: name, label: name }))}
        onPressEnter={pressed => {
          if (pressed.shiftKey || pressed.nativeEvent.isComposing) return
          pressed.preventDefault()
          submit()
        }}
        placeholder="记一条，回车即记（# 事件 @ 单位）"
        variant="borderless"
        maxLength={1000}
      />
      {write.error && <div className="log-line-error">{saidOf(write.error)}，内容仍在，回车重试</div>}
    </div>
  )
}
