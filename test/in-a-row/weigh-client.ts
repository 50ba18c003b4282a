import { readFileSync, readdirSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { ElectronApplication, Page } from '@playwright/test'
import { processTree } from '../bench/client/processes.ts'
import { statusOf } from '../world/processes.ts'
import { together, type Weighed } from './weighed.ts'

/** So many times in a row a page that is at rest weighs the same, and milliseconds between them. One that never rests is ended by its test's limit. */
const AT_REST = 3
const LOOK_EVERY = 100

type Client = { app: ElectronApplication; page: () => Promise<Page>; home: string }

/** Weighs the client with everything collected that can be. Its first screen is there. */
export async function weighClient({ app, page, home }: Client): Promise<Weighed> {
  const { pid, ...main } = await weighMain(app)
  return together(main, await weighPage(await page()), weighProcesses(processTree(pid)), { handles: { 'files in its folders': filesBelow(home) } })
}

async function weighMain(app: ElectronApplication): Promise<Partial<Weighed> & { pid: number }> {
  return app.evaluate(async ({ app: program, ipcMain, BrowserWindow, webContents }) => {
    if (!globalThis.gc) {
      process.getBuiltinModule('v8').setFlagsFromString('--expose-gc')
      const gc: unknown = process.getBuiltinModule('vm').runInNewContext('gc')
      Object.assign(globalThis, { gc })
    }
    // What is only let go of while something is collected goes with the next round.
    for (let round = 0; round < 4; round++) {
      globalThis.gc?.()
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    const listenersOf = (of: NodeJS.EventEmitter) => of.eventNames().reduce((sum, name) => sum + of.listenerCount(name), 0)
    const pages = webContents.getAllWebContents()
    const { heapUsed, external } = process.memoryUsage()
    return {
      pid: process.pid,
      exact: {
        windows: BrowserWindow.getAllWindows().length,
        pages: pages.length,
        'listeners of the program': listenersOf(program) + listenersOf(process) + listenersOf(ipcMain),
        "listeners of a page and its session": pages.reduce((sum, one) => sum + listenersOf(one) + listenersOf(one.session), 0),
      },
      handles: { 'resources of Node': process.getActiveResourcesInfo().length },
      heaps: { 'heap of the main process': heapUsed / 1024, 'beside that heap': external / 1024 },
    }
  })
}

/** Weighs it once it is at rest: the first screen is there before all that loads behind it, and each page is a new one. */
async function weighPage(page: Page): Promise<Partial<Weighed>> {
  const inspector = await page.context().newCDPSession(page)
  await inspector.send('Performance.enable')
  const weigh = async () => {
    await inspector.send('HeapProfiler.collectGarbage')
    const { metrics } = await inspector.send('Performance.getMetrics')
    const metric = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? NaN
    return {
      exact: { 'documents of the page': metric('Documents') },
      handles: { 'nodes of the page': metric('Nodes'), 'listeners in the page': metric('JSEventListeners') },
      heaps: { 'heap of the page': metric('JSHeapUsedSize') / 1024 },
    }
  }
  let weighed = await weigh()
  for (let same = 1; same < AT_REST;) {
    await pause(LOOK_EVERY)
    const now = await weigh()
    same = isDeepStrictEqual([now.exact, now.handles], [weighed.exact, weighed.handles]) ? same + 1 : 1
    weighed = now
  }
  await inspector.detach()
  return weighed
}

/** @param pids of the client's processes, each of which has a kind of its own but for Chromium's zygotes */
function weighProcesses(pids: readonly number[]): Partial<Weighed> {
  const weighed = pids.map((pid) => [kindOf(pid), { open: openIn(pid), memory: privateOf(pid) }] as const)
  return {
    handles: { processes: pids.length, ...Object.fromEntries(weighed.map(([kind, { open }]) => [`open in the ${kind} process`, open])) },
    memory: Object.fromEntries(weighed.filter(([kind]) => kind !== MAIN).map(([kind, { memory }]) => [`memory of the ${kind} process`, memory])),
    main: Object.fromEntries(weighed.filter(([kind]) => kind === MAIN).map(([kind, { memory }]) => [`memory of the ${kind} process`, memory])),
  }
}

/** What a process has open: files, sockets, pipes. */
export const openIn = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length

/** What it occupies that is in no file, in kB: its program is, and belongs to all that run it. */
export const privateOf = (pid: number): number => Number.parseInt(statusOf(pid, 'RssAnon') ?? '', 10)

/** The process that has no kind by Chromium. */
const MAIN = 'main'

function kindOf(pid: number): string {
  const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1')
  const [, kind = MAIN] = /--type=([\w-]+)/.exec(command) ?? []
  return /--utility-sub-type=(\w+)/.exec(command)?.[1] ?? kind
}

const filesBelow = (folder: string): number => readdirSync(folder, { recursive: true }).length
