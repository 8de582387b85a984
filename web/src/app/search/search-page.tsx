import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button, Input, Segmented } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { http } from '../../ui/http.ts'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { FindingLine } from './finding-line.tsx'
import { type Found, searchQuery } from './requests.ts'
import './search.css'

/** 查找: everything with these words, by kind. */
export function SearchPage() {
  const [asked, setAsked] = useSearchParams()
  const text = (asked.get('text') ?? '').trim()
  const kind = asked.get('kind') ?? ''
  const found = useInfiniteQuery({
    queryKey: ['search', 'page', text, kind],
    queryFn: ({ pageParam }) => http.get<Found>('/search', { text, kind, after: pageParam, limit: 30 }),
    initialPageParam: '',
    getNextPageParam: (last: Found) => last.next ?? undefined,
    enabled: text.length > 0,
  })
  const all = useQuery(searchQuery(text, 1))
  const kinds = all.data?.kinds ?? []
  return (
    <>
      <header className="head">
        <h1>查找</h1>
        <Input.Search
          key={text}
          defaultValue={text}
          placeholder="输入要查找的文字，可用拼音首字母"
          allowClear
          style={{ maxWidth: 420 }}
          onSearch={value => setAsked(value.trim() ? { text: value.trim() } : {})}
        />
      </header>
      {text === '' ? (
        <Nothing what="输入要查找的文字" />
      ) : (
        <section className="panel">
          {kinds.length > 1 && (
            <Segmented
              className="search-kinds"
              value={kind}
              options={[{ value: '', label: '全部' }, ...kinds.map(one => ({ value: one.kind, label: one.label }))]}
              onChange={value => setAsked(value ? { text, kind: value } : { text })}
            />
          )}
          <Loaded of={found} rows={8}>
            {({ pages }) => {
              const items = pages.flatMap(page => page.items)
              if (items.length === 0) return <Nothing what={`没有含“${text}”的内容`} />
              return (
                <div className="search-list">
                  {items.map(finding => (
                    <Link className="finding" key={`${finding.kind}${finding.id}`} to={finding.link}>
                      <FindingLine finding={finding} text={text} />
                    </Link>
                  ))}
                </div>
              )
            }}
          </Loaded>
          {found.hasNextPage && (
            <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              更多
            </Button>
          )}
        </section>
      )}
    </>
  )
}
