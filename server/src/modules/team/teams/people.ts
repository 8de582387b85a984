/** A name on a roll, with what says who it is. */
export interface Seat {
  id: string
  teamId: string
  name: string
  phone: string | null
  idNumber: string | null
}

/**
 * Who is behind the seats (P31): the same identity-card number is the same person, and so are the same name and telephone. Returns for each
 * seat a key that all seats of one person share. A card on one roll and a telephone on another meet over a seat that has both.
 */
export function peopleBehind(seats: Seat[]): Map<string, string> {
  const parent = new Map<string, string>()
  const rootOf = (key: string): string => {
    const above = parent.get(key)
    if (above === undefined || above === key) return key
    const root = rootOf(above)
    parent.set(key, root)
    return root
  }
  const join = (a: string, b: string) => {
    const [x, y] = [rootOf(a), rootOf(b)]
    if (x !== y) parent.set(x < y ? y : x, x < y ? x : y)
  }
  for (const seat of seats) {
    if (seat.idNumber) join(`s:${seat.id}`, `i:${seat.idNumber.toUpperCase()}`)
    if (seat.phone) join(`s:${seat.id}`, `p:${seat.name.replace(/\s/g, '')}|${seat.phone.replace(/\D/g, '')}`)
  }
  return new Map(seats.map(seat => [seat.id, rootOf(`s:${seat.id}`)]))
}

/** Seats, people, and how many people stand on the rolls of more than one team. */
export function countPeople(seats: Seat[], people: Map<string, string>) {
  const teams = new Map<string, Set<string>>()
  for (const seat of seats) {
    const key = people.get(seat.id) ?? seat.id
    teams.set(key, (teams.get(key) ?? new Set()).add(seat.teamId))
  }
  return { seats: seats.length, people: teams.size, inSeveral: [...teams.values()].filter(set => set.size > 1).length }
}
