import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Loaded, Nothing } from '../../../../ui/states.tsx'
import { publicPhonesQuery } from './requests.ts'
import './public-phones.css'

/** 公布的值班电话: for everybody, without signing in; numbers of offices only. */
export function PublicPhonesPage() {
  const phones = useQuery(publicPhonesQuery)
  return (
    <main className="public-phones">
      <Loaded of={phones} rows={10}>
        {({ county, items }) => (
          <>
            <h1>{county ?? ''}应急值班电话</h1>
            <p className="quiet">24 小时有人值守。发现险情、事故，请拨打所在乡镇（街道）或县总值班室电话。</p>
            {items.length === 0 && <Nothing what="还没有公布值班电话" />}
            <ul>
              {items.map(one => (
                <li key={`${one.unitName} ${one.name} ${one.phone}`}>
                  <span>
                    {one.unitName}
                    {one.name !== '值班电话' && one.name !== `${one.unitName}值班室` && one.name !== one.unitName && (
                      <small>{one.name}</small>
                    )}
                  </span>
                  <a href={`tel:${one.phone}`}>{one.phone}</a>
                  {one.fax && <small>传真 {one.fax}</small>}
                </li>
              ))}
            </ul>
            <p>
              <Link to="/sign-in">登录</Link>
            </p>
          </>
        )}
      </Loaded>
    </main>
  )
}
