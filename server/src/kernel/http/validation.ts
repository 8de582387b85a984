import type { FieldError } from '@anlan/contract/problems.ts'
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify'
import { z } from 'zod'
import { Problem } from '../problem.ts'

/** Parses what enters by its shape; what does not fit is a refusal that names each field in Chinese. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart }) =>
  input => {
    // A POST without a body means: nothing to say.
    const parsed = schema.safeParse(httpPart === 'body' && (input === undefined || input === null) ? {} : input)
    if (parsed.success) return { value: parsed.data }
    return {
      error: new Problem('invalid-input', {
        errors: parsed.error.issues.slice(0, 50).map(issue => fieldError(schema, issue, nameOfPart[httpPart ?? ''])),
      }),
    }
  }

const nameOfPart: Record<string, string> = { params: '请求地址', querystring: '查询条件', body: '请求内容' }

function fieldError(schema: z.ZodType, issue: z.core.$ZodIssue, part = '请求内容'): FieldError {
  const pointer = issue.path.map(key => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  const field = fieldName(schema, issue.path) || part
  return { pointer, field, message: named(field, issue.message) }
}

/** What a shape says of itself without its field (请填写, 请选择, 不能大于 9999) is said with it. */
const named = (field: string, message: string): string =>
  message === '请填写' || message === '请选择'
    ? `${message}${field}`
    : /^(应为|不能|不在|格式|含有)/.test(message)
      ? `${field}${message}`
      : message

/** What the form calls the field at `path`: the nearest title on the way down; empty when there is none. */
function fieldName(schema: z.ZodType, path: PropertyKey[]): string {
  let here: z.core.$ZodType | undefined = schema
  let name = ''
  for (const part of path) {
    here = step(here, part)
    name = (here && titleOf(here)) ?? name
  }
  return name
}

const titleOf = (schema: z.core.$ZodType): string | undefined => {
  const title = z.globalRegistry.get(schema)?.title
  if (title) return title
  const inner = unwrap(schema)
  return inner === schema ? undefined : titleOf(inner)
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const def = schema._zod.def as { innerType?: z.core.$ZodType; in?: z.core.$ZodType }
  return def.innerType ?? def.in ?? schema
}

function step(schema: z.core.$ZodType | undefined, part: PropertyKey): z.core.$ZodType | undefined {
  let here = schema
  while (here) {
    const def = here._zod.def as {
      shape?: Record<string, z.core.$ZodType>
      element?: z.core.$ZodType
      valueType?: z.core.$ZodType
      options?: z.core.$ZodType[]
    }
    if (def.shape) return def.shape[String(part)]
    if (def.element) return def.element
    if (def.valueType) return def.valueType
    if (def.options) return def.options.map(option => step(option, part)).find(found => found !== undefined)
    const inner = unwrap(here)
    if (inner === here) return undefined
    here = inner
  }
  return undefined
}

/** Writes what leaves by its shape: fields the contract does not name never leave. */
export const serializerCompiler: FastifySerializerCompiler<z.ZodType> =
  ({ schema }) =>
  reply =>
    JSON.stringify(schema.parse(reply))
