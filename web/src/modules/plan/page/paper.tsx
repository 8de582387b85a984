import { type PlanChapter, type PlanPart, planParts } from '@anlan/contract/plan.ts'
import type { PlanView } from '@anlan/contract/plan-view.ts'
import { Button, Popconfirm } from 'antd'
import { useEffect, useState } from 'react'
import { useLocation } from 'react-router'
import { dropKeyed, moveKeyed } from '../edit/changes.ts'
import { ChapterDrawer } from '../edit/chapter-drawer.tsx'
import type { SaveChange } from '../requests.ts'
import { StepBars } from './step-bars.tsx'

interface Editing {
  chapter: Partial<PlanChapter> | null
  behind: string | null
}

/** Chapters at the left, the paper in the middle, and at the right what of it runs. */
export function Paper({ view, save }: { view: PlanView; save: SaveChange }) {
  const { content, may } = view
  const [editing, setEditing] = useState<Editing | null>(null)
  const { hash } = useLocation()
  useEffect(() => {
    if (hash) document.getElementById(`chapter-${decodeURIComponent(hash.slice(1))}`)?.scrollIntoView()
  }, [hash])
  const last = content.chapters.at(-1)?.key ?? null
  const isEmpty = (one: PlanChapter) => one.part !== null && view.missingParts.includes(one.part)
  const unwritten = view.missingParts.filter(part => !content.chapters.some(one => one.part === part))
  const missing = (part: PlanPart) => setEditing({ chapter: { part, title: planParts[part] }, behind: last })
  return (
    <div className="plan-paper">
      <nav aria-label="章节">
        {content.chapters.map(one => (
          <a key={one.key} href={`#${one.key}`} style={{ paddingLeft: 4 + (one.depth - 1) * 12 }}>
            {one.number} {one.title}
            {may.editContent && isEmpty(one) && <small className="plan-lacks"> 待写</small>}
          </a>
        ))}
        {may.editContent && (
          <>
            <Button size="small" onClick={() => setEditing({ chapter: null, behind: last })}>
              增加章节
            </Button>
            {unwritten.map(part => (
              <Button key={part} size="small" type="dashed" onClick={() => missing(part)}>
                补写：{planParts[part]}
              </Button>
            ))}
          </>
        )}
      </nav>
      <article>
        {content.chapters.length === 0 && (
          <p className="quiet">还没有章节{may.editContent && '，从左边“增加章节”开始'}</p>
        )}
        {content.chapters.map(one => (
          <section key={one.key} id={`chapter-${one.key}`}>
            <Heading chapter={one} />
            {one.text
              .split('\n')
              .filter(Boolean)
              .map((line, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no name and do not move by themselves
                <p key={i}>{line}</p>
              ))}
            {may.editContent && isEmpty(one) && one.part && (
              <p className="quiet">待写。{view.kindRow.help[one.part]}</p>
            )}
            {may.editContent && (
              <div className="plan-acts">
                <Button size="small" type="text" onClick={() => setEditing({ chapter: one, behind: null })}>
                  {one.text ? '修改' : '写正文'}
                </Button>
                <Button
                  size="small"
                  type="text"
                  onClick={() => setEditing({ chapter: { depth: one.depth }, behind: one.key })}
                >
                  在后面增加
                </Button>
                <Button size="small" type="text" onClick={() => void save(moveKeyed('chapters', one.key, -1))}>
                  上移
                </Button>
                <Popconfirm
                  title={`删去“${one.title}”及其正文？`}
                  okText="删去"
                  cancelText="返回"
                  onConfirm={() => save(dropKeyed('chapters', one.key))}
                >
                  <Button size="small" type="text" danger>
                    删去
                  </Button>
                </Popconfirm>
              </div>
            )}
          </section>
        ))}
      </article>
      <aside>
        <StepBars view={view} />
      </aside>
      {editing && (
        <ChapterDrawer
          view={view}
          chapter={editing.chapter}
          behind={editing.behind}
          save={save}
          onClose={() => setEditing(null)}
        />
      )}
    </div>
  )
}

const Heading = ({ chapter }: { chapter: PlanChapter }) => {
  const words = `${chapter.number} ${chapter.title}`.trim()
  return chapter.depth === 1 ? <h2>{words}</h2> : chapter.depth === 2 ? <h3>{words}</h3> : <h4>{words}</h4>
}
