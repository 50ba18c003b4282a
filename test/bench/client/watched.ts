// Starts the built client as it is, and says on standard output when its first screen was ready for typing.
import { createRequire } from 'node:module'
import { app } from 'electron'

app.once('browser-window-created', (_event, window) => void watch(window))
createRequire(__filename)('./main.js')

async function watch(window: Electron.BrowserWindow): Promise<void> {
  const shown = new Promise<number>((resolve) => window.once('show', () => resolve(Date.now())))
  await new Promise<void>((resolve) => window.webContents.once('did-navigate', () => resolve()))
  // To the frame: the page as a whole would be given it only once all that it loads has come.
  const drawn: unknown = await window.webContents.mainFrame.executeJavaScript(`(${waitForTyping.toString()})()`)
  process.stdout.write(`shown ${Math.max(await shown, Number(drawn))}\n`)
}

/** Runs in the page. @returns when the first frame that has the focus in the field was handed on to be shown */
function waitForTyping(): Promise<number> {
  return new Promise((tell) => {
    const look = () => {
      const field = document.activeElement
      if (!(field instanceof HTMLInputElement) || field.name !== 'account') {
        requestAnimationFrame(look)
        return
      }
      // This runs before the frame; a message is a task after it.
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => tell(performance.timeOrigin + performance.now())
      port2.postMessage(0)
    }
    requestAnimationFrame(look)
  })
}
