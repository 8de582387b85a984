import fc from 'fast-check'
import { z } from 'zod'

/** A shape as JSON Schema, as far as our contracts use it. */
export interface Shape {
  type?: string
  title?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Shape[]
  oneOf?: Shape[]
  properties?: Record<string, Shape>
  required?: string[]
  propertyNames?: Shape
  additionalProperties?: Shape | boolean
  items?: Shape
  minItems?: number
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  format?: string
  pattern?: string
}

/** Where ids and instants of generated input come from: those of records that exist lead deeper than random ones. */
export interface Sources {
  id: fc.Arbitrary<string>
  instant: fc.Arbitrary<string>
}

export const shapeOf = (schema: z.ZodType): Shape =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Shape

const byTitle: Record<string, string[]> = {
  事件类型: ['11A51', '11G01', '12B01', '14A01', '11A00'],
  行政区划代码: ['990321104202', '990321104000', '990321000000', '990321201000'],
}
const phones = ['13800000000', '0999-6612345', '110', '400-123-4567']
const texts = [
  '山洪进村',
  '已转移 12 人',
  "'; drop table fact; --",
  '%_\\',
  '<b>急</b>',
  '=1+1',
  '甲\n乙\t丙',
  '𠮷家村',
  '0',
]

/** Input that fits the shape: what a well-meaning client could send. */
export function fitting(shape: Shape, sources: Sources): fc.Arbitrary<unknown> {
  const below = (one: Shape) => fitting(one, sources)
  if (shape.const !== undefined) return fc.constant(shape.const)
  if (shape.enum) return fc.constantFrom(...shape.enum)
  const options = shape.anyOf ?? shape.oneOf
  if (options) return fc.oneof(...options.map(below))
  switch (shape.type) {
    case 'object':
      return objectOf(shape, sources)
    case 'array':
      return fc.array(below(shape.items ?? {}), { minLength: shape.minItems ?? 0, maxLength: 3 })
    case 'boolean':
      return fc.boolean()
    case 'integer':
    case 'number':
      return fc.integer({
        min: Math.ceil(Math.max(shape.minimum ?? -9, -1_000_000)),
        max: Math.floor(Math.min(shape.maximum ?? 99, 1_000_000)),
      })
    case 'null':
      return fc.constant(null)
    case 'string':
      return textOf(shape, sources)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

function objectOf(shape: Shape, sources: Sources): fc.Arbitrary<unknown> {
  const { properties, additionalProperties: other } = shape
  if (properties)
    return fc.record(Object.fromEntries(Object.entries(properties).map(([key, one]) => [key, fitting(one, sources)])), {
      requiredKeys: shape.required ?? [],
    })
  const value = typeof other === 'object' ? fitting(other, sources) : fc.jsonValue({ maxDepth: 2 })
  const key = shape.propertyNames ? fitting(shape.propertyNames, sources) : fc.constantFrom('标题', 'text')
  return fc.dictionary(key as fc.Arbitrary<string>, value, { maxKeys: 4 })
}

const laterBy = (minutes: number) => (instant: string) => new Date(Date.parse(instant) + minutes * 60_000).toISOString()

function textOf(shape: Shape, sources: Sources): fc.Arbitrary<string> {
  const known = byTitle[shape.title ?? '']
  if (known && shape.pattern) return fc.constantFrom(...known)
  if (shape.title === '编号' || shape.format === 'uuid' || shape.pattern?.includes('{8}-')) return sources.id
  // What ends, ends after it began.
  if (shape.format === 'date-time')
    return shape.title === '结束时间' ? sources.instant.map(laterBy(60)) : sources.instant
  if (shape.format === 'date') return fc.constantFrom('2026-07-12', '2026-02-28', '2027-01-01')
  if (shape.pattern?.startsWith('^(1[3-9]')) return fc.constantFrom(...phones)
  if (shape.pattern) return fc.stringMatching(new RegExp(shape.pattern))
  return fc.oneof(fc.constantFrom(...texts), fc.string({ minLength: 1, maxLength: 20 })).map(one => {
    const fit = [...one.replaceAll(/\p{Cc}/gu, ' ')].slice(0, shape.maxLength ?? 60).join('')
    return fit.trim().length >= (shape.minLength ?? 0) ? fit : '核实情况'
  })
}
