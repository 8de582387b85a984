/** Whether something is in place, and what stands in the way, in words. */
export interface Found {
  ready: boolean
  words: string[]
}

export interface SupplyLine {
  itemName: string
  unit: string
  need: number
  have: number
  /** Fewer than the least that must be there. */
  isBelow: boolean
}

const shownAtMost = 4
const few = (words: string[]) =>
  words.length > shownAtMost ? [...words.slice(0, shownAtMost), `另有 ${words.length - shownAtMost} 项`] : words

/** 物资准备: nothing that a township must hold is below its least, counting only what is fit for use today; what is unfit is told. */
export function suppliesFound(lines: SupplyLine[], hasStore: boolean, unfit: { itemName: string }[]): Found {
  if (!hasStore) return { ready: false, words: ['没有在用的储备点'] }
  const below = lines.filter(line => line.isBelow)
  const words = below.map(line => `${line.itemName}应备 ${line.need}${line.unit}，可用 ${line.have}${line.unit}`)
  const spoilt = unfit.length > 0 ? [`${unfit.length} 种物资有过期或不合格的`] : []
  return {
    ready: below.length === 0,
    words: [...few(words), ...spoilt, ...(words.length + spoilt.length === 0 ? ['达到最低储备标准'] : [])],
  }
}

export interface TeamStrength {
  name: string
  /** 编制人数; null where none is stated. */
  nominal: number | null
  people: number
  /** Days since the team's record was confirmed; null: never. */
  confirmedDaysAgo: number | null
}

/** 队伍准备: there is a team, each has enough people on its roll and was confirmed not too long ago. */
export function teamsFound(teams: TeamStrength[], { percent, days }: { percent: number; days: number }): Found {
  if (teams.length === 0) return { ready: false, words: ['没有登记应急队伍'] }
  const wrong = teams.flatMap(team => [
    ...(team.people === 0 || team.people * 100 < (team.nominal ?? 0) * percent
      ? [`${team.name}${team.nominal ? `编制 ${team.nominal} 人，` : ''}在册 ${team.people} 人`]
      : []),
    ...(team.confirmedDaysAgo === null || team.confirmedDaysAgo > days
      ? [`${team.name}信息超过 ${days} 日未核实`]
      : []),
  ])
  const people = teams.reduce((sum, team) => sum + team.people, 0)
  return {
    ready: wrong.length === 0,
    words: wrong.length > 0 ? few(wrong) : [`${teams.length} 支队伍，在册 ${people} 人`],
  }
}
