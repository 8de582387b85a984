import { creditCheckCharacter, creditCodeRefusal } from '@anlan/contract/credit-code.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

test('codes that exist stand; a wrong letter, length or check character is said', () => {
  for (const code of ['91350100M000100Y43', '91990321MA7QL0016W', '119903210090321A7D', '54990321MA7QL0024J'])
    expect(creditCodeRefusal(code)).toBeNull()
  expect(creditCodeRefusal('91350100M000100Y44')).toContain('校验位')
  expect(creditCodeRefusal('91350100M000100Y4')).toContain('18 位')
  expect(creditCodeRefusal('9135010IM000100Y43')).toContain('18 位')
})

test('any single wrong character is noticed', () => {
  const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY'.split('')
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...letters), { minLength: 17, maxLength: 17 }),
      fc.nat(17),
      fc.constantFrom(...letters),
      (first, at, other) => {
        const first17 = first.join('')
        const code = first17 + creditCheckCharacter(first17)
        fc.pre(code[at] !== other)
        expect(creditCodeRefusal(code.slice(0, at) + other + code.slice(at + 1))).not.toBeNull()
      },
    ),
  )
})
