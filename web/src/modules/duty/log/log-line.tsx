import { type LogKind, logKinds } from '@anlan/contract/duty.ts'
import { Mentions, Select } from 'antd'
import type { MentionsRef } from 'antd/es/mentions'
import { useRef, useState } from 'react'
import { newId } from '../../../ui/form/new-id.ts'
import { saidOf } from '../../../ui/http.ts'
import { useWriteLog } from '../requests.ts'
import { keysOfKinds, kindByKey, kindGuessed, splitKind } from './log-kind.ts'

export interface Mentionable {
  id: string
  name: string
}

interface LogLineProps {
  matters: Mentionable[]
  units: Mentionable[]
}

const keyOf = new Map(Object.entries(keysOfKinds).map(([key, kind]) => [kind as LogKind, key]))
const kinds = (Object.entries(logKinds) as [LogKind, string][]).map(([value, name]) => ({
  value,
  label: keyOf.has(value) ? `${keyOf.get(value)} ${name}` : name,
}))

/** One line, Enter, done. “#” links a matter, “@” a unit; the kind is read off the words unless it is chosen, by a key or in the list. */
export function LogLine({ matters, units }: LogLineProps) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<LogKind | null>(null)
  const [prefix, setPrefix] = useState('@')
  const [id, setId] = useState(newId)
  const box = useRef<MentionsRef>(null)
  const write = useWriteLog()

  const submit = () => {
    const { text: said } = splitKind(text.trim())
    if (!said || write.isPending) return
    write.mutate(
      {
        id,
        kind: chosen ?? kindGuessed(text.trim()),
        text: said,
        matterId: matters.find(matter => said.includes(`#${matter.name}`))?.id ?? null,
        mentionedUnitIds: units
          .filter(unit => said.includes(`@${unit.name}`))
          .map(unit => unit.id)
          .slice(0, 20),
      },
      {
        onSuccess: () => {
          // Whoever types on while the line travels loses nothing.
          setText(now => (now.startsWith(text) ? now.slice(text.length) : now))
          setChosen(null)
          setId(newId())
          box.current?.focus()
        },
      },
    )
  }

  return (
    <div className="log-line">
      <Select
        value={chosen ?? kindGuessed(text.trimStart())}
        onChange={setChosen}
        options={kinds}
        labelRender={({ value }) => logKinds[value as LogKind]}
        popupMatchSelectWidth={false}
        aria-label="日志类别"
        variant="borderless"
      />
      <Mentions
        ref={box}
        autoFocus
        autoSize={{ minRows: 1, maxRows: 4 }}
        value={text}
        onChange={typed => {
          const byKey = kindByKey(typed)
          if (byKey) setChosen(byKey)
          setText(byKey ? '' : typed)
        }}
        prefix={['#', '@']}
        onSearch={(_, searched) => setPrefix(searched)}
        options={(prefix === '#' ? matters : units).map(({ id: key, name }) => ({ key, value: name, label: name }))}
        onPressEnter={pressed => {
          if (pressed.shiftKey || pressed.nativeEvent.isComposing) return
          pressed.preventDefault()
          submit()
        }}
        placeholder="记一条，回车即记（# 事件 @ 单位，数字加空格选类别）"
        variant="borderless"
        maxLength={1000}
      />
      {write.error && <div className="log-line-error">{saidOf(write.error)}，内容仍在，回车重试</div>}
    </div>
  )
}
