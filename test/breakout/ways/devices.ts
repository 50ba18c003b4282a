import type { Bait } from '../canaries.ts'
import type { ByScript } from './way.ts'

const refused = "every permission asked for or checked is refused; the page's own policy of permissions"
const using = (way: string, stops: string, script: (bait: Bait) => unknown, more: Partial<ByScript> = {}): ByScript => ({
  way,
  stops,
  ...more,
  script,
})

/** What a page could use of the machine, and of the person's: devices, the clipboard, place, credentials. */
export const deviceWays: readonly ByScript[] = [
  using(
    'the clipboard is read',
    refused,
    async () => {
      const got = await Promise.allSettled([navigator.clipboard.readText(), navigator.clipboard.read()])
      return got.some(({ status }) => status === 'fulfilled') ? 'the clipboard' : undefined
    },
    {
      onlyWindows:
        "the kiosk's account has no right to the clipboard of the desktop; here an order to paste, which an older Electron carries out without asking, finds what was copied at this screen",
    },
  ),
  using('camera, microphone and screen', refused, async () => {
    const got = await Promise.allSettled([
      navigator.mediaDevices.getUserMedia({ audio: true, video: true }),
      navigator.mediaDevices.getDisplayMedia({ video: true }),
    ])
    return got.some(({ status }) => status === 'fulfilled') ? 'a stream' : undefined
  }),
  using('USB, HID, serial, Bluetooth and MIDI devices', `${refused}; no device is chosen`, async () => {
    const device = (name: string) => Reflect.get(navigator, name) as Record<string, (options?: object) => Promise<unknown>> | undefined
    const got = await Promise.allSettled([
      device('usb')?.['requestDevice']?.({ filters: [] }),
      device('hid')?.['requestDevice']?.({ filters: [] }),
      device('serial')?.['requestPort']?.(),
      device('bluetooth')?.['requestDevice']?.({ acceptAllDevices: true }),
      navigator.requestMIDIAccess(),
    ])
    return got
      .flatMap((one) => (one.status === 'fulfilled' && one.value && (!Array.isArray(one.value) || one.value.length > 0) ? ['a device'] : []))
      .join()
  }),
  using('place, fonts, idleness, other screens, storage that lasts, a lock on sleep', refused, async () => {
    const call = (on: unknown, name: string): Promise<unknown> | undefined => {
      const method: unknown = typeof on === 'object' && on !== null ? Reflect.get(on, name) : undefined
      return typeof method === 'function' ? Promise.resolve(Reflect.apply(method, on, [])) : undefined
    }
    const got = await Promise.allSettled([
      new Promise((resolve, reject) => {
        navigator.geolocation.getCurrentPosition(resolve, reject)
      }),
      call(window, 'queryLocalFonts'),
      call(Reflect.get(window, 'IdleDetector'), 'requestPermission'),
      call(window, 'getScreenDetails'),
      call(navigator.storage, 'persist'),
      call(Reflect.get(navigator, 'wakeLock'), 'request'),
    ])
    const names = ['a place', 'fonts', 'idleness', 'screens', 'lasting storage', 'a lock on sleep']
    return got.flatMap((one, at) => (one.status === 'fulfilled' && one.value && one.value !== 'denied' ? [names[at]] : [])).join()
  }),
  using('a program for a scheme is registered, and something is shared or paid', refused, async ({ web }) => {
    try {
      navigator.registerProtocolHandler('web+out', `${web}/?%s`)
    } catch {
      /* refused */
    }
    const share: unknown = Reflect.get(navigator, 'share')
    const got = await Promise.allSettled([
      typeof share === 'function' ? Promise.resolve(Reflect.apply(share, navigator, [{ title: 'out' }])) : Promise.reject(new Error('none')),
    ])
    return got[0].status === 'fulfilled' ? 'it was shared' : undefined
  }),
  using(
    'a passkey or a saved password is asked for',
    refused,
    async () => {
      const got = await Promise.allSettled([
        navigator.credentials.get({ publicKey: { challenge: new Uint8Array(32), timeout: 200 } }),
        navigator.credentials.get({ password: true } as CredentialRequestOptions),
      ])
      return got.some((one) => one.status === 'fulfilled' && one.value) ? 'a credential' : undefined
    },
    { onlyWindows: 'the dialog of Windows Hello: to be seen that none comes' },
  ),
]
