import { peopleMaker } from './people.ts'
import { randomOf } from './rng.ts'
import type { Holder, Person, Post, PostKind, Unit } from './shape.ts'

/** What a post is; its holders are persons of the unit, numbered as they were hired. */
export interface PostPlan {
  slug: string
  name: string
  kind: PostKind
  /** The holder first, then deputies in turn. */
  held: Person[]
  superior?: string
}

/** The directory of units, posts and people (机构、岗位、人员) while it is being filled. */
export interface Directory {
  units: Unit[]
  posts: Post[]
  persons: Person[]
  holders: Holder[]
  unit(unit: Omit<Unit, 'sort' | 'dutyPhone' | 'areaCode' | 'shortName'> & Partial<Unit>): Unit
  /** New persons of a unit; a name that is given is used, `null` draws one. */
  hire(unit: Unit, names: (string | null)[]): Person[]
  post(unit: Unit, plan: PostPlan): Post
}

export function emptyDirectory(): Directory {
  const make = peopleMaker()
  const phones = phoneMaker()
  const units: Unit[] = []
  const posts: Post[] = []
  const persons: Person[] = []
  const holders: Holder[] = []
  return {
    units,
    posts,
    persons,
    holders,
    unit(given) {
      const unit = {
        areaCode: null,
        shortName: given.name,
        dutyPhone: phones(),
        sort: (units.length + 1) * 10,
        ...given,
      }
      units.push(unit)
      return unit
    },
    hire(unit, names) {
      const hired = names.map(name => make(unit.key, name ?? undefined))
      persons.push(...hired)
      return hired
    },
    post(unit, { slug, name, kind, held, superior }) {
      const post: Post = {
        key: `${unit.key}/${slug}`,
        unitKey: unit.key,
        name,
        kind,
        sort: (posts.filter(other => other.unitKey === unit.key).length + 1) * 10,
        superiorPostKey: superior ?? null,
      }
      posts.push(post)
      holders.push(...held.map((person, order) => ({ postKey: post.key, personKey: person.key, order })))
      return post
    },
  }
}

/** `count` persons whose names are drawn. */
export const anyone = (count: number): null[] => Array.from({ length: count }, () => null)

/** Fixed telephone numbers with the county's made-up area code, none twice. */
function phoneMaker(): () => string {
  const random = randomOf('phones')
  const given = new Set<string>()
  return () => {
    let phone: string
    do phone = `0990-${7_000_000 + random.index(1_000_000)}`
    while (given.has(phone))
    given.add(phone)
    return phone
  }
}
