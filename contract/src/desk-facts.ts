type Data = Record<string, unknown>
type UnitName = (id: unknown) => string

/** How the steps of a duty procedure read as sentences on the event's timeline. */
export const deskSentences: Record<string, (data: Data, unit: UnitName) => string> = {
  'desk.step-done': (d, unit) => `${unit(d['unit'])}完成流程步骤：${String(d['text'] ?? '')}`,
  'desk.step-undone': (d, unit) => `${unit(d['unit'])}撤销流程步骤：${String(d['text'] ?? '')}`,
}
