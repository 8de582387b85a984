/** What is missing now, and what will be once the lots that soon expire are gone; without a standard these are replaced as they are. */
export function gapsOf({ need, have, expiring }: { need: number | null; have: number; expiring: number }): {
  shortage: number
  toReplace: number
} {
  if (need === null) return { shortage: 0, toReplace: expiring }
  const shortage = Math.max(0, need - have)
  const afterwards = Math.max(0, need - Math.max(0, have - expiring))
  return { shortage, toReplace: afterwards - shortage }
}
