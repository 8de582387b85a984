/** Layers whose things can be called with a slip, and what a slip calls them. */
const callable: Record<string, string> = {
  'register:rescue-teams': 'team',
  'register:stock-stores': 'stock',
  'register:shelters': 'shelter',
}

/** Where a slip for this thing begins; null for what cannot be called. */
export function callUpLink(layer: string, id: string, eventId: string | null): string | null {
  const kind = callable[layer]
  if (!kind) return null
  return `/call-ups/new?${new URLSearchParams({ offer: `${kind}:${id}`, ...(eventId && { event: eventId }) })}`
}
