// Starts the built client as it is, and says on standard output when its first screen was ready for typing, and when it did what is pressed.
import { createRequire } from 'node:module'
import { app } from 'electron'

app.once('browser-window-created', (_event, window) => void watch(window))
createRequire(__filename)('./main.js')

async function watch(window: Electron.BrowserWindow): Promise<void> {
  const shown = new Promise<number>((resolve) => window.once('show', () => resolve(Date.now())))
  await new Promise<void>((resolve) => window.webContents.once('did-navigate', () => resolve()))
  // To the frame: the page as a whole would be given it only once all that it loads has come.
  const drawn: unknown = await window.webContents.mainFrame.executeJavaScript(`(${waitForTyping.toString()})()`)
  const answers: unknown = await window.webContents.mainFrame.executeJavaScript(`(${waitForAnswers.toString()})()`)
  process.stdout.write(`shown ${Math.max(await shown, Number(drawn))} answers ${Number(answers)}\n`)
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

/** Runs in the page. @returns when the screen was React's: the templates of it go then, and what was pressed meanwhile is done */
function waitForAnswers(): Promise<number> {
  return new Promise((tell) => {
    const look = () => {
      if (document.querySelector('template')) setTimeout(look, 1)
      else tell(performance.timeOrigin + performance.now())
    }
    look()
  })
}
