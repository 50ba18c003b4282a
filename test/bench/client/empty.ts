// What the client is measured beside: an Electron window with nothing in it, switched, sandboxed and shown as ours is.
import { app, BrowserWindow } from 'electron'

app.enableSandbox()
app.disableHardwareAcceleration()
app.commandLine.appendSwitch('disable-gpu')

void app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false, width: 1100, height: 760, webPreferences: { sandbox: true } })
  window.once('ready-to-show', () => {
    window.show()
    process.stdout.write(`shown ${Date.now()}\n`)
  })
  await window.loadURL('about:blank')
})
