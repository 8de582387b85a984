/** The figures of one township as the county publishes them. */
export interface TownFigures {
  /** Stem of unit keys and accounts: `chaping`, `chaping1`. */
  key: string
  /** The first nine digits of the area code. */
  code: string
  name: string
  villages: number
  communities: number
  households: number
  population: number
  areaKm2: number
  /** Where the township lies, in fractions of the county's width from the west and height from the south. */
  at: [east: number, north: number]
}

/** Totals: 12 townships, 103 villages, 18 communities, 95 680 households, 297 400 people, 2 680 km². */
export const towns: TownFigures[] = [
  town('luancheng', '101', '峦城镇', 8, 9, 24_600, 78_400, 168, [0.47, 0.46]),
  town('wujiang', '102', '雾江镇', 11, 2, 9850, 30_900, 245, [0.68, 0.43]),
  town('shigu', '103', '石鼓镇', 10, 1, 8620, 26_800, 238, [0.15, 0.19]),
  town('chaping', '104', '茶坪镇', 11, 1, 7940, 24_600, 262, [0.34, 0.8]),
  town('longtan', '105', '龙滩镇', 10, 1, 7310, 22_500, 251, [0.2, 0.54]),
  town('huaqiao', '106', '花桥镇', 9, 1, 7020, 21_700, 196, [0.4, 0.16]),
  town('yanjing', '107', '盐井镇', 9, 2, 8150, 25_300, 184, [0.87, 0.19]),
  town('songling', '108', '松岭镇', 9, 1, 6180, 18_900, 287, [0.62, 0.75]),
  town('baiyan', '201', '白岩乡', 7, 0, 4360, 13_200, 231, [0.87, 0.82]),
  town('yunding', '202', '云顶乡', 6, 0, 3480, 10_400, 249, [0.1, 0.86]),
  town('shuimo', '203', '水磨乡', 7, 0, 4250, 12_900, 201, [0.9, 0.52]),
  town('zhuxi', '204', '竹溪乡', 6, 0, 3920, 11_800, 168, [0.63, 0.14]),
]

function town(
  key: string,
  suffix: string,
  name: string,
  villages: number,
  communities: number,
  households: number,
  population: number,
  areaKm2: number,
  at: [number, number],
): TownFigures {
  return { key, code: `990321${suffix}`, name, villages, communities, households, population, areaKm2, at }
}
