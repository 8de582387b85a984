import { type FieldError, type ProblemBody, type ProblemCode, problems } from '@anlan/contract/problems.ts'

/** A refusal. Thrown anywhere, it undoes the unit of work; one handler writes it as application/problem+json. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly errors: FieldError[] | undefined
  readonly detail: string | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(code: ProblemCode, more: { detail?: string; errors?: FieldError[]; retryAfterSeconds?: number } = {}) {
    super(`${code}${more.detail ? `: ${more.detail}` : ''}`)
    this.code = code
    this.detail = more.detail
    this.errors = more.errors
    this.retryAfterSeconds = more.retryAfterSeconds
  }

  get status(): number {
    return problems[this.code].status
  }

  /** The reply body, RFC 9457. */
  body(reference?: string): ProblemBody {
    const { title, status } = problems[this.code]
    return {
      type: `urn:anlan:problem:${this.code}`,
      code: this.code,
      title,
      status,
      ...(this.detail && { detail: this.detail }),
      ...(this.errors && { errors: this.errors }),
      ...(reference && { reference }),
    }
  }
}

/** A refusal about one field. `pointer` is an RFC 6901 pointer, `field` what the form calls it. */
export const fieldProblem = (code: ProblemCode, pointer: string, field: string, message: string) =>
  new Problem(code, { detail: message, errors: [{ pointer, field, message }] })
