import { logKinds } from '@anlan/contract/duty.ts'
import { describe, expect, test } from 'vitest'
import { keysOfKinds, kindByKey, kindGuessed, splitKind } from './log-kind.ts'

describe('the kind of a line', () => {
  test.each([
    ['凉水村来电反映河水上涨', 'callIn'],
    ['群众电话反映路灯不亮', 'callIn'],
    ['致电水利局核实预警信号', 'callOut'],
    ['电话通知各乡镇做好降温准备', 'callOut'],
    ['收市总值班室《关于加强值班的通知》', 'paperIn'],
    ['收到县气象局传真一份', 'paperIn'],
    ['印发值班通报', 'paperOut'],
    ['下发转移通知', 'paperOut'],
    ['传达市领导批示', 'instruction'],
    ['夜间抽查 3 个乡镇，均在岗', 'check'],
    ['县气象局发布暴雨黄色预警', 'warning'],
    ['调派县综合救援队 20 人', 'dispatch'],
    ['要求茶坪镇立即组织转移', 'dispatch'],
    ['与白班办理交接班', 'handover'],
    ['茶坪镇首报已签收', 'report'],
    ['值班室卫生已打扫', 'other'],
    ['', 'other'],
  ])('%s → %s', (text, kind) => {
    expect(kindGuessed(text)).toBe(kind)
  })

  test('how word came stands before what it was about', () => {
    expect(kindGuessed('县委办来电传达批示，要求派出工作组')).toBe('callIn')
  })

  test('one named first counts, and is taken off the text', () => {
    expect(splitKind('来电 凉水村反映停电')).toEqual({ kind: 'callIn', text: '凉水村反映停电' })
    expect(splitKind('调度：派出一队')).toEqual({ kind: 'dispatch', text: '派出一队' })
    expect(splitKind('来电凉水村')).toEqual({ text: '来电凉水村' })
    expect(kindGuessed('其他 收到来电')).toBe('other')
  })

  test('every kind but 其他 has one key, which counts only at the start of an empty line', () => {
    expect(new Set(Object.values(keysOfKinds)).size).toBe(Object.keys(logKinds).length - 1)
    expect(kindByKey('2 ')).toBe('callOut')
    expect(kindByKey('2 人受伤')).toBeUndefined()
    expect(kindByKey('来电 2 ')).toBeUndefined()
  })
})
