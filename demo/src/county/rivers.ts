import { bend, wander } from './lie-of-the-land.ts'
import { distance, edges, fromShares, type Point, toLngLat, toPlane } from './plane.ts'
import { randomOf } from './rng.ts'
import type { LngLat, River } from './shape.ts'

interface Course {
  name: string
  /** Points from source to mouth, in percent of the county's width and height. A mouth is a point of the main river. */
  through: string
  /** How far it strays sideways, as a share of a stretch. */
  winding?: number
  warningLevelM?: number
  guaranteeLevelM?: number
}

const courses: Course[] = [
  {
    // 龙滩镇 – 峦城镇 – 雾江镇 – 盐井镇
    name: '雾江',
    through: '3.5,53 14,53 24,55 35,48 42,46.5 53,43 60,44 67,40 73,36 79,32.5 85,30 92,33 96.5,30',
    winding: 0.1,
    warningLevelM: 212.5,
    guaranteeLevelM: 214,
  },
  { name: '石鼓河', through: '12,12 18,22 25,28 32.5,31.5 36,35 40,41 42,46.5' },
  // 凉水村 – 三岔村 – 河坝村 (茶坪镇) – 滩口村 (龙滩镇)
  { name: '茶坪溪', through: '41,94.5 38,90 33,78 30,69 28.5,62 24,55' },
  { name: '龙滩河', through: '10,75 14,64 12,58 14,53' },
  { name: '盐井河', through: '80,7.5 80,13 81,17 84.5,21 88,26 92,33' },
  { name: '水磨河', through: '93,62 89,53 86,45 85,38 85,30' },
  { name: '竹溪河', through: '60,5 62,13 63,24 65.5,33 67,40' },
]

export const drawRivers = (): River[] =>
  courses.map(({ name, through, winding = 0.19, warningLevelM = null, guaranteeLevelM = null }) => {
    const random = randomOf(`river ${name}`)
    const corners = through.split(' ').map(pointOf)
    const stretches = edges(corners).slice(0, -1)
    const path = [...stretches.flatMap(([a, b]) => wander(a, b, random.next, winding, 0.4)), ...corners.slice(-1)]
    const line = path.map(point => toLngLat(bend(point)))
    return { name, lengthKm: Math.round(lengthOf(line)), line, warningLevelM, guaranteeLevelM }
  })

function pointOf(percents: string): Point {
  const [east = 0, north = 0] = percents.split(',').map(Number)
  return fromShares([east / 100, north / 100])
}

const lengthOf = (line: LngLat[]) =>
  edges(line.map(toPlane))
    .slice(0, -1)
    .reduce((sum, [a, b]) => sum + distance(a, b), 0)
