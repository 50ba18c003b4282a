import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { clientVerbs, operationNames } from '@gatehouse/contract'

const electron = vi.hoisted(() => ({
  invoked: [] as unknown[][],
  exposed: new Map<string, Record<string, (...args: unknown[]) => unknown>>(),
  listeners: new Map<string, ((...args: unknown[]) => void)[]>(),
}))
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: Record<string, () => unknown>) => electron.exposed.set(name, api) },
  ipcRenderer: {
    invoke: (...args: unknown[]) => {
      electron.invoked.push(args)
      return Promise.resolve('answer')
    },
    on: (channel: string, listener: () => void) => electron.listeners.set(channel, [...(electron.listeners.get(channel) ?? []), listener]),
    off: (channel: string, listener: () => void) => electron.listeners.set(channel, (electron.listeners.get(channel) ?? []).filter((one) => one !== listener)),
  },
}))

class Input {
  readonly type: string
  constructor(type: string) { this.type = type }
}
const page = new EventTarget()
const errors: unknown[] = []
const verbs = [...operationNames, ...Object.keys(clientVerbs)]

beforeAll(async () => {
  vi.stubGlobal('VERBS', verbs)
  vi.stubGlobal('window', page)
  vi.stubGlobal('location', { protocol: 'app:' })
  vi.stubGlobal('HTMLInputElement', Input)
  vi.spyOn(console, 'error').mockImplementation((line: unknown) => void errors.push(line))
  await import('./preload.ts')
})
// A page is global, and other tests draw without one.
afterAll(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})
const bridge = () => electron.exposed.get('gatehouse') ?? {}

describe('the bridge', () => {
  test('has the verbs of the contract, how to hear of idleness, and nothing else', () => {
    expect([...electron.exposed.keys()]).toEqual(['gatehouse'])
    expect(Object.keys(bridge())).toEqual([...verbs, 'onIdle'])
  })
  test('sends what a verb is given, on its own channel, once', async () => {
    expect(await bridge()['answer']?.({ stepToken: 's', answer: '1' }, 'more')).toBe('answer')
    await bridge()['network']?.()
    expect(electron.invoked.slice(1)).toEqual([['answer', { stepToken: 's', answer: '1' }], ['network', {}]])
  })
  test('has asked what the machine knows before the page does, and once', async () => {
    expect(await bridge()['machine']?.()).toBe('answer')
    expect(electron.invoked.filter(([channel]) => channel === 'machine')).toEqual([['machine', {}]])
    expect(electron.invoked[0]).toEqual(['machine', {}])
  })
  test('hands over a notice without the event that brought it, until it is told to stop', () => {
    const heard: unknown[][] = []
    const stop = bridge()['onIdle']?.((...args: unknown[]) => heard.push(args))
    const tell = () => electron.listeners.get('onIdle')?.forEach((listener) => listener({ sender: 'ipcRenderer' }, { endsIn: 5 }))
    tell()
    ;(stop as () => void)()
    tell()
    expect(heard).toEqual([[{ endsIn: 5 }]])
  })
})

/** What becomes of an event in the page. @param path what it happened to, innermost first */
function happens(type: string, path: unknown[] = []): boolean {
  const event = new Event(type, { cancelable: true })
  Object.defineProperty(event, 'composedPath', { value: () => path })
  page.dispatchEvent(event)
  return event.defaultPrevented
}

describe('[S-01] dead ends', () => {
  test.each(['dragover', 'drop'])('[S-01] a file that is dropped goes nowhere: %s', (type) => expect(happens(type)).toBe(true))
  test('[S-01] an input of files opens no dialog', () => expect(happens('click', [new Input('file')])).toBe(true))
  test('a click on anything else is a click', () => expect(happens('click', [new Input('text')])).toBe(false))
})

test('a violation of the content policy is said aloud', () => {
  page.dispatchEvent(Object.assign(new Event('securitypolicyviolation'), { effectiveDirective: 'img-src', blockedURI: 'https://evil.example' }))
  expect(errors).toEqual(['securitypolicyviolation img-src https://evil.example'])
})
