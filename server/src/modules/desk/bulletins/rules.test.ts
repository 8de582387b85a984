import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { momentIn, readText, townsIn } from './rules.ts'

const towns = ['茶坪镇', '龙潭镇', '柳坪镇'].map(name => ({ id: name, name, shortName: name }))
const now = new Date('2026-07-11T08:00:00Z')
const names = (text: string) => townsIn(text, towns).map(one => one.name)

describe('what a bulletin says of itself', () => {
  test('kind, issuing body and moment', () => {
    const text =
      '暴雨橙色预警信号\n青峦县气象台2026年7月11日22时30分发布暴雨橙色预警信号：预计未来3小时茶坪、龙潭降雨量将达50毫米以上。'
    expect(readText(text, now)).toEqual({
      title: '暴雨橙色预警信号',
      issuer: '青峦县气象台',
      kind: 'weatherWarning',
      issuedAt: new Date('2026-07-11T14:30:00Z'),
    })
    expect(readText('今日水情\n白岩河水位 412.3 米', now).kind).toBe('water')
    expect(readText('地质灾害气象风险黄色预警', now).kind).toBe('geology')
    expect(readText('通知', now)).toMatchObject({ kind: 'other', issuer: null, issuedAt: null })
  })
  test('a year left out is this one; a day that does not exist is none', () => {
    expect(momentIn('7月11日6时', now)).toEqual(new Date('2026-07-10T22:00:00Z'))
    expect(momentIn('2月30日6时', now)).toBeNull()
    expect(momentIn('7月11日25时', now)).toBeNull()
  })
  test('townships by full or bare name, the whole county, and no village in place of its namesake', () => {
    expect(names('茶坪、龙潭镇有大雨')).toEqual(['茶坪镇', '龙潭镇'])
    expect(names('全县有大雨，茶坪较强')).toEqual(['茶坪镇', '龙潭镇', '柳坪镇'])
    expect(names('我县大部有雨')).toHaveLength(3)
    expect(names('龙潭镇柳坪村有雨')).toEqual(['龙潭镇'])
    expect(names('柳坪村和柳坪都有雨')).toEqual(['柳坪镇'])
    expect(names('外县有雨')).toEqual([])
  })
  test('whatever is pasted, it neither throws nor names a township twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        readText(text, now)
        const found = names(text)
        expect(new Set(found).size).toBe(found.length)
      }),
    )
  })
})
