import { expect } from 'vitest'
import { type Person, test } from './src/person.ts'

test('two of a township revise their steps at once: the later one sees what was changed and keeps both', async ({
  people,
}) => {
  const [first, second] = [await people.signIn('songling1'), await people.signIn('songling2')]
  for (const one of [first, second]) await one.page.goto('/duty/procedure')
  await addStep(first, '通知青松村检查站')
  await addStep(second, '通知林业站')
  await first.press('保存为新版本')
  await first.page.getByRole('row').filter({ hasText: '通知青松村检查站' }).waitFor()
  await second.press('保存为新版本')
  await second.sees(/已存为第 1 版：通知青松村检查站/)
  await second.sees('新增“通知青松村检查站”')
  await second.press('两边都要')
  await second.press('保存为新版本')
  await second.page.locator('.ant-drawer-open').waitFor({ state: 'detached' })
  const own = second.page.locator('.procedure').last()
  await own.getByText(/第 2 版/).waitFor()
  expect(await own.getByRole('row').allInnerTexts()).toEqual([
    expect.stringContaining('时机'),
    expect.stringContaining('通知林业站'),
    expect.stringContaining('通知青松村检查站'),
  ])

  // Whoever looks back finds the first version unchanged.
  await second.press('历次修订')
  await second.page.locator('.ant-drawer-open').getByText('第 1 版', { exact: true }).waitFor()
})

async function addStep(person: Person, text: string) {
  await person.page
    .locator('.procedure')
    .last()
    .getByRole('button', { name: /^修 ?订$/ })
    .click()
  await person.press('增加一步')
  await person.page.getByRole('textbox', { name: '步骤' }).fill(text)
  await person.write('修订说明', text)
}
