// The Electron that shows the gallery: the product's scheme, content policy, guards and limits of a page, one window, no server.
import { readFile } from 'node:fs/promises'
import { app, BrowserWindow, Menu, protocol, session } from 'electron'
import { onlyScreens, pageLimits, raiseGuards } from '../../src-main/kiosk/guards.ts'
import { type AppFiles, SCREENS, screenScheme, serveScreens } from '../../src-main/kiosk/scheme.ts'

/** Every file of the gallery: test/gallery/build.ts puts it in. */
declare const GALLERY: AppFiles

raiseGuards({ app, Menu })
protocol.registerSchemesAsPrivileged([screenScheme])
app.disableHardwareAcceleration()

void app.whenReady().then(async () => {
  const own = session.fromPartition('gallery')
  onlyScreens(own)
  serveScreens(own.protocol, { files: GALLERY, folder: import.meta.dirname, readFile })
  const window = new BrowserWindow({
    show: false, frame: false, width: 1280, height: 800, useContentSize: true, backgroundColor: '#0a1a2b', webPreferences: { ...pageLimits, session: own },
  })
  window.once('ready-to-show', () => window.show())
  await window.loadURL(`${SCREENS}/`)
})
