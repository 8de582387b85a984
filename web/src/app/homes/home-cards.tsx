import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { contactsQuery, unitsQuery } from '../../modules/directory/requests.ts'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { useSession } from '../session.tsx'

const isVillage = (kind: string) => kind === 'village' || kind === 'community'

/** A township's villages, whom to call in each and by which number; one that has none stands out. */
export function MyVillages() {
  const session = useSession()
  const units = useQuery(unitsQuery)
  const contacts = useQuery(contactsQuery({ unit: session.unitId, below: 'true' }))
  /** The information officer before anybody else; whoever is named in the village serves. */
  const reachable = (unitId: string) => {
    const people = (contacts.data?.items ?? []).filter(
      one => one.unitId === unitId && one.kind === 'person' && one.phones.some(phone => !phone.dead),
    )
    return people.find(one => one.posts?.includes('信息员')) ?? people[0]
  }
  return (
    <section className="panel">
      <h2>
        本辖区村（社区）
        <span className="spread" />
        <Link to="/directory">通讯录</Link>
      </h2>
      <Loaded of={units} rows={3}>
        {({ items }) => {
          const villages = items.filter(unit => isVillage(unit.kind) && unit.parentId === session.unitId)
          return villages.length === 0 ? (
            <Nothing what="还没有登记村（社区），请在通讯录中登记" />
          ) : (
            <ul className="village-cells">
              {villages.map(village => {
                const person = reachable(village.id)
                const number = person?.phones.find(phone => !phone.dead)?.number ?? village.dutyPhone
                return (
                  <li key={village.id}>
                    <b>{village.name}</b>
                    {number ? (
                      <a href={`tel:${number}`}>
                        {person?.name} {number}
                      </a>
                    ) : (
                      <span className="quiet">{contacts.data ? '没有联系人' : '……'}</span>
                    )}
                  </li>
                )
              })}
            </ul>
          )
        }}
      </Loaded>
    </section>
  )
}

/** The desk one reports to, one tap away: a village's township (or the county), and the county's duty room. */
export function WhomToCall() {
  const session = useSession()
  const { data } = useQuery(unitsQuery)
  const units = data?.items ?? []
  const own = units.find(unit => unit.id === session.unitId)
  const above = units.find(unit => unit.id === own?.parentId && unit.dutyPhone)
  const room = units.find(unit => unit.kind === 'office' && unit.name.includes('总值班室') && unit.dutyPhone)
  const desks = [above, room].filter((unit, i, all) => unit !== undefined && all.indexOf(unit) === i)
  if (desks.length === 0) return null
  return (
    <div className="call-desks">
      {desks.map(
        desk =>
          desk && (
            <a key={desk.id} href={`tel:${desk.dutyPhone}`}>
              <small>{desk.kind === 'town' ? `${desk.name}值班室` : desk.name}</small>
              {desk.dutyPhone}
            </a>
          ),
      )}
    </div>
  )
}
