import type { MapThing } from '@anlan/contract/map.ts'

const cell = (value: string | number) => {
  const text = String(value)
  // A spreadsheet takes what begins so for a formula.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

/** The list as a sheet that any office program opens. */
export const sheetOf = (things: MapThing[]): string =>
  [
    ['名称', '所属单位', '距离（米）', '经度', '纬度'],
    ...things.map(thing => [
      thing.title,
      thing.unitName,
      thing.metres === null ? '' : Math.round(thing.metres),
      thing.position.lng,
      thing.position.lat,
    ]),
  ]
    .map(row => row.map(cell).join(','))
    .join('\r\n')

export function answerSheet(things: MapThing[]) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob(['﻿', sheetOf(things)], { type: 'text/csv;charset=utf-8' }))
  link.download = '范围查询清单.csv'
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
