/* eslint-disable @typescript-eslint/no-deprecated -- whoever breaks out does not mind */
import type { Bait } from '../canaries.ts'
import type { ByScript } from './way.ts'

const policy = 'the content policy: no script but our own, and Trusted Types'
const running = (way: string, stops: string, script: (bait: Bait) => unknown, more: Partial<ByScript> = {}): ByScript => ({
  way,
  stops,
  ...more,
  script,
})

/** What a page could run: somebody else's code, and what is behind the bridge. */
export const codeWays: readonly ByScript[] = [
  running('a script from a site, from data: and from a blob', policy, ({ web }) => {
    for (const from of [`${web}/script.js`, 'data:text/javascript,window.out=1', URL.createObjectURL(new Blob(['window.out=1']))]) {
      const script = document.createElement('script')
      try {
        script.src = from
      } catch {
        continue
      }
      document.head.append(script)
    }
    return Reflect.get(window, 'out') ? 'it ran' : undefined
  }),
  running('modules are imported from a site and from data:', policy, async ({ web }) => {
    const from = [`${web}/module.js`, 'data:text/javascript,export default 1']
    const got = await Promise.allSettled(from.map((address) => import(/* @vite-ignore */ address)))
    return got.some(({ status }) => status === 'fulfilled') ? 'a module' : undefined
  }),
  running('text becomes HTML', policy, () => {
    for (const write of [
      () => {
        document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.out=1">')
      },
      () => {
        Reflect.set(document.createElement('div'), 'innerHTML', '<b>out</b>')
      },
      () => {
        document.write('<h1>out</h1>')
      },
      () => new DOMParser().parseFromString('<b>x</b>', 'text/html'),
    ]) {
      try {
        write()
        return 'text became HTML'
      } catch {
        /* refused */
      }
    }
    return undefined
  }),
  running('an element is given a script of its own', policy, () => {
    const button = document.createElement('button')
    try {
      button.setAttribute('onclick', 'window.out = 1')
    } catch {
      return undefined
    }
    document.body.append(button)
    button.click()
    return Reflect.get(window, 'out') ? 'it ran' : undefined
  }),
  running('another policy of Trusted Types is made', policy, () => {
    const types = Reflect.get(window, 'trustedTypes') as { createPolicy: (name: string, rules: object) => unknown }
    for (const name of ['default', 'out', 'dompurify']) {
      try {
        types.createPolicy(name, { createHTML: (text: string) => text })
        return `a policy named ${name}`
      } catch {
        /* refused */
      }
    }
    return undefined
  }),
  running('Node, Electron and their names', 'no Node in a page; context isolation; the sandbox', () =>
    ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', '__dirname', 'setImmediate', 'VERBS', 'DEVELOPMENT']
      .filter((name) => Reflect.has(window, name))
      .join(),
  ),
  running('the bridge is changed, and what is behind it looked for', "the bridge is frozen; its functions are of the page's own world", () => {
    const bridge = Reflect.get(window, 'gatehouse') as Record<string, unknown>
    const found: string[] = []
    if (Reflect.set(bridge, 'begin', () => 'mine')) found.push('a verb was replaced')
    if (Reflect.defineProperty(bridge, 'mine', { value: 1 })) found.push('a verb was added')
    if (Reflect.set(window, 'gatehouse', {})) found.push('the bridge was replaced')
    if (typeof bridge['begin'] === 'function') {
      const Made = bridge['begin'].constructor as new (code: string) => () => unknown
      try {
        if (new Made('return typeof process')() !== 'undefined') found.push('process, through a constructor')
      } catch {
        /* refused: no code from text */
      }
    }
    const events = bridge['onIdle'] as (listener: (...said: unknown[]) => void) => () => void
    try {
      events((...said) => {
        if (said.length > 1) found.push('an event of Electron')
      })()
    } catch {
      /* refused */
    }
    return found.join()
  }),
  running(
    'the bridge is asked for what it does not have, and with what it does not take',
    'what is sent is parsed by the contract; there is no channel of any other name',
    async () => {
      const bridge = Reflect.get(window, 'gatehouse') as unknown as Record<string, ((input: unknown) => Promise<{ ok: boolean }>) | undefined>
      const found: string[] = []
      for (const name of ['ELECTRON_BROWSER_REQUIRE', 'openExternal', 'constructor', '__proto__', 'quit'])
        if (Object.hasOwn(bridge, name)) found.push(name)
      const loop: Record<string, unknown> = {}
      loop['self'] = loop
      for (const input of [
        undefined,
        null,
        7,
        'x',
        [],
        { account: { toString: 'x' } },
        { account: 'x'.repeat(1e6), language: 'en' },
        JSON.parse('{"__proto__":{"out":1},"account":5}'),
        loop,
        new Map(),
      ]) {
        const answer = await bridge['begin']?.(input).catch(() => undefined)
        if (answer?.ok) found.push(`begin took ${typeof input}`)
      }
      return Reflect.get({}, 'out') ? 'a prototype was changed' : found.join()
    },
  ),
  running('prototypes of the page are changed under the preload', 'context isolation: the preload sees the input as it is', () => {
    const input = document.createElement('input')
    input.type = 'file'
    Object.defineProperty(input, 'type', { value: 'text' })
    Object.defineProperty(Event.prototype, 'composedPath', { value: () => [], configurable: true, writable: true })
    document.body.append(input)
    input.click()
  }),
  running('a lot of memory, storage and entries of the history', 'it is all in memory, and goes with the page', async () => {
    for (let i = 0; i < 200; i++) history.replaceState({ i }, '')
    try {
      localStorage.setItem('out', 'x'.repeat(1e6))
    } catch {
      /* full */
    }
    localStorage.clear()
    await new Promise((resolve) => {
      const asked = indexedDB.open('out')
      asked.onsuccess = () => {
        asked.result.close()
        indexedDB.deleteDatabase('out')
        resolve(undefined)
      }
      asked.onerror = () => resolve(undefined)
    })
  }),
]
