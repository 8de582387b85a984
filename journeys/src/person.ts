import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { test as base, expect, inject } from 'vitest'

export const samplePassword = 'Anlan@2026'

const desk = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

/** Somebody at a screen. */
export interface Person {
  page: Page
  /** A button, link, field … by what it is called on the screen. */
  press(name: string | RegExp, where?: { inFront: boolean }): Promise<void>
  follow(name: string | RegExp): Promise<void>
  /** Opens a folded group of the main menu. */
  unfold(group: string): Promise<void>
  /** Fills the field whose label begins so. */
  write(label: string, text: string): Promise<void>
  /** Picks from a list by typing. */
  pick(label: string, text: string): Promise<void>
  sees(text: string | RegExp): Promise<void>
  /** Moves the focus with Tab (or Shift+Tab) until it stands on the field of that name. */
  tabTo(name: string | RegExp, key?: 'Tab' | 'Shift+Tab'): Promise<Locator>
}

interface SignInOptions {
  at?: string
  password?: string
  viewport?: { width: number; height: number }
}

export interface People {
  /** Opens a browser of their own and signs in. */
  signIn(account: string, options?: SignInOptions): Promise<Person>
  /** Opens a browser of their own at an address, as somebody without an account. */
  visit(url: string): Promise<Person>
}

let browser: Promise<Browser> | undefined

/** Drawers come and go at once: nobody is there to watch them move. */
const withoutMotion = () => {
  document.addEventListener('DOMContentLoaded', () => {
    const still = document.createElement('style')
    still.textContent =
      '*, *::before, *::after { animation-duration: 1ms !important; transition-duration: 1ms !important; }'
    document.head.append(still)
  })
}

/** Journeys in browsers. Any error of the page itself fails them. */
export const test = base.extend<{ platformUrl: string; people: People }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the fixture's needs from this pattern
  platformUrl: async ({}, use) => {
    const urls = inject('platformUrls')
    await use(urls[(Number(process.env['VITEST_POOL_ID'] ?? 1) - 1) % urls.length] ?? '')
  },
  people: async ({ platformUrl, task }, use) => {
    browser ??= chromium.connect(inject('browserEndpoint'))
    const shared = await browser
    const contexts: BrowserContext[] = []
    const broken: string[] = []
    const openPage = async (who: string, at: string, viewport = desk) => {
      const context = await shared.newContext({ viewport, locale: 'zh-CN', baseURL: at, permissions: [] })
      contexts.push(context)
      context.setDefaultTimeout(15_000)
      await context.addInitScript(withoutMotion)
      const page = await context.newPage()
      page.on('pageerror', error => broken.push(`${who}: ${error.message}`))
      return page
    }
    await use({
      signIn: async (account, { at = platformUrl, password = samplePassword, viewport = desk } = {}) => {
        const page = await openPage(account, at, viewport)
        await page.goto('/')
        await page.getByLabel('账号').fill(account)
        await page.getByLabel('密码').fill(password)
        await page.keyboard.press('Enter')
        await page.locator('.top, .gate-single').waitFor()
        return personAt(page)
      },
      visit: async url => {
        const page = await openPage('a stranger', new URL(url).origin)
        await page.goto(url)
        return personAt(page)
      },
    })
    await Promise.all(
      contexts.map((context, index) => lastLook(context, `${task.name.replace(/\W+/g, '-').slice(0, 24)}-${index}`)),
    )
    await Promise.all(contexts.map(context => context.close()))
    expect(broken, 'errors of the page').toEqual([])
  },
})

const fieldCalled = (page: Page, label: string) =>
  (['textbox', 'spinbutton', 'combobox'] as const)
    .map(role => page.getByRole(role, { name: new RegExp(`^${label}`) }))
    .reduce((found, other) => found.or(other))
    .first()

/** For whoever looks into a failure: JOURNEY_SHOTS names a folder for what everybody saw last. */
async function lastLook(context: BrowserContext, name: string) {
  const folder = process.env['JOURNEY_SHOTS']
  if (folder) await context.pages()[0]?.screenshot({ path: join(folder, `${name}.png`) })
}

function personAt(page: Page): Person {
  return {
    page,
    press: (name, where) =>
      (where?.inFront ? page.locator('.ant-drawer-open, .ant-popover') : page)
        .getByRole('button', { name })
        .filter({ visible: true })
        .first()
        .click(),
    write: (label, text) => fieldCalled(page, label).fill(text),
    pick: async (label, text) => {
      await fieldCalled(page, label).fill(text)
      await page.locator('.ant-select-item-option-active:visible').filter({ hasText: text }).last().waitFor()
      await page.keyboard.press('Enter')
    },
    follow: name => page.getByRole('link', { name }).first().click(),
    unfold: group => page.locator('.menu').getByRole('button', { name: group, expanded: false }).first().click(),
    sees: text => page.getByText(text).first().waitFor(),
    tabTo: async (name, key = 'Tab') => {
      const field = page
        .getByLabel(name, { exact: true })
        .or(page.getByRole('button', { name, exact: true }))
        .first()
      await field.waitFor()
      for (let presses = 0; presses < 60; presses++) {
        if (await field.evaluate(element => element === document.activeElement)) return field
        await page.keyboard.press(key)
      }
      throw new Error(`Tab does not reach ${name}`)
    },
  }
}
