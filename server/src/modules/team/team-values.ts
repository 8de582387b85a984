/** What the ledger of teams says of a team. Choices are codes of the dictionaries, days `YYYY-MM-DD`. */
export interface TeamValues {
  name: string
  kind: string
  leader: string | null
  phone: string | null
  nominal: number | null
  base: string | null
  position: { lng: number; lat: number } | null
  capabilities: string[] | null
  supports: string[] | null
  readyMinutes: number | null
  reportsStandby: boolean | null
  certificateNo: string | null
  certifiedUntil: string | null
  insuredUntil: string | null
  note: string | null
}

/** What the roll says of a member. */
export interface MemberValues {
  name: string
  phone: string | null
  idNumber: string | null
  category: string | null
  post: string | null
  skills: string[] | null
  area: string | null
  consent: boolean | null
  note: string | null
}

/** What the ledger says of a piece of equipment, and of a standard. */
export interface EquipmentValues {
  item: string
  quantity: number
  usable: number | null
  unit: string | null
  checkedOn: string | null
}
export interface StandardValues {
  kind: string
  item: string
  unit: string
  quantity: number
  per: 'team' | 'person'
  source: string
}
