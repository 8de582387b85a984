import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname)
const filesBelow = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter(one => one.isFile() && one.name.endsWith('.ts'))
    .map(one => join(one.parentPath, one.name))
const floorOf = (path: string) =>
  path.startsWith('kernel/') ? 'kernel' : path.startsWith('modules/') ? path.split('/').slice(0, 2).join('/') : 'root'

/** Arrows point one way: contract ← kernel ← modules ← the files beside this one; a module is entered through its api.ts. */
test('no module reaches into another, and nothing calls upward', () => {
  const wrong = filesBelow(root)
    .filter(file => !file.endsWith('.test.ts'))
    .flatMap(file => {
      const from = relative(root, file)
      return [...readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)].flatMap(([, target = '']) => {
        const to = relative(root, join(dirname(file), target))
        const [a, b] = [floorOf(from), floorOf(to)]
        return a === b ||
          a === 'root' ||
          (b === 'kernel' && a !== 'kernel') ||
          (a.startsWith('modules/') && b.startsWith('modules/') && to.endsWith('/api.ts'))
          ? []
          : [`${from} → ${to}`]
      })
    })
  expect(wrong).toEqual([])
})

/** Two modules that call each other are one module. */
test('no circle of modules', () => {
  const reaches = new Map<string, Set<string>>()
  for (const file of filesBelow(join(root, 'modules')).filter(one => !one.endsWith('.test.ts')))
    for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
      const [from, to] = [relative(root, file), relative(root, join(dirname(file), target))].map(floorOf)
      if (from && to?.startsWith('modules/') && from !== to) reaches.set(from, (reaches.get(from) ?? new Set()).add(to))
    }
  const below = (module: string, seen = new Set<string>()): Set<string> => {
    for (const next of reaches.get(module) ?? []) if (!seen.has(next)) below(next, seen.add(next))
    return seen
  }
  expect([...reaches.keys()].filter(module => below(module).has(module))).toEqual([])
})
