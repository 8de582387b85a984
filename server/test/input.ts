import fc from 'fast-check'
import { z } from 'zod'

/** What a shape is made of, as far as we look into it. */
interface Definition {
  type: string
  shape?: Record<string, z.ZodType>
  element?: z.ZodType
  innerType?: z.ZodType
  in?: z.ZodType
  options?: z.ZodType[]
  entries?: Record<string, string>
  values?: unknown[]
  keyType?: z.ZodType
  valueType?: z.ZodType
  format?: string
}
interface Bounds {
  minimum?: number
  maximum?: number
  format?: string
  patterns?: Set<RegExp>
}

/** Where ids and instants of generated input come from: those of records that exist lead deeper than random ones. */
export interface Sources {
  id: fc.Arbitrary<string>
  instant: fc.Arbitrary<string>
}

const areaCodes = ['990321104202', '990321104000', '990321000000', '990321201000']
const eventTypes = ['11A51', '11G01', '12B01', '14A01', '11A00']
const phones = ['13800000000', '0999-6612345', '110', '400-123-4567']
const texts = [
  '山洪进村',
  '已转移 12 人',
  "O'Neil; drop table fact; --",
  '%_\\',
  '<b>急</b>',
  '=1+1',
  '甲\n乙\t丙',
  '𠮷家村',
  '0',
]

/** Input that fits the shape: what a well-meaning client could send. */
export function fitting(schema: z.ZodType, sources: Sources): fc.Arbitrary<unknown> {
  const def = schema._zod.def as unknown as Definition
  const bounds = (schema._zod as unknown as { bag: Bounds }).bag
  const below = (one: z.ZodType) => fitting(one, sources)
  switch (def.type) {
    case 'object':
      return fc.record(Object.fromEntries(Object.entries(def.shape ?? {}).map(([key, one]) => [key, below(one)])), {
        requiredKeys: Object.keys(def.shape ?? {}).filter(key => !isOptional(def.shape?.[key])),
      })
    case 'array':
      return fc.array(below(def.element ?? z.unknown()), { minLength: bounds.minimum ?? 0, maxLength: 3 })
    case 'optional':
    case 'default':
    case 'pipe':
    case 'readonly':
      return below(def.innerType ?? def.in ?? z.unknown())
    case 'nullable':
      return fc.option(below(def.innerType ?? z.unknown()), { freq: 3 })
    case 'union':
      return fc.oneof(...(def.options ?? []).map(below))
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries ?? {}))
    case 'literal':
      return fc.constantFrom(...(def.values ?? []))
    case 'boolean':
      return fc.boolean()
    case 'number':
      return numberWithin(bounds)
    case 'record':
      return fc.dictionary(
        below(def.keyType ?? z.string()) as fc.Arbitrary<string>,
        below(def.valueType ?? z.unknown()),
        {
          maxKeys: 4,
        },
      )
    case 'string':
      return text(schema, def, bounds, sources)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

const isOptional = (schema: z.ZodType | undefined) => schema?.safeParse(undefined).success ?? true

function numberWithin(bounds: Bounds): fc.Arbitrary<number> {
  const min = Math.max(bounds.minimum ?? -1000, -1_000_000)
  const max = Math.min(bounds.maximum ?? 1000, 1_000_000)
  return fc.integer({ min, max })
}

function text(schema: z.ZodType, def: Definition, bounds: Bounds, sources: Sources): fc.Arbitrary<string> {
  const format = def.format ?? bounds.format
  if (format === 'guid' || format === 'uuid') return sources.id
  if (format === 'datetime') return sources.instant
  if (format === 'date') return fc.constantFrom('2026-07-12', '2026-02-28', '2027-01-01')
  const title = z.globalRegistry.get(schema)?.title ?? ''
  const [pattern] = [...(bounds.patterns ?? [])]
  const known =
    title === '事件类型'
      ? eventTypes
      : pattern?.source.includes('12}$') && title === '行政区划代码'
        ? areaCodes
        : pattern?.source.startsWith('^(1[3-9]')
          ? phones
          : []
  if (known.length) return fc.constantFrom(...known)
  if (pattern) return fc.stringMatching(pattern)
  const max = bounds.maximum ?? 60
  return fc.oneof(fc.constantFrom(...texts), fc.string({ minLength: 1, maxLength: 20 })).map(one => {
    const fit = [...one]
      .slice(0, max)
      .join('')
      .replaceAll(/\p{Cc}/gu, ' ')
    return fit.trim() ? fit : '核实'
  })
}
