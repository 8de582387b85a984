import { type PaperView, paperStates } from '@anlan/contract/paper.ts'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { Link, useParams } from 'react-router'
import { FileLinks } from '../../fields/files-field.tsx'
import { Loaded } from '../../ui/states.tsx'
import { BriefingFigures } from '../briefing/figures.tsx'
import { useUnitNames } from '../directory/unit-names.ts'
import { PaperActs } from './paper-acts.tsx'
import { PaperCourse } from './paper-course.tsx'
import { PaperEditor } from './paper-editor.tsx'
import { PaperReceipts } from './paper-receipts.tsx'
import { PaperSheet, type Sheet } from './paper-sheet.tsx'
import { documentAddress, paperQuery } from './requests.ts'
import { type PaperDraft, usePaperEditing } from './use-paper-editing.ts'
import './document.css'

export function PaperPage() {
  const { id = '' } = useParams()
  const paper = useQuery(paperQuery(id))
  return (
    <Loaded of={paper} rows={12}>
      {view => <PaperDesk key={view.id} paper={view} />}
    </Loaded>
  )
}

/** The sheet at the left; at the right what can be done with it, the writing, and what became of it. */
function PaperDesk({ paper }: { paper: PaperView }) {
  const editing = usePaperEditing(paper)
  const nameOf = useUnitNames()
  const isMine = paper.may.edit
  const sheet = isMine && editing.isDirty ? sheetOf(editing.draft, paper, nameOf) : signedSheet(paper)
  const references = paper.sections.flatMap(section => section.references)
  return (
    <div className="paper-desk">
      <header className="head no-print">
        <h1>{paper.kindName}</h1>
        <span className="paper-state">{paperStates[paper.state]}</span>
        {paper.number && <b>{paper.number}</b>}
        {paper.replacedBy && <Link to={`/papers/${paper.replacedBy.id}`}>由 {paper.replacedBy.number} 替代</Link>}
        {paper.replaces && <Link to={`/papers/${paper.replaces.id}`}>替代 {paper.replaces.number}</Link>}
        <span className="spread" />
        {isMine && <span className="quiet">{editing.isDirty ? '有未保存的修改' : `第 ${paper.revision} 稿`}</span>}
        <Button href={documentAddress(paper.id, 'docx')}>下载 Word</Button>
        <Button href={documentAddress(paper.id, 'pdf')}>下载 PDF</Button>
        <Button onClick={() => window.print()}>打印</Button>
      </header>
      {editing.said && (
        <Alert
          className="no-print"
          type="warning"
          title={editing.said}
          action={<Button onClick={editing.adopt}>载入最新内容</Button>}
        />
      )}
      <div className="paper-columns">
        <PaperSheet paper={paper} sheet={sheet} />
        <aside className="paper-side no-print">
          <PaperActs paper={paper} editing={isMine ? editing : null} />
          {isMine && <PaperEditor editing={editing} />}
          <PaperReceipts paper={paper} />
          {paper.files.length > 0 && !isMine && (
            <section className="panel">
              <h2>附件</h2>
              <div className="paper-files">
                <FileLinks files={paper.files} />
              </div>
            </section>
          )}
          {paper.steps.length > 0 && <BriefingFigures paperId={paper.id} references={references} />}
          <PaperCourse paper={paper} />
        </aside>
      </div>
    </div>
  )
}

const bare = (name: string) => name.replace(/\.\w{1,5}$/, '')

const sheetOf = (draft: PaperDraft, paper: PaperView, nameOf: (id: string) => string): Sheet => {
  const names = (list: PaperDraft['main']) =>
    list.map(
      one =>
        paper.deliveries.find(sent => sent.unitId === one.unitId && sent.postId === one.postId)?.name ??
        nameOf(one.unitId),
    )
  return {
    ...draft,
    main: names(draft.main),
    copies: names(draft.copies),
    attachments: draft.files.map(file => bare(file.name)),
  }
}

const signedSheet = (paper: PaperView): Sheet => ({
  ...paper,
  ...paper.printed,
  attachments: paper.files.map(file => bare(file.name)),
})
