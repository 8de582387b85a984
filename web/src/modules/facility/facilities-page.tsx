import { Link } from 'react-router'
import './facility.css'

const lists = [
  ['/facilities/enterprises', '企业标准化和安责险', '分行业列出未达标、未投保和已到期的企业'],
  ['/facilities/funds', '应急资金', '预算、拨付、支出、结余，按单位、用途、来源汇总；零预算的乡镇和村'],
  ['/facilities/cameras', '视频图像建设', '年度任务与完成数，查看监控点现场图像'],
  ['/registers/hospitals', '医疗机构', '床位、急诊和救护车'],
  ['/registers/schools', '学校和幼儿园', '师生人数和可用于安置的场所'],
  ['/registers/care-homes', '养老和福利机构', '需要协助转移的人员'],
  ['/registers/supply-points', '粮油应急供应网点', '库存、日供应能力；按月报送'],
  ['/registers/fuel-stations', '加油加气站', '抢险车辆用油'],
  ['/registers/landing-places', '直升机起降点', '空中救援和转运'],
  ['/registers/fire-water-sources', '消防取水点', '灭火取水'],
  ['/registers/loudspeakers', '预警广播设备', '各村喇叭在线情况'],
] as const

/** 设施与保障: the lists worth opening, each with one sentence. */
export function FacilitiesPage() {
  return (
    <>
      <header className="head">
        <h1>设施与保障</h1>
      </header>
      <section className="panel facility-lists">
        {lists.map(([to, name, what]) => (
          <Link key={to} to={to}>
            <b>{name}</b>
            <span className="quiet">{what}</span>
          </Link>
        ))}
      </section>
    </>
  )
}
