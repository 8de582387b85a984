import type { ResponsibilityLine } from '@anlan/contract/responsibility.ts'

export interface EventTypeRow {
  code: string
  name: string
  parent_code: string | null
  lead_function: string | null
  support_functions: string[] | null
}
export interface SetPart {
  event_type_code: string
  unit_id: string
  role: 'lead' | 'support'
}
export interface UnitName {
  id: string
  name: string
  enabled: boolean
}

/** The type itself and those above it, nearest first: 11A51 → 11A00 → 11000. */
export const lineageOf = (code: string): string[] => [
  ...new Set([code, `${code.slice(0, 3)}00`, `${code.slice(0, 2)}000`]),
]

/**
 * Who leads and who supports for one type: what is set for the nearest type that says anything about that role; where nobody
 * set any, the offices that usually lead or support such events. Defects are named, not mended.
 */
export function lineOf(
  type: EventTypeRow,
  types: ReadonlyMap<string, EventTypeRow>,
  set: SetPart[],
  unitOfOffice: (office: string) => UnitName | undefined,
  units: ReadonlyMap<string, UnitName>,
): ResponsibilityLine {
  const nearest = (role: 'lead' | 'support') => {
    for (const code of lineageOf(type.code)) {
      const here = set.filter(one => one.event_type_code === code && one.role === role)
      if (here.length > 0)
        return here.map(one => ({
          unitId: one.unit_id,
          unitName: units.get(one.unit_id)?.name ?? '',
          origin: code === type.code ? ('own' as const) : ('inherited' as const),
        }))
    }
    return []
  }
  const office = lineageOf(type.code)
    .map(code => types.get(code)?.lead_function)
    .find(name => name)
  const usual = office ? unitOfOffice(office) : undefined
  const setLeads = nearest('lead')
  const leads =
    setLeads.length > 0
      ? setLeads
      : usual
        ? [{ unitId: usual.id, unitName: usual.name, origin: 'default' as const }]
        : []
  const usualSupport = lineageOf(type.code)
    .map(code => types.get(code)?.support_functions)
    .find(functions => functions?.length)
  const setSupports = nearest('support')
  const supports = (
    setSupports.length > 0
      ? setSupports
      : (usualSupport ?? []).flatMap(name => {
          const unit = unitOfOffice(name)
          return unit ? [{ unitId: unit.id, unitName: unit.name, origin: 'default' as const }] : []
        })
  ).filter(one => !leads.some(lead => lead.unitId === one.unitId))
  return {
    typeCode: type.code,
    typeName: type.name,
    parentCode: type.parent_code,
    leads,
    supports,
    defects: [
      ...(leads.length === 0 ? (['无牵头单位'] as const) : []),
      ...(leads.length > 1 ? (['多个牵头单位'] as const) : []),
      ...([...leads, ...supports].some(one => units.get(one.unitId)?.enabled === false)
        ? (['单位已撤并'] as const)
        : []),
    ],
  }
}
