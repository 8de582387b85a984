/** A point as longitude and latitude in degrees (CGCS2000). */
export type LngLat = [lng: number, lat: number]

/** A piece of the administrative division (行政区划); codes have 12 digits, zero-padded. */
export interface Area {
  code: string
  name: string
  kind: 'province' | 'city' | 'county' | 'town' | 'village'
  parentCode: string | null
  households: number | null
  population: number | null
  areaKm2: number | null
  /** A closed ring; neighbours share the very same points. Null above the county. */
  outline: LngLat[] | null
  /** Of a town or the county the seat, of a village its middle. */
  center: LngLat
}

export interface River {
  name: string
  lengthKm: number
  /** From source to mouth. */
  line: LngLat[]
  warningLevelM: number | null
  guaranteeLevelM: number | null
}

/** A main road of the base map. */
export interface Road {
  name: string
  class: 'expressway' | 'national' | 'provincial' | 'county'
  lengthKm: number
  line: LngLat[]
}

export type UnitKind =
  | 'county'
  | 'leadership'
  | 'department'
  | 'office'
  | 'town'
  | 'zone'
  | 'village'
  | 'community'
  | 'enterprise'
  | 'team'
  | 'external'

export interface Unit {
  key: string
  name: string
  shortName: string
  kind: UnitKind
  parentKey: string | null
  areaCode: string | null
  dutyPhone: string | null
  sort: number
  aliases?: string[]
}

/** A post (岗位) of a unit: plans and rosters name posts, holders change. */
export interface Post {
  /** Key of the unit, a slash, and what the post is. */
  key: string
  unitKey: string
  name: string
  kind: PostKind
  sort: number
  superiorPostKey: string | null
}

export type PostKind =
  | 'head'
  | 'deputyHead'
  | 'shiftLeader'
  | 'primary'
  | 'secondary'
  | 'dutyOfficer'
  | 'infoOfficer'
  | 'teamLeader'
  | 'headquartersOffice'

export interface Person {
  key: string
  name: string
  mobile: string | null
  unitKey: string
  idNumber: string | null
}

/** Who holds a post: order 0 is the holder, from 1 the deputies in turn; of a duty post, the pool in turn. */
export interface Holder {
  postKey: string
  personKey: string
  order: number
}

export type AccountRole =
  | 'duty_officer'
  | 'duty_leader'
  | 'bureau_officer'
  | 'department_officer'
  | 'township_officer'
  | 'township_leader'
  | 'village_officer'
  | 'team_leader'
  | 'enterprise_contact'
  | 'upper_duty'
  | 'system_admin'
  | 'security_admin'
  | 'auditor'

export interface Account {
  account: string
  displayName: string
  unitKey: string
  personKey: string | null
  roles: AccountRole[]
}

export interface Shift {
  unitKey: string
  postName: '带班领导' | '主班' | '副班'
  personKey: string
  /** Instants with the offset +08:00. */
  startsAt: string
  endsAt: string
}

export interface County {
  areas: Area[]
  rivers: River[]
  roads: Road[]
  units: Unit[]
  posts: Post[]
  persons: Person[]
  holders: Holder[]
  accounts: Account[]
}
