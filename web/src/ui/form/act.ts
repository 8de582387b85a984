import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'

/** A command to the server. What it touched is read again before the promise of the mutation is kept. */
export function useAct<In, Out>(
  run: (input: In) => Promise<Out>,
  touched: QueryKey[] | ((out: Out, input: In) => QueryKey[]) = [],
) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: async (out, input) => {
      const keys = typeof touched === 'function' ? touched(out, input) : touched
      await Promise.all(keys.map(queryKey => queries.invalidateQueries({ queryKey })))
    },
  })
}
