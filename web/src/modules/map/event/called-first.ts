/** Layers whose things are called first when something happens, in this order; they are drawn around an event whatever one is used to. */
export const calledFirst = ['register:rescue-teams', 'register:stock-stores', 'register:shelters', 'register:cameras']

/** Those first, the rest as they come. */
export const byCall = <T extends { layer: string }>(groups: T[]): T[] => {
  const rank = ({ layer }: T) => (calledFirst.includes(layer) ? calledFirst.indexOf(layer) : calledFirst.length)
  return [...groups].sort((one, other) => rank(one) - rank(other))
}
