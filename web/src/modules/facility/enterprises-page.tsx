import type { EnterpriseSafety, Standing } from '@anlan/contract/facility.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { enterprisesQuery } from './requests.ts'
import './facility.css'

type Enterprise = EnterpriseSafety['items'][number]

const lacks = {
  any: '任一项不合格',
  standard: '标准化未达标或到期',
  insurance: '安责险未投保或到期',
  all: '全部企业',
} as const
type Lack = keyof typeof lacks

const fits: Record<Lack, (one: Enterprise) => boolean> = {
  any: one => one.standard !== 'valid' || one.insurance !== 'valid',
  standard: one => one.standard !== 'valid',
  insurance: one => one.insurance !== 'valid',
  all: () => true,
}

/** 企业标准化和安责险: by sector how many are without, and which. */
export function EnterprisesPage() {
  const [params, setParams] = useSearchParams()
  const sector = params.get('sector')
  const asked = params.get('lack')
  const lack: Lack = asked !== null && Object.hasOwn(lacks, asked) ? (asked as Lack) : 'any'
  const show = (patch: Record<string, string | null>) =>
    setParams(before => {
      const next = new URLSearchParams(before)
      for (const [name, value] of Object.entries(patch)) value ? next.set(name, value) : next.delete(name)
      return next
    })
  return (
    <>
      <header className="head">
        <h1>企业标准化和安责险</h1>
        <span className="spread" />
        <Button className="no-print" onClick={() => window.print()}>
          打印
        </Button>
        <Permitted to="register.edit">
          <Link className="no-print" to="/registers/enterprises">
            登记和导入
          </Link>
        </Permitted>
      </header>
      <Loaded of={useQuery(enterprisesQuery)} rows={12}>
        {safety => (
          <>
            <section className="panel">
              <h2>
                分行业 <small>截至 {safety.today}，点行业查看企业</small>
              </h2>
              <Sectors
                safety={safety}
                sector={sector}
                onShow={code => show({ sector: code === sector ? null : code })}
              />
            </section>
            <section className="panel facility-below">
              <h2>
                {safety.sectors.find(one => one.code === sector)?.label ?? '全部行业'}
                <Select
                  className="no-print"
                  aria-label="不合格事项"
                  size="small"
                  style={{ width: 190, marginLeft: 12 }}
                  value={lack}
                  onChange={value => show({ lack: value })}
                  options={Object.entries(lacks).map(([value, label]) => ({ value, label }))}
                />
              </h2>
              <Enterprises items={safety.items.filter(one => (!sector || one.sector === sector) && fits[lack](one))} />
            </section>
          </>
        )}
      </Loaded>
    </>
  )
}

interface SectorsProps {
  safety: EnterpriseSafety
  sector: string | null
  onShow: (code: string) => void
}

function Sectors({ safety, sector, onShow }: SectorsProps) {
  if (safety.sectors.length === 0) return <Nothing what="还没有登记企业。点右上角“登记和导入”开始" />
  const count = (number: number) => (number > 0 ? <b className="facility-warns">{number}</b> : 0)
  return (
    <Rows
      items={safety.sectors}
      keyOf={one => one.code}
      isOpen={one => one.code === sector}
      onOpen={one => onShow(one.code)}
      columns={[
        { title: '行业', show: one => one.label },
        { title: '企业', width: 80, numeric: true, show: one => one.all },
        { title: '标准化未达标', width: 120, numeric: true, show: one => count(one.standard.none) },
        { title: '标准化到期', width: 110, numeric: true, show: one => count(one.standard.expired) },
        { title: '未投保安责险', width: 120, numeric: true, show: one => count(one.insurance.none) },
        { title: '安责险到期', width: 110, numeric: true, show: one => count(one.insurance.expired) },
      ]}
    />
  )
}

function Enterprises({ items }: { items: Enterprise[] }) {
  const go = useNavigate()
  const standing = (state: Standing, none: string, good: string, until: string | null) =>
    state === 'valid' ? (
      `${good}${until ? `，至 ${until}` : ''}`
    ) : (
      <b className="facility-warns">{state === 'none' ? none : `${until} 到期`}</b>
    )
  if (items.length === 0) return <Nothing what="没有这样的企业" />
  return (
    <Rows
      items={items}
      keyOf={one => one.id}
      onOpen={one => void go(`/registers/enterprises?record=${one.id}`)}
      columns={[
        { title: '企业', show: one => one.name },
        { title: '行业', width: 120, minor: true, show: one => one.sectorName },
        { title: '属地（主管）', width: 130, show: one => one.unitName },
        { title: '标准化', width: 190, show: one => standing(one.standard, '未达标', one.level, one.standardUntil) },
        { title: '安责险', width: 170, show: one => standing(one.insurance, '未投保', '已投保', one.insuredUntil) },
        {
          title: '应急电话',
          width: 130,
          show: one =>
            one.phone ? (
              <a href={`tel:${one.phone}`} onClick={pressed => pressed.stopPropagation()}>
                {one.phone}
              </a>
            ) : (
              <span className="quiet">未登记</span>
            ),
        },
      ]}
    />
  )
}
