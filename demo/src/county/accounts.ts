import type { Directory } from './directory.ts'
import type { Account, AccountRole } from './shape.ts'

/** Townships whose duty officer (…1) and leader on duty (…2) sign in. */
const townsWithAccounts = ['chaping', 'longtan', 'songling', 'yanjing', 'baiyan']

/** Townships all of whose duty officers sign in (…3 and on): shifts are handed over there. */
const townsHandingOver = ['chaping', 'songling', 'yanjing']

/** The people who can sign in: the first holders of posts, everybody who hands over a shift, or nobody in particular. */
export function sampleAccounts({ units, persons, holders }: Directory): Account[] {
  const of = (account: string, role: AccountRole, postKey: string): Account => {
    const holder = holders.find(candidate => candidate.postKey === postKey && candidate.order === 0)
    const person = persons.find(candidate => candidate.key === holder?.personKey)
    if (!person) throw new Error(`${postKey} has no holder for ${account}`)
    return { account, displayName: person.name, unitKey: person.unitKey, personKey: person.key, roles: [role] }
  }
  /** The others in a post, in the order of the roster, numbered from `from` on. */
  const others = (name: string, from: number, role: AccountRole, postKey: string): Account[] =>
    holders
      .filter(holder => holder.postKey === postKey && holder.order > 0)
      .sort((a, b) => a.order - b.order)
      .map((holder, at) => {
        const person = persons.find(candidate => candidate.key === holder.personKey)
        if (!person) throw new Error(`${postKey} has a holder nobody knows`)
        const { key: personKey, name: displayName, unitKey } = person
        return { account: `${name}${from + at}`, displayName, unitKey, personKey, roles: [role] }
      })
  const keeper = (account: string, role: AccountRole, displayName: string): Account => {
    return { account, displayName, unitKey: 'county', personKey: null, roles: [role] }
  }
  const villageNamed = (name: string) => units.find(unit => unit.name === name)?.key ?? name

  return [
    of('duty1', 'duty_officer', 'duty-office/primary'),
    of('duty2', 'duty_officer', 'duty-office/secondary'),
    ...others('duty', 3, 'duty_officer', 'duty-office/primary'),
    ...others('duty', 11, 'duty_officer', 'duty-office/secondary'),
    of('leader1', 'duty_leader', 'leadership/shift-leader'),
    ...others('leader', 2, 'duty_leader', 'leadership/shift-leader'),
    of('bureau1', 'bureau_officer', 'emergency-bureau/duty-officer'),
    of('water1', 'department_officer', 'water-bureau/duty-officer'),
    of('forest1', 'department_officer', 'forestry-bureau/duty-officer'),
    of('health1', 'department_officer', 'health-commission/duty-officer'),
    // Heads of departments (主要负责人): they approve what their officers have drafted.
    of('bureau2', 'bureau_officer', 'emergency-bureau/head'),
    of('water2', 'department_officer', 'water-bureau/head'),
    of('forest2', 'department_officer', 'forestry-bureau/head'),
    of('health2', 'department_officer', 'health-commission/head'),
    ...townsWithAccounts.flatMap(town => [
      of(`${town}1`, 'township_officer', `${town}/duty-officer`),
      of(`${town}2`, 'township_leader', `${town}/shift-leader`),
    ]),
    ...townsHandingOver.flatMap(town => others(town, 3, 'township_officer', `${town}/duty-officer`)),
    of('liangshui1', 'village_officer', `${villageNamed('凉水村')}/info-a`),
    of('sancha1', 'village_officer', `${villageNamed('三岔村')}/info-a`),
    of('team1', 'team_leader', 'rescue-team/leader'),
    of('truck1', 'enterprise_contact', 'truck-company/head'),
    keeper('admin1', 'system_admin', '系统管理员'),
    keeper('security1', 'security_admin', '安全管理员'),
    keeper('audit1', 'auditor', '审计员'),
    // Signs in for the whole city, not for its duty room alone.
    { ...of('city1', 'upper_duty', 'city-duty-office/duty-officer'), unitKey: 'city' },
  ]
}
