import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { paragraphsQuery } from '../requests.ts'

/** 检索条文 (S52): paragraphs of plans in force that hold all the words, simplified or traditional. */
export function Paragraphs() {
  const [q, setQ] = useState('')
  const found = useQuery(paragraphsQuery(q))
  return (
    <>
      <div className="filters">
        <Input.Search
          allowClear
          aria-label="检索词"
          placeholder="在现行预案的条文中检索，例如 转移安置"
          style={{ width: 360, maxWidth: '100%' }}
          maxLength={60}
          onSearch={text => setQ(text.trim())}
        />
      </div>
      {q === '' ? (
        <Nothing what="输入几个词，找到各预案中写到它的段落；简体、繁体都可以" />
      ) : (
        <Loaded of={found}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing what={`现行预案中没有同时写到“${q}”的段落`} />
            ) : (
              <ul className="plan-found">
                {items.map(one => (
                  <li key={one.id}>
                    <p>
                      <Marked text={one.text} words={q.split(/\s+/)} />
                    </p>
                    <span className="quiet">
                      <Link to={`/plans/${one.planId}#${one.chapterKey}`}>{one.planTitle}</Link> · {one.chapter} ·{' '}
                      {one.unitName}
                    </span>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      )}
    </>
  )
}

/** The words in the text, where they stand as they were typed. */
function Marked({ text, words }: { text: string; words: string[] }) {
  const parts = words.filter(Boolean).map(word => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  if (parts.length === 0) return text
  const pieces = text.split(new RegExp(`(${parts.join('|')})`, 'g'))
  return pieces.map((piece, i) => {
    const key = `${i}-${piece}`
    return i % 2 ? <mark key={key}>{piece}</mark> : <span key={key}>{piece}</span>
  })
}
