interface Shape {
  _zod: { input: unknown; output: unknown }
}

/** What a form may send for a shape of the contract: instants as ISO text, defaults left out. */
export type Input<S extends Shape> = S['_zod']['input']
/** What a reply of that shape holds. */
export type Output<S extends Shape> = S['_zod']['output']
export interface Page<T> {
  items: T[]
  next: string | null
}
export interface Items<T> {
  items: T[]
}
