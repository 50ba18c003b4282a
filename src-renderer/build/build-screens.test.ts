import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { languages } from '../languages/list.ts'
import { BLANK } from '../kiosk/first-screen.ts'
import { type Built, buildScreens } from './build-screens.ts'

const KB = 1024

// What is in one of them and must be in no other.
const ofGallery = ['en-XA', '7K4P-29QX', 'identify-nothing-typed']
const ofPortal = ['gatehouse-portal', '/v1/recoveries', 'fetch(', 'localStorage', 'You are offline', 'interactive-widget', 'pageshow']
const ofKiosk = ['window.gatehouse', 'open-sans']
const ofRegistration = ['gatehouse-registration', '/v1/registration', 'Sign in to register', 'Your security questions', 'countries']

const translations = await Promise.all(languages.filter(({ tag }) => tag !== 'en').map(async ({ tag, load }) => {
  const said = (await load())['idle.title']
  return { tag, said: typeof said === 'string' ? `"${said}"` : expect.fail(`${tag} is not as it is written`) }
}))

/** Where the words of each language are, but English. @returns files that hold them, how many the page asks for at once, and who else has words in them */
const placesOf = (texts: { path: string; text: string }[], page: string) => translations.map(({ tag, said }) => {
  const files = texts.filter(({ text }) => text.includes(said))
  const asked = texts.find(({ path }) => path === page)?.text ?? ''
  const others = translations.filter((other) => other.tag !== tag && files.some(({ text }) => text.includes(other.said)))
  return { tag, files: files.length, asked: files.filter(({ path }) => asked.includes(path)).length, others: others.length }
})
const alone = translations.map(({ tag }) => ({ tag, files: 1, asked: 0, others: 0 }))

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
    for (const word of ofGallery) expect(holding(word), word).toEqual([])
  })

  it('holds nothing of the portal: it asks nobody, remembers nothing, has no words for a browser; and no screen of registration', () => {
    for (const word of [...ofPortal, ...ofRegistration]) expect(holding(word), word).toEqual([])
    for (const word of ofKiosk) expect(holding(word), word).not.toEqual([])
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

  it('[F-27] has each language in a file of its own, which is loaded when it is wanted', () => {
    expect(placesOf(texts, 'kiosk.html')).toEqual(alone)
  })

  it('loads the keyboard on the screen only when it is opened', () => {
    expect(holding('qwertzuiop').filter((path) => path === 'kiosk.js')).toEqual([])
    expect(holding('insertText')).toHaveLength(1)
    expect(texts.find(({ path }) => path === 'kiosk.html')?.text).not.toContain(holding('insertText')[0])
  })

  it('loads nearly nothing before the first screen, which comes with the page in every language', () => {
    expect(built.firstScript).toBeLessThan(5 * KB)
    const page = texts.find(({ path }) => path === 'kiosk.html')?.text ?? ''
    expect([...page.matchAll(/<template lang="([^"]+)"/g)].map(([, tag]) => tag)).toEqual(languages.map(({ tag }) => tag))
    for (const blank of [BLANK.name, BLANK.company, `value="${BLANK.selectedUser}"`]) expect(page.split(blank), blank).toHaveLength(languages.length + 1)
  })
})

describe('the portal as it is shipped', () => {
  let folder: string
  let built: Built
  let texts: { path: string; text: string }[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portal-'))
    built = await buildScreens({ entry: 'portal', folder })
    const readable = built.files.filter(({ path }) => /\.(js|css|html)$/.test(path))
    texts = await Promise.all(readable.map(async ({ path }) => ({ path, text: await readFile(join(folder, path), 'utf8') })))
  }, 30_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const holding = (what: string) => texts.filter(({ text }) => text.includes(what)).map(({ path }) => path)

  it('[S-21] holds nothing of the kiosk, of the gallery and of registration, and what is its own', () => {
    for (const word of [...ofKiosk, ...ofGallery, ...ofRegistration]) expect(holding(word), word).toEqual([])
    for (const word of ofPortal) expect(holding(word), word).not.toEqual([])
  })

  it('[S-21] has no third party in it: nothing in it names another origin', () => {
    const origins = texts.flatMap(({ path, text }) => [...text.matchAll(/https?:\/\/[\w.-]+/g)].map(([origin]) => `${path.replace(/-?[A-Z0-9]{8}/, '')}: ${origin}`))
    // Names of XML's vocabularies, and where the library explains an error: nobody asks them for anything.
    expect([...new Set(origins)].filter((one) => !/www\.w3\.org|react\.dev/.test(one))).toEqual([])
  })

  it('has a name that changes with its content for everything but the page', () => {
    expect(built.files.map(({ path }) => path).filter((path) => !/-[A-Z0-9]{8}\.(js|css|svg)$/.test(path))).toEqual(['portal.html'])
  })

  it('asks for its parts below the page, and each is there', () => {
    const page = texts.find(({ path }) => path === 'portal.html')?.text ?? ''
    const asked = [...page.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path = '']) => path)
    expect(asked.length).toBeGreaterThan(3)
    for (const path of asked) expect(built.files.map((file) => `/reset/${file.path}`)).toContain(path)
  })

  it('[S-21] has nothing inline that the content policy would refuse', () => {
    const page = texts.find(({ path }) => path === 'portal.html')?.text ?? ''
    expect(page).not.toMatch(/<style|<script(?![^>]* src=)| style=|javascript:|\son[a-z]+=/)
  })

  it('[F-27] has each language in a file of its own, which is loaded when it is wanted', () => {
    expect(placesOf(texts, 'portal.html')).toEqual(alone)
  })

  it('loads little before the first screen: a phone may be on a slow line', () => {
    expect(built.firstScript).toBeLessThan(320 * KB)
  })
})

describe('the registration portal as it is shipped', () => {
  let folder: string
  let built: Built
  let texts: { path: string; text: string }[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'register-'))
    built = await buildScreens({ entry: 'register', folder })
    const readable = built.files.filter(({ path }) => /\.(js|css|html)$/.test(path))
    texts = await Promise.all(readable.map(async ({ path }) => ({ path, text: await readFile(join(folder, path), 'utf8') })))
  }, 30_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const holding = (what: string) => texts.filter(({ text }) => text.includes(what)).map(({ path }) => path)

  it('[S-21] holds nothing of the kiosk, of the gallery and of a recovery under way, and what is its own', () => {
    for (const word of [...ofKiosk, ...ofGallery, 'gatehouse-recovery']) expect(holding(word), word).toEqual([])
    for (const word of ofRegistration) expect(holding(word), word).not.toEqual([])
  })

  it('asks for its parts below the page, and each is there', () => {
    const page = texts.find(({ path }) => path === 'register.html')?.text ?? ''
    const asked = [...page.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path = '']) => path)
    expect(asked.length).toBeGreaterThan(3)
    for (const path of asked) expect(built.files.map((file) => `/register/${file.path}`)).toContain(path)
    expect(page).not.toMatch(/<style|<script(?![^>]* src=)| style=|javascript:|\son[a-z]+=/)
  })

  it('[F-27] has each language in a file of its own, which is loaded when it is wanted', () => {
    expect(placesOf(texts, 'register.html')).toEqual(alone)
  })

  it('loads little before the first screen: not the countries, and nothing that lies above a screen', () => {
    expect(built.firstScript).toBeLessThan(360 * KB)
  })
})
