import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import type { Bridge, IdleNotice } from '@gatehouse/contract'

/** The names of the bridge's verbs: the build takes them from the contract, so that this file carries no schema. */
declare const VERBS: readonly Exclude<keyof Bridge, 'onIdle'>[]

const verb = (name: string) => (input: unknown = {}): Promise<unknown> => ipcRenderer.invoke(name, input)

function onIdle(listener: (notice: IdleNotice) => void): () => void {
  const pass = (_event: IpcRendererEvent, notice: IdleNotice): void => listener(notice)
  ipcRenderer.on('onIdle', pass)
  return () => void ipcRenderer.off('onIdle', pass)
}

// What the machine knows does not change, and the first drawing needs it: asked for while the page is still being read. Not in the empty
// document that can be there before it, and is a stranger.
const machine = location.protocol === 'app:' ? verb('machine')() : undefined

// Frozen by Electron on its way: a page can neither change nor replace it.
contextBridge.exposeInMainWorld('gatehouse', { ...Object.fromEntries(VERBS.map((name) => [name, verb(name)])), machine: () => machine ?? verb('machine')(), onIdle })

// Dead ends that only a page's own process can close: a file dropped on it, and the file dialog of an input (S-01).
for (const type of ['dragover', 'drop']) window.addEventListener(type, (event) => event.preventDefault(), true)
window.addEventListener('click', (event) => {
  if (event.composedPath().some((at) => at instanceof HTMLInputElement && at.type === 'file')) event.preventDefault()
}, true)

// Electron's console reaches the main process, which logs this line as an error: no violation goes unseen.
window.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
  console.error(`securitypolicyviolation ${effectiveDirective} ${blockedURI}`))
