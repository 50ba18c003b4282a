import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pngOf } from '../../test/world/pictures.ts'
import { liveBranding } from './live-branding.ts'

let folder: string
let told: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-look-'))
  told = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const section = { accent: '#4cc2ff', logo: 'logo.png' }
const live = () => liveBranding({
  policyFile: join(folder, 'policy.yaml'),
  tell: { taken: (look) => void told.push(`taken ${Object.keys(look?.branding ?? {}).join(' ')}`), refused: ({ path }) => void told.push(`refused ${path}`) },
})
/** By renaming, as it should be done: never half a file, and always another one. */
const put = (bytes: Buffer | string) => {
  writeFileSync(join(folder, 'new'), bytes)
  renameSync(join(folder, 'new'), join(folder, 'logo.png'))
}
const logo = (red: number) => pngOf(8, 8, () => [red, 0, 0, 255])

test('a new picture is worn once it has stood there for two looks, or at once when somebody says that it is whole', async () => {
  const branding = live()
  put(logo(1))
  await branding.lookAgain(section, true)
  const worn = () => branding.look()?.branding.logo
  expect(worn()).toBe(logo(1).toString('base64'))
  put(logo(2))
  await branding.lookAgain(section, false)
  expect(worn(), 'a copy takes its time').toBe(logo(1).toString('base64'))
  await branding.lookAgain(section, false)
  expect(worn()).toBe(logo(2).toString('base64'))
  await branding.lookAgain(section, false)
  put(logo(3))
  await branding.lookAgain(section, true)
  expect(worn()).toBe(logo(3).toString('base64'))
  expect(told).toEqual(['taken accent logo', 'taken accent logo', 'taken accent logo'])
})

test('[S-05] a wrong picture leaves the look as it was, is said once and shown as long as it stands there', async () => {
  const branding = live()
  put(logo(1))
  await branding.lookAgain(section, true)
  put('<svg/>')
  for (let looks = 0; looks < 5; looks++) await branding.lookAgain(section, false)
  expect([branding.look()?.branding.logo, branding.isRefused()]).toEqual([logo(1).toString('base64'), true])
  expect(told).toEqual(['taken accent logo', 'refused branding.logo'])
  put(logo(1))
  for (let looks = 0; looks < 2; looks++) await branding.lookAgain(section, false)
  expect([branding.isRefused(), told.length], 'the same picture is the same look').toEqual([false, 2])
})

test('a look that the policy no longer has is taken off', async () => {
  const branding = live()
  put(logo(1))
  await branding.lookAgain(section, true)
  await branding.lookAgain({}, true)
  expect(branding.look()).toBeUndefined()
  expect(told.at(-1)).toBe('taken ')
})
