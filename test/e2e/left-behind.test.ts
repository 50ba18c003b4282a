import type { ElectronApplication, Page } from '@playwright/test'
import { arrive, backToSignIn } from '../world/person.ts'
import { expect, test } from './lone-client.ts'

/** Leaves something in every store that a page can reach, or somebody who took it over. */
async function leaveEverywhere(app: ElectronApplication, page: Page): Promise<void> {
  await page.evaluate(async () => {
    localStorage.setItem('left', 'behind')
    sessionStorage.setItem('left', 'behind')
    await caches.open('left')
    await (await navigator.storage.getDirectory()).getFileHandle('left', { create: true })
    await new Promise((resolve, reject) => Object.assign(indexedDB.open('left'), { onsuccess: resolve, onerror: reject }))
  })
  await app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    Object.assign(globalThis, { sessionOfBefore: window?.webContents.session })
    await window?.webContents.session.cookies.set({ url: 'https://left.example', name: 'left', value: 'behind' })
    window?.webContents.setZoomFactor(1.5)
  })
}

/** @returns what is found of it */
async function lookEverywhere(app: ElectronApplication, page: Page): Promise<string[]> {
  const inPage = await page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory()
    const found = {
      'local storage': localStorage.length > 0,
      'session storage': sessionStorage.length > 0,
      caches: (await caches.keys()).length > 0,
      files: await folder.getFileHandle('left').then(() => true, () => false),
      databases: (await indexedDB.databases()).length > 0,
    }
    return Object.entries(found).flatMap(([where, there]) => (there ? [where] : []))
  })
  const beside = await app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    const cookies = await window?.webContents.session.cookies.get({}) ?? []
    return [...(cookies.length > 0 ? ['cookies'] : []), ...(window?.webContents.getZoomFactor() === 1 ? [] : ['larger text'])]
  })
  return [...inPage, ...beside]
}

const hasSessionOfBefore = (app: ElectronApplication): Promise<boolean> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.session === Reflect.get(globalThis, 'sessionOfBefore'))

const everywhere = ['local storage', 'session storage', 'caches', 'files', 'databases', 'cookies', 'larger text']

test('[S-04] what was left in any store of a page is gone for the next that has the same session, and so is the size of its text', async ({ open }) => {
  const { app, page } = await open({})
  await arrive(await page(), 'identify.title')
  await leaveEverywhere(app, await page())
  expect(await lookEverywhere(app, await page())).toEqual(everywhere)

  await backToSignIn(await page())
  await arrive(await page(), 'identify.title')
  expect(await lookEverywhere(app, await page())).toEqual([])
  expect(await hasSessionOfBefore(app)).toBe(true)
})
