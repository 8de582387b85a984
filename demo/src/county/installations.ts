import { split } from './areas.ts'
import { daysFrom, type Land, record, someone } from './land.ts'
import type { LedgerRecord } from './ledger-records.ts'
import { randomOf } from './rng.ts'
import { madeUpPhone, near, rounded, type Spot } from './spots.ts'

const scenes: [scene: string, count: number, word: string][] = [
  ['community', 70, '社区路口'],
  ['public', 48, '广场'],
  ['street', 62, '街道'],
  ['traffic', 54, '路口'],
  ['risk', 34, '隐患点'],
  ['river', 28, '河段'],
  ['forest', 14, '林区瞭望塔'],
]

export function cameras({ county, spots, today }: Land): LedgerRecord[] {
  const random = randomOf('cameras')
  const year = Number(today.slice(0, 4))
  const seat = spots.filter(spot => spot.town.key === 'luancheng')
  const river = county.rivers[0]?.line ?? []
  let nth = 0
  return scenes.flatMap(([scene, count, word]) =>
    Array.from({ length: count }, () => {
      const pool = ['community', 'public', 'street'].includes(scene) && random.next() < 0.6 ? seat : spots
      const { unit, area, town } = pool[random.index(pool.length)] as Spot
      const number = ++nth
      const luck = random.next()
      const state = number > 292 ? 'planned' : luck < 0.93 ? 'online' : luck < 0.97 ? 'offline' : 'repair'
      const onBank = river[Math.floor(random.next() * river.length)]
      const host = `10.99.${Math.floor(number / 200) + 1}.${(number % 200) + 10}`
      const protocol = state === 'planned' ? 'none' : (['snapshot', 'hls', 'rtsp', 'mjpeg'][number % 4] ?? 'snapshot')
      return record('cameras', town.key, `${town.name}${unit.name}${word} ${String(number).padStart(3, '0')} 号`, {
        scene,
        position: scene === 'river' && onBank ? rounded(onBank) : near(area, random, 900),
        protocol,
        address: addressOf(protocol, host),
        state,
        builtYear: state === 'planned' ? null : year - random.index(4),
        keeper: someone(random),
        phone: madeUpPhone(47, number),
      })
    }),
  )
}

/** What each township builds this year and built to do last year. */
export function cameraTargets({ towns, today }: Land): LedgerRecord[] {
  const year = Number(today.slice(0, 4))
  return towns.flatMap(({ unit }, nth) =>
    [year, year - 1].map(of => ({
      ledger: 'camera-targets',
      key: `camera-targets/${unit.key}/${of}`,
      unitKey: unit.key,
      values: { document: `${of} 年城镇街道、交通要道视频图像建设任务`, year: of, target: 3 + (nth % 4) },
    })),
  )
}

function addressOf(protocol: string, host: string): string | null {
  const addresses: Record<string, string> = {
    snapshot: `http://${host}/snapshot.jpg`,
    mjpeg: `http://${host}/video.mjpg`,
    hls: `http://${host}/live/index.m3u8`,
    rtsp: `rtsp://${host}/stream1`,
  }
  return addresses[protocol] ?? null
}

export function loudspeakers({ spots, today }: Land): LedgerRecord[] {
  const random = randomOf('loudspeakers')
  const installed = split(
    1450,
    spots.map(spot => 8 + Math.sqrt(spot.area.population ?? 400) / 6),
  )
  const offline = split(
    58,
    spots.map(() => (random.next() < 0.3 ? 1 : 0.01)),
  )
  return spots.map(({ unit, keeper }, nth) => ({
    ledger: 'loudspeakers',
    key: `loudspeakers/${unit.key}`,
    unitKey: unit.key,
    values: {
      kind: '大喇叭',
      installed: installed[nth],
      online: Math.max(0, (installed[nth] ?? 0) - (offline[nth] ?? 0)),
      testedOn: daysFrom(today, -random.index(28)),
      keeper: keeper?.name,
      keeperPhone: keeper?.mobile,
    },
  }))
}

export function grounds({ towns }: Land): LedgerRecord[] {
  const random = randomOf('landing-places')
  return towns.map(({ unit, seat }, nth) =>
    record('landing-places', unit.key, `${unit.name.slice(0, -1)}${nth % 2 ? '中学运动场' : '文化广场'}起降点`, {
      ground: nth % 2 ? '运动场' : '硬化场坪',
      position: near(seat, random, 700),
      elevation: 240 + random.index(1100),
      length: 60 + random.index(60),
      width: 45 + random.index(30),
      night: nth < 3,
      obstacles: nth % 3 ? '东侧 60 米有低压线' : '四周开阔',
      keeper: someone(random),
      phone: madeUpPhone(48, nth),
    }),
  )
}

export function waters({ county, towns }: Land): LedgerRecord[] {
  const random = randomOf('waters')
  const bank = (river: number, share: number) => {
    const line = county.rivers[river]?.line ?? []
    return rounded(line[Math.floor(share * (line.length - 1))] ?? [108.5, 29.25])
  }
  const rivers = county.rivers.slice(0, 7)
  return [
    ...rivers.flatMap((river, nth) =>
      [0.3, 0.7].map((share, part) =>
        record(
          'fire-water-sources',
          (towns[(nth + 1) % 12] as Land['towns'][number]).unit.key,
          `${river.name}${part ? '下游' : '上游'}取水点`,
          {
            kind: '河流',
            position: bank(nth, share),
            volume: 100_000,
            vehicle: part === 1,
            bucket: nth % 2 === 0,
            drySeason: nth < 5,
            keeper: someone(random),
            phone: madeUpPhone(49, nth * 2 + part),
          },
        ),
      ),
    ),
    ...towns.map(({ unit, seat }, nth) =>
      record('fire-water-sources', unit.key, `${unit.name}消防蓄水池`, {
        kind: '蓄水池',
        position: near(seat, random, 1500),
        volume: 200 + random.index(8) * 50,
        vehicle: true,
        bucket: false,
        drySeason: true,
        keeper: someone(random),
        phone: madeUpPhone(50, nth),
      }),
    ),
    ...rivers.flatMap((river, nth) =>
      (nth === 0 ? [0.2, 0.4, 0.6, 0.8] : [0.5]).map((share, part) =>
        record(
          'crossings',
          nth === 0 && part === 1 ? 'wujiang' : (towns[(nth + part) % 12] as Land['towns'][number]).unit.key,
          `${river.name}${nth === 0 ? (['一', '渡口', '三', '四'][part] ?? '') : ''}${nth === 0 && part === 1 ? '' : '大桥'}`,
          {
            kind: nth === 0 && part === 1 ? '渡口' : nth === 3 ? '漫水桥' : '公路桥',
            position: bank(nth, share),
            road: nth === 0 ? '省道 302' : `县道 ${40 + nth}`,
            loadLimit: nth === 0 && part === 1 ? null : [20, 30, 49, 55][random.index(4)],
            capacity: nth === 0 && part === 1 ? 24 : null,
            closesAt: nth === 0 ? '水位超 212.5 米' : nth === 3 ? '水漫桥面' : null,
            defective: nth === 5,
            keeper: someone(random),
            phone: madeUpPhone(51, nth * 4 + part),
          },
        ),
      ),
    ),
  ]
}
