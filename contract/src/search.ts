import { z } from 'zod'
import { Id, PageQuery, page, requiredText, When } from './codec.ts'

/** Words to find, at least one character; all of them must occur. `kind` narrows to one kind of thing. */
export const SearchQuery = PageQuery.extend({
  text: requiredText('查找内容', 60),
  kind: z.string().max(80).optional().meta({ title: '类别' }),
})

/** One thing found. `excerpt` is the text around the first word, as search compares it; `link` is its page in the web app. */
export const Finding = z.object({
  kind: z.string(),
  kindLabel: z.string(),
  id: Id,
  title: z.string(),
  excerpt: z.string(),
  link: z.string(),
  unitName: z.string().nullable(),
  updatedAt: When,
})
export type Finding = z.infer<typeof Finding>

/** What was found, and for the first page which kinds have hits at all (never how many). */
export const Findings = page(Finding).extend({ kinds: z.array(z.object({ kind: z.string(), label: z.string() })) })
