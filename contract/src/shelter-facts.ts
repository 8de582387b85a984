type Data = Record<string, unknown>
type UnitName = (id: unknown) => string

const text = (value: unknown) => String(value ?? '')
const shelter = (d: Data) => (d['name'] ? text(d['name']) : '避难场所')

/** How facts about shelters that were opened for an event read on its timeline. */
export const shelterSentences: Record<string, (data: Data, unit: UnitName) => string> = {
  'shelter.opened': d => `启用避难场所${text(d['name'])}（可容纳 ${text(d['capacity'])} 人）：${text(d['purpose'])}`,
  'shelter.entered': d =>
    `${shelter(d)}接收 ${text(d['persons'])} 人，现有 ${text(d['occupants'])} 人${d['overReason'] ? `（超容：${text(d['overReason'])}）` : ''}`,
  'shelter.left': d => `${shelter(d)}离开 ${text(d['persons'])} 人，现有 ${text(d['occupants'])} 人`,
  'shelter.closed': d => `关闭${shelter(d)}：${text(d['reason'])}`,
}

/** Facts that are decisions of whoever commands. */
export const shelterDecisions = ['shelter.opened', 'shelter.closed']
