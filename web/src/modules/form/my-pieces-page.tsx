import type { PieceLine } from '@anlan/contract/form.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Tabs } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { useSession } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { newId } from '../../ui/form/new-id.ts'
import { saidOf } from '../../ui/http.ts'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { PieceMark } from './piece-mark.tsx'
import { piecesQuery, useSubmitPiece } from './requests.ts'
import './form.css'

/** 待报表格: what one's own unit has to hand in, soonest first; 无情况 takes one tap. */
export function MyPiecesPage() {
  const [asked, setAsked] = useSearchParams()
  const state = asked.get('tab') === 'done' ? 'done' : 'owed'
  const pieces = useQuery(piecesQuery(state))
  const { unitName } = useSession()
  return (
    <>
      <header className="head">
        <h1>待报表格</h1>
        <span className="quiet">{unitName}</span>
      </header>
      <section className="panel">
        <Tabs
          activeKey={state}
          onChange={tab => setAsked({ tab })}
          items={[
            { key: 'owed', label: '待报' },
            { key: 'done', label: '已报' },
          ]}
          tabBarStyle={{ margin: 0, padding: '0 12px' }}
        />
        <Loaded of={pieces}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing what={state === 'owed' ? '目前没有要报的表格' : '还没有报送过表格'} />
            ) : (
              <div className="piece-cards">
                {items.map(piece => (
                  <PieceCard key={piece.id} piece={piece} />
                ))}
              </div>
            )
          }
        </Loaded>
      </section>
    </>
  )
}

function PieceCard({ piece }: { piece: PieceLine }) {
  const now = useMinute()
  const go = useNavigate()
  const submit = useSubmitPiece(piece.id)
  const { message } = App.useApp()
  const [id] = useState(newId)
  const isOwed = ['waiting', 'missing', 'partial', 'returned'].includes(piece.status)
  const none = async () => {
    try {
      await submit.mutateAsync({ id, revision: piece.revision, none: true })
      void message.success(`${piece.collectionTitle}：已报${piece.noneWords}`)
    } catch (error) {
      void message.error(saidOf(error))
    }
  }
  return (
    <article
      className={piece.status === 'missing' || piece.status === 'partial' ? 'piece-card is-pressing' : 'piece-card'}
    >
      <h3>{piece.collectionTitle}</h3>
      <div>
        <PieceMark status={piece.status} late={piece.late} words />
        <span className="quiet">　{showTime(piece.dueAt, now)} 前报</span>
        {piece.unitName && <span className="quiet">　{piece.unitName}</span>}
      </div>
      {piece.returnedReason && <div>退回理由：{piece.returnedReason}</div>}
      {piece.leftOut.length > 0 && <div>缺报：{piece.leftOut.join('、')}</div>}
      {piece.doneAt && !isOwed && <div className="quiet">{showTime(piece.doneAt, now)} 报送</div>}
      {isOwed ? (
        <div className="piece-card-acts">
          {piece.allowsNone && piece.status !== 'returned' && piece.status !== 'partial' && !piece.hasDraft && (
            <Button type="primary" loading={submit.isPending} onClick={() => void none()}>
              {piece.noneWords}
            </Button>
          )}
          <Button onClick={() => void go(`/form-pieces/${piece.id}`)}>
            {piece.hasDraft || piece.status === 'partial' ? '继续填报' : piece.allowsNone ? '有情况，填报' : '填报'}
          </Button>
        </div>
      ) : (
        <Link to={`/form-pieces/${piece.id}`}>查看</Link>
      )}
    </article>
  )
}
