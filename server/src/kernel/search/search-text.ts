/**
 * Text as search compares it: traditional characters become simplified, full width becomes half width, case and spaces do not count.
 * The converter's tables are loaded when the first text comes.
 */
export async function searchText(text: string): Promise<string> {
  return (await textComparer())(text)
}

/** The same for many texts at once: the tables are waited for, the texts are not. */
export async function textComparer(): Promise<(text: string) => string> {
  const simplify = await simplifier()
  return text => simplify(text.normalize('NFKC')).toLowerCase().replace(/\s+/g, ' ').trim()
}

/** Initials and full pinyin of a name, so that “yjglj” and “yingji” find 应急管理局. Polyphonic place names are read as the library reads them. */
export async function pinyinOf(name: string): Promise<string> {
  if (!/\p{Script=Han}/u.test(name)) return ''
  const { pinyin } = await import('pinyin-pro')
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'removed' })
  return `${syllables.map(syllable => syllable[0] ?? '').join('')} ${syllables.join('')}`.replaceAll('ü', 'v')
}

/**
 * The pairs of neighbouring characters of a compared text, each once, and for one-character queries every single character.
 * Pairs do not reach over a space.
 */
export function gramsOf(compared: string): string[] {
  const grams = new Set<string>()
  for (const run of compared.split(' ')) {
    const characters = Array.from(run)
    for (const [i, character] of characters.entries()) {
      grams.add(character)
      const next = characters[i + 1]
      if (next !== undefined) grams.add(character + next)
    }
  }
  return [...grams]
}

/** The pairs a query asks for: all of its neighbouring characters, or the one character it has. */
export function queryGramsOf(compared: string): string[] {
  return compared.split(' ').flatMap(run => {
    const characters = Array.from(run)
    if (characters.length === 1) return characters
    return characters.slice(1).map((character, i) => `${characters[i]}${character}`)
  })
}

let loading: Promise<(text: string) => string> | null = null
const simplifier = () => {
  loading ??= import('opencc-js/t2cn').then(({ Converter }) => Converter({ from: 't', to: 'cn' }))
  return loading
}
