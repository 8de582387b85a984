import type { ReactNode } from 'react'

/** A small word above its control, for forms too dense for full form rows. */
export function Labelled({ control, word, children }: { control: string; word: string; children: ReactNode }) {
  return (
    <div className="labelled">
      <label htmlFor={control}>{word}</label>
      {children}
    </div>
  )
}
