import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Built, buildScreens } from './build-screens.ts'

const KB = 1024

describe('the kiosk as it is shipped', () => {
  let folder: string
  let built: Built
  let texts: { path: string; text: string }[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'screens-'))
    built = await buildScreens({ entry: 'kiosk', folder })
    const readable = built.files.filter(({ path }) => /\.(js|css|html)$/.test(path))
    texts = await Promise.all(readable.map(async ({ path }) => ({ path, text: await readFile(join(folder, path), 'utf8') })))
  }, 30_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const holding = (what: string | RegExp) => texts.filter(({ text }) => (typeof what === 'string' ? text.includes(what) : what.test(text))).map(({ path }) => path)

  it('holds no language for tests, no state of the gallery, no scripted bridge', () => {
    expect(holding('en-XA')).toEqual([])
    expect(holding('7K4P-29QX')).toEqual([])
    expect(holding('identify-nothing-typed')).toEqual([])
  })

  it('takes no message apart at run time', () => {
    expect(holding('EXPECT_ARGUMENT_CLOSING_BRACE')).toEqual([])
  })

  it('names every file that the page asks for', () => {
    const page = texts.find(({ path }) => path === 'kiosk.html')?.text ?? ''
    const asked = [...page.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path]) => path)
    expect(asked).not.toEqual([])
    for (const path of asked) expect(built.files.map((file) => file.path)).toContain(path)
  })

  it('has nothing inline that the content policy would refuse', () => {
    expect(holding(/<style|<script(?![^>]* src=)| style=|javascript:/).filter((path) => path.endsWith('.html'))).toEqual([])
  })

  it('loads little before the first screen', () => {
    // React with its DOM half alone is 218 kB.
    expect(built.firstScript).toBeLessThan(270 * KB)
  })
})
