import { words } from '../world/person.ts'
import { expect, test } from './gatehouse.ts'

test('[F-27] on a machine that speaks English no other script\'s letters are read before somebody asks for them; then the screen turns round in the language that is picked', async ({ run }) => {
  const page = await run.page()
  const read = () => page.evaluate(() => [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family.replaceAll('"', '')))
  await expect(page.locator('.corner-button[data-rac]')).toBeVisible()
  expect(new Set(await read())).toEqual(new Set(['Open Sans']))

  await page.getByRole('button', { name: words('frame.language', { language: 'English' }), exact: true }).click()
  await page.getByRole('menuitemradio', { name: '日本語' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('サインインできませんか？')
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual(['ja', 'ltr'])
  await expect.poll(read).toContain('Noto Sans JP Variable')

  await page.getByRole('button', { name: '言語: 日本語' }).click()
  await page.getByRole('menuitemradio', { name: 'العربية' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('هل تواجه مشكلة في تسجيل الدخول؟')
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual(['ar', 'rtl'])
  await expect.poll(read).toContain('Noto Sans Arabic Variable')
})
