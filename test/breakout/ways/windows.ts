/* eslint-disable @typescript-eslint/no-deprecated -- whoever breaks out does not mind */
import type { Bait } from '../canaries.ts'
import type { ByScript } from './way.ts'

const noWindow = 'no second window opens (setWindowOpenHandler)'
const noFrame = 'the content policy: no frame, no object; no frame of the page goes anywhere (will-frame-navigate)'
const noWorker = 'the content policy, which has no workers, and Trusted Types'
const beside = (way: string, stops: string, script: (bait: Bait) => unknown, more: Partial<ByScript> = {}): ByScript => ({
  way,
  stops,
  ...more,
  script,
})

/** Whatever puts another page on the screen or runs beside ours: windows, frames, workers. */
export const windowWays: readonly ByScript[] = [
  beside('window.open opens a site', noWindow, ({ web }) => (window.open(`${web}/open`) ? 'a window' : undefined), {
    from: 'CVE-2023-48654, CVE-2023-51772: a new browser window',
  }),
  beside('window.open opens a file', noWindow, ({ file }) => (window.open(file) ? 'a window' : undefined)),
  beside('window.open opens an empty page to write into', noWindow, () => {
    const opened = window.open('about:blank', '', 'popup,width=400,height=300')
    opened?.document.write('out')
    return opened ? 'a window' : undefined
  }),
  beside(
    'window.open opens one of our own screens, with a bridge',
    noWindow,
    () => (window.open('app://gatehouse/', 'second', 'nodeIntegration=yes,contextIsolation=no,sandbox=no,webviewTag=yes') ? 'a window' : undefined),
    { from: 'advisories of Electron: features that become preferences' },
  ),
  beside('window.open replaces the page itself', noWindow, ({ web }) => {
    for (const target of ['_self', '_top', '_parent']) window.open(`${web}/self`, target)
  }),
  beside('a picture in a picture, of a document', "the page's sandbox has no word for windows", async () => {
    const api = Reflect.get(window, 'documentPictureInPicture') as { requestWindow: () => Promise<Window> } | undefined
    return api && (await api.requestWindow(), 'a window')
  }),
  beside('a picture in a picture, of a video', "the page's policy of permissions has none", async () => {
    const canvas = document.createElement('canvas')
    canvas.getContext('2d')?.fillRect(0, 0, 9, 9)
    const video = document.createElement('video')
    video.muted = true
    video.srcObject = canvas.captureStream(10)
    document.body.append(video)
    await video.play()
    await video.requestPictureInPicture()
    return 'a window'
  }),
  beside('a frame shows a site', noFrame, ({ web }) => {
    const frame = document.createElement('iframe')
    frame.src = `${web}/frame`
    document.body.append(frame)
  }),
  beside('a frame shows a file', noFrame, ({ file }) => {
    const frame = document.createElement('iframe')
    frame.src = file
    document.body.append(frame)
  }),
  beside('a frame is given a page of its own, with a bridge', noFrame, async () => {
    const found: string[] = []
    for (const [name, value] of [
      ['srcdoc', '<h1>out</h1>'],
      ['src', 'data:text/html,<h1>out</h1>'],
      ['src', 'app://gatehouse/'],
      ['src', 'about:blank'],
    ] as const) {
      const frame = document.createElement('iframe')
      try {
        frame.setAttribute(name, value)
      } catch {
        continue
      }
      document.body.append(frame)
      await new Promise((resolve) => setTimeout(resolve, 30))
      try {
        if (Reflect.get(frame.contentWindow ?? {}, 'gatehouse')) found.push(`a bridge in a frame of ${value}`)
      } catch {
        // Another origin's: the page cannot even ask.
      }
      frame.remove()
    }
    return found.join()
  }),
  beside('objects, embedded pages and applets', noFrame, ({ web, file }) => {
    for (const [kind, attribute] of [
      ['object', 'data'],
      ['embed', 'src'],
      ['frame', 'src'],
      ['fencedframe', 'src'],
      ['portal', 'src'],
    ] as const)
      for (const to of [`${web}/object`, file]) {
        const element = document.createElement(kind)
        try {
          element.setAttribute(attribute, to)
        } catch {
          continue
        }
        document.body.append(element)
      }
  }),
  beside('a webview, with preferences of its own', 'there is no webview tag; no guest page is attached', ({ web }) => {
    const view = document.createElement('webview')
    view.setAttribute('src', `${web}/webview`)
    view.setAttribute('nodeintegration', '')
    view.setAttribute('webpreferences', 'sandbox=no')
    document.body.append(view)
    return 'executeJavaScript' in view ? 'a webview' : undefined
  }),
  beside('workers, from a blob, data: and a site', noWorker, async ({ web }) => {
    const started: string[] = []
    for (const from of [
      URL.createObjectURL(new Blob(['postMessage(1)'], { type: 'text/javascript' })),
      'data:text/javascript,postMessage(1)',
      `${web}/worker.js`,
      '/kiosk.js',
    ]) {
      try {
        const worker = new Worker(from)
        if (
          await new Promise((resolve) => {
            worker.onmessage = () => resolve(true)
            worker.onerror = () => resolve(false)
            setTimeout(() => resolve(false), 100)
          })
        )
          started.push(`a worker from ${from.slice(0, 5)}`)
        worker.terminate()
      } catch {
        /* refused */
      }
    }
    return started.join()
  }),
  beside('a shared worker', noWorker, async () => {
    const worker = new SharedWorker(URL.createObjectURL(new Blob(['onconnect = (e) => e.ports[0].postMessage(1)'], { type: 'text/javascript' })))
    return new Promise((resolve) => {
      worker.port.onmessage = () => resolve('a shared worker')
      worker.onerror = () => resolve(undefined)
    })
  }),
  beside('a service worker, which would outlive the page', 'Trusted Types and the content policy; our scheme may have none', async () => {
    await navigator.serviceWorker.register('/kiosk.js')
    return 'a service worker'
  }),
  beside('worklets', noWorker, async () => {
    await new AudioContext().audioWorklet.addModule(URL.createObjectURL(new Blob(['registerProcessor'], { type: 'text/javascript' })))
    return 'a worklet'
  }),
]
