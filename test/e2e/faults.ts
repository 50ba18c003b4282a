import type { ElectronApplication, Page } from '@playwright/test'
import { filesIn } from '../world/traces.ts'

/** What the client's log says when something of ours is broken: a page's error, a violated policy, a bug. */
const broken = /\b(page-error|content-policy-violated|page-lost|bug|verb-failed|stranger-refused|setting-wrong)\b.*/g

/** Listens to every page of the client from now on. @returns what was heard: errors, and violations of the content policy */
export function hearFaults(app: ElectronApplication): () => string[] {
  const heard: string[] = []
  const listen = (page: Page) => {
    page.on('pageerror', (error) => heard.push(`error in the page: ${error.message}`))
    // The preload reports a violation of the content policy the same way.
    page.on('console', (message) => { if (message.type() === 'error') heard.push(`console.error: ${message.text()}`) })
  }
  app.windows().forEach(listen)
  app.on('window', listen)
  return () => [...heard]
}

/** What the client itself wrote down, from its first moment on. @param home of its user */
export const clientLog = (home: string): string =>
  filesIn('home', home).filter(({ where }) => where.endsWith('client.log')).map(({ bytes }) => bytes.toString()).join('')

/** What of that is a fault of ours. */
export const faultsIn = (log: string): string[] => log.match(broken) ?? []
