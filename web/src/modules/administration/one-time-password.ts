// None that is mistaken for another on paper.
const upper = 'ABCDEFGHJKMNPQRSTUVWXYZ'
const lower = 'abcdefghjkmnpqrstuvwxyz'
const digits = '23456789'

const pick = (letters: string) => {
  // Values past the last whole multiple would favour the first letters.
  const limit = 256 - (256 % letters.length)
  for (;;) {
    const [byte] = crypto.getRandomValues(new Uint8Array(1))
    if (byte !== undefined && byte < limit) return letters[byte % letters.length] ?? ''
  }
}

/** A first password to be handed over on paper and changed at once: three groups of four, of all kinds of characters (about 65 bits). */
export const oneTimePassword = (): string =>
  [0, 1, 2].map(() => pick(upper) + pick(lower) + pick(digits) + pick(upper + lower + digits)).join('-')
