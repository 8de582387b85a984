import { randomOf } from './rng.ts'
import type { Person } from './shape.ts'

const surnames = [...'田向彭覃石龙冉谭罗姚杨张']
const given = [...'明远静岚磊松川宁秀兰平波']

/** Weights and check characters of an identity-card number (GB 11643). */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

export function checkCharacterOf(first17: string): string {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(first17[i]), 0)
  return '10X98765432'.charAt(sum % 11)
}

/** A maker of persons: no two share a name, a number or a card; their keys count up within the unit. */
export function peopleMaker(): (unitKey: string, name?: string) => Person {
  const random = randomOf('people')
  // Three characters each, so none is 石磊; the names of 田晓岚 and 龙启明 have characters of their own.
  const names = random.shuffled(
    surnames.flatMap(surname => given.flatMap(a => given.filter(b => b !== a).map(b => surname + a + b))),
  )
  const countOf = new Map<string, number>()
  let made = 0

  return (unitKey, name) => {
    const nth = (countOf.get(unitKey) ?? 0) + 1
    countOf.set(unitKey, nth)
    const number = made++
    const own = name ?? names.pop()
    if (!own) throw new Error('too few names for the people of the county')
    return {
      key: `${unitKey}:${nth}`,
      name: own,
      // 7919 and 10 000 have no common divisor, so no number comes twice.
      mobile: `1990000${String((4021 + number * 7919) % 10_000).padStart(4, '0')}`,
      unitKey,
      idNumber: identityNumber(random.between(1972, 1993), random.next(), number),
    }
  }
}

/** Numbers are handed out in turn within a birthday, here simply by counting people. */
function identityNumber(year: number, share: number, number: number): string {
  const birthday = new Date(Date.UTC(Math.floor(year), 0, 1 + Math.floor(share * 365)))
  const birth = birthday.toISOString().slice(0, 10).replaceAll('-', '')
  const first17 = `990321${birth}${String((number % 989) + 10).padStart(3, '0')}`
  return first17 + checkCharacterOf(first17)
}
