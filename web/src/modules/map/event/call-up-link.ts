/** Layers whose things are offers themselves, under the same id. */
const offered = new Set(['register:rescue-teams', 'register:equipment', 'register:shelters'])

/**
 * Where calling this thing begins: a slip for it, or, for a store, its page with what lies there, since goods are called by kind. Null for what cannot
 * be called.
 */
export function callUpLink(layer: string, id: string, eventId: string | null): { to: string; words: string } | null {
  if (layer === 'register:stock-stores') return { to: `/stock/stores/${id}`, words: '看库存' }
  if (!offered.has(layer)) return null
  return {
    to: `/call-ups/new?${new URLSearchParams({ offer: id, ...(eventId && { event: eventId }) })}`,
    words: '请求调用',
  }
}
