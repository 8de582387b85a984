import { bend, wander } from './lie-of-the-land.ts'
import { distance, edges, fromShares, type Point, toLngLat, toPlane } from './plane.ts'
import { randomOf } from './rng.ts'
import type { LngLat, Road } from './shape.ts'
import { towns } from './town-table.ts'

interface Course {
  name: string
  class: Road['class']
  /** Seats of townships by key, or points in percent of the county's width and height. */
  through: string
}

// The expressway crosses the county from west to east through its seat; every township is reached by a numbered road.
const courses: Course[] = [
  { name: '沧峦高速', class: 'expressway', through: '2,44 20,47 luancheng 66,38 78,26 yanjing 97,14' },
  { name: 'G399 国道', class: 'national', through: '36,3 huaqiao luancheng 52,60 songling 70,93' },
  { name: 'S501 省道', class: 'provincial', through: '3,60 longtan 33,49 luancheng wujiang 80,46 shuimo 97,56' },
  { name: 'S502 省道', class: 'provincial', through: 'huaqiao zhuxi 76,16 yanjing' },
  { name: 'X601 县道', class: 'county', through: 'longtan 27,66 chaping 36,90' },
  { name: 'X602 县道', class: 'county', through: 'longtan 15,70 yunding' },
  { name: 'X603 县道', class: 'county', through: 'luancheng 28,35 shigu' },
  { name: 'X604 县道', class: 'county', through: 'songling 75,82 baiyan 91,66 shuimo' },
]

/** The main roads of the county, drawn for its base map. */
export const drawRoads = (): Road[] =>
  courses.map(({ name, class: kind, through }) => {
    const random = randomOf(`road ${name}`)
    const corners = through.split(' ').map(pointOf)
    const stretches = edges(corners).slice(0, -1)
    const path = [...stretches.flatMap(([a, b]) => wander(a, b, random.next, 0.12, 0.6)), ...corners.slice(-1)]
    const line = path.map((point): LngLat => toLngLat(bend(point)))
    return { name, class: kind, line, lengthKm: Math.round(lengthOf(line)) }
  })

function pointOf(word: string): Point {
  const town = towns.find(one => one.key === word)
  if (town) return fromShares(town.at)
  const [east = 0, north = 0] = word.split(',').map(Number)
  return fromShares([east / 100, north / 100])
}

const lengthOf = (line: LngLat[]) =>
  edges(line.map(toPlane))
    .slice(0, -1)
    .reduce((sum, [a, b]) => sum + distance(a, b), 0)
