import { useQuery } from '@tanstack/react-query'
import { Steps } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { Loaded } from '../../ui/states.tsx'
import { Bring } from './bring.tsx'
import { importQuery } from './requests.ts'
import { Review } from './review.tsx'
import './plan-import.css'

/** 导入预案: bring the text, check what was read, make the plan. */
export function PlanImportPage() {
  const [place] = useSearchParams()
  const id = place.get('id')
  return (
    <>
      <Steps
        size="small"
        current={id ? 1 : 0}
        responsive={false}
        style={{ maxWidth: 640, marginBottom: 12 }}
        items={[{ title: '选择文件' }, { title: '逐条核对' }, { title: '生成预案' }]}
      />
      {id ? (
        <Import key={id} id={id} />
      ) : (
        <>
          <header className="head">
            <h1>导入 Word 预案</h1>
            <Link to="/plans">返回预案</Link>
          </header>
          <Bring />
        </>
      )}
    </>
  )
}

function Import({ id }: { id: string }) {
  return (
    <Loaded of={useQuery(importQuery(id))} rows={10}>
      {view =>
        view.planId ? (
          <p>
            这次导入已生成预案。<Link to={`/plans/${view.planId}`}>打开预案</Link>
          </p>
        ) : (
          <Review view={view} />
        )
      }
    </Loaded>
  )
}
