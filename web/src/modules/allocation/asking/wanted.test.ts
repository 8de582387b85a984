import { expect, test } from 'vitest'
import { demandOf, evenHouseholds, sizesPasted, wanted, wrongWith } from './wanted.ts'

test('people are spread over households as evenly as whole people allow', () => {
  expect(evenHouseholds(10, 4)).toEqual([3, 3, 2, 2])
  expect(evenHouseholds(3, 3)).toEqual([1, 1, 1])
})

test('a pasted list of households goes before their number', () => {
  expect(sizesPasted('4人\n3人，5；2')).toEqual([4, 3, 5, 2])
  const line = wanted({
    name: '河坝村',
    position: { lng: 108, lat: 29 },
    quantity: 14,
    households: 7,
    sizes: '4 3 5 2',
  })
  expect(demandOf(line, true).households).toEqual([4, 3, 5, 2])
  expect(demandOf({ ...line, sizes: '' }, true).households).toHaveLength(7)
  expect(demandOf({ ...line, sizes: '', households: null }, true).households).toHaveLength(5)
  expect(demandOf(line, false).households).toBeNull()
})

test('what is missing in a line is said before it is sent', () => {
  const line = wanted({ name: '河坝村', position: { lng: 108, lat: 29 }, quantity: 3, capability: 'sack' })
  expect(wrongWith(line, false)).toBeNull()
  expect(wrongWith({ ...line, position: null }, false)).toBe('请选择需求地点')
  expect(wrongWith({ ...line, capability: null }, false)).toBe('请选择物资或能力')
  expect(wrongWith({ ...line, quantity: null }, true)).toBe('请填写需安置人数')
  expect(wrongWith({ ...line, households: 4 }, true)).toBe('户数不能多于人数')
})
