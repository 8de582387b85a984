import { expect, test } from 'vitest'
import { isPreset, presetAddress, subdomainsOf } from './tile-presets.ts'

test('the address of a layer of 天地图 keeps the places of level, row and column, and carries the key as one value', () => {
  const address = presetAddress('vec', ' a&b ')
  expect(address.startsWith('https://t{s}.tianditu.gov.cn/vec_w/wmts?')).toBe(true)
  for (const part of ['LAYER=vec', 'TILEMATRIX={z}', 'TILEROW={y}', 'TILECOL={x}', 'tk=a%26b'])
    expect(address).toContain(part)
  expect(new URL(address.replaceAll(/[{}]/g, '')).searchParams.get('tk')).toBe('a&b')
})

test('subdomains may be parted in any of the usual ways', () => {
  expect(subdomainsOf('a，b, c、d  e')).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(subdomainsOf(undefined)).toEqual([])
  expect([isPreset('img'), isPreset('xyz'), isPreset('toString')]).toEqual([true, false, false])
})
