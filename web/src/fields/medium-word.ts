import { mediums } from '@anlan/contract/obligation.ts'

/** （书面）, only where the title of the duty does not say it itself. */
export const mediumWord = ({ title, medium }: { title: string; medium: string }) => {
  const word = medium === 'any' ? '' : (mediums[medium as keyof typeof mediums] ?? '')
  return word && !title.includes(word) ? `（${word}）` : ''
}
