/* eslint-disable @typescript-eslint/no-deprecated -- whoever breaks out does not mind */
import type { Bait } from '../canaries.ts'
import type { ByScript } from './way.ts'

const noDialog = "the page's sandbox has no word for modal dialogs; dialogs are off (disableDialogs)"
const chooser = 'no input of files opens a dialog (its dialog is taken away from within)'
const asking = (way: string, stops: string, script: (bait: Bait) => unknown, more: Partial<ByScript> = {}): ByScript => ({
  way,
  stops,
  ...more,
  script,
})

/** Whatever asks for the system's own: dialogs, pickers, the screen as a whole, notes beside the window. */
export const dialogWays: readonly ByScript[] = [
  asking(
    'print',
    noDialog,
    () => {
      window.print()
    },
    { from: 'S-01: a print dialog can save a file' },
  ),
  asking('print, by an order to the document', noDialog, () => {
    for (const order of ['print', 'saveAs', 'open', 'createLink', 'insertImage']) document.execCommand(order, true)
  }),
  asking('alert, confirm and prompt', noDialog, () => {
    window.alert('out')
    const said = window.confirm('out') || window.prompt('out', 'x')
    return said ? 'an answer' : undefined
  }),
  asking('a dialog that keeps the page open', 'no page keeps itself open (will-prevent-unload)', () => {
    window.addEventListener('beforeunload', (event) => {
      event.preventDefault()
      event.returnValue = 'out'
    })
    location.href = 'app://gatehouse/elsewhere'
  }),
  asking(
    'a field for files',
    `${chooser}; a click on one does nothing (preload)`,
    () => {
      for (const folder of [false, true]) {
        const input = document.createElement('input')
        input.type = 'file'
        input.webkitdirectory = folder
        document.body.append(input)
        input.click()
      }
    },
    { from: 'CVE-2023-48654: any file upload is an Explorer; kiosk lists: <input type=file>' },
  ),
  asking('a field for files, asked to show its dialog', chooser, () => {
    const input = document.createElement('input')
    input.type = 'file'
    document.body.append(input)
    input.showPicker()
  }),
  asking('a field for files, pressed without being in the page, in a closed shadow, and by its label', chooser, () => {
    const input = document.createElement('input')
    input.type = 'file'
    input.id = 'files'
    input.click()
    const label = document.createElement('label')
    label.htmlFor = 'files'
    document.body.append(label, input)
    label.click()
    const host = document.createElement('div')
    document.body.append(host)
    const shadow = host.attachShadow({ mode: 'closed' })
    const hidden = document.createElement('input')
    hidden.type = 'file'
    shadow.append(hidden)
    hidden.click()
  }),
  asking('showOpenFilePicker, showSaveFilePicker and showDirectoryPicker', 'they are not there (disableBlinkFeatures)', () =>
    ['showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker']
      .map((name) => {
        const show: unknown = Reflect.get(window, name)
        if (typeof show !== 'function') return ''
        void Reflect.apply(show, window, [])
        return name
      })
      .filter(Boolean)
      .join(),
  ),
  asking(
    'a field for a colour',
    "it is drawn by the page's own process, and the dropper that looks at the screen is not in it",
    () => {
      const input = document.createElement('input')
      input.type = 'color'
      document.body.append(input)
      input.click()
    },
    { from: 'kiosk lists: a dialog for colours', draws: 'a field of colours', onlyWindows: "that it is Chromium's own there too, not the system's" },
  ),
  asking(
    'a field for a date, asked to show its picker',
    "it is drawn by the page's own process",
    () => {
      const input = document.createElement('input')
      input.type = 'datetime-local'
      document.body.append(input)
      input.showPicker()
    },
    { draws: 'a calendar' },
  ),
  asking('the drop of colour that looks at the whole screen', 'there is none (disableBlinkFeatures)', async () => {
    const Dropper = Reflect.get(window, 'EyeDropper') as (new () => { open: () => Promise<unknown> }) | undefined
    return Dropper && (await new Dropper().open()) ? 'a colour of the screen' : undefined
  }),
  asking(
    'a list of suggestions and one to choose from',
    "it is drawn in the page's own bounds, and goes with it",
    () => {
      const input = document.createElement('input')
      input.setAttribute('list', 'out')
      const list = document.createElement('datalist')
      list.id = 'out'
      list.append(new Option('out'))
      document.body.append(list, input)
      input.focus()
      input.showPicker()
    },
    { draws: 'a list' },
  ),
  asking('the page goes to full screen, locks keys and pointer', 'every permission asked for is refused', async () => {
    await Promise.allSettled([
      document.documentElement.requestFullscreen(),
      (Reflect.get(navigator, 'keyboard') as { lock: () => Promise<void> } | undefined)?.lock(),
      document.body.requestPointerLock(),
    ])
    return document.fullscreenElement ? 'full screen' : document.pointerLockElement ? 'the pointer' : undefined
  }),
  asking('the window is moved, sized, blurred and sent behind', 'no page moves its window (content-bounds-updated)', () => {
    window.moveTo(500, 500)
    window.resizeTo(300, 200)
    window.moveBy(100, 100)
    window.resizeBy(-400, -300)
    window.blur()
  }),
  asking('notifications, badges and titles', 'every permission asked for is refused', async () => {
    document.title = '\u202eout'
    await Promise.allSettled([(Reflect.get(navigator, 'setAppBadge') as (() => Promise<void>) | undefined)?.call(navigator)])
    const allowed = await Notification.requestPermission()
    new Notification('out')
    return allowed === 'granted' ? 'notifications' : undefined
  }),
]
