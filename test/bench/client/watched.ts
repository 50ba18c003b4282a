// Starts the built client as it is, and says on standard output when its first screen is ready for typing.
import { createRequire } from 'node:module'
import { app, type BrowserWindow } from 'electron'

app.once('browser-window-created', (_event, window) => void watch(window))
createRequire(__filename)('./main.js')

async function watch(window: Pick<BrowserWindow, 'once' | 'webContents'>): Promise<void> {
  const shown = new Promise<void>((resolve) => window.once('show', () => resolve()))
  // A screen sets its title when it is there: until then it is the page's own. Nothing runs in the page before that.
  await new Promise<void>((resolve) => window.webContents.on('page-title-updated', (_event, title) => { if (title !== 'Gatehouse') resolve() }))
  const field: unknown = await window.webContents.executeJavaScript(`new Promise((tell) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => tell(document.hasFocus() && document.activeElement.name)
    port2.postMessage(0) // a task after the frame
  }))`)
  await shown
  process.stdout.write(field === 'account' ? 'shown\n' : `the focus is on ${String(field)}\n`)
}
