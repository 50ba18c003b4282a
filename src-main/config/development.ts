import type { Overrides } from './config.ts'

/**
 * What the development build lets through, and the packaged one does not contain: its own switches, and those with which
 * Playwright reaches the main process and the page. `no-sandbox` is not among them, and never will be.
 */
export const developmentSwitches = [
  'config', 'window', 'full-screen',
  'inspect', 'inspect-brk', 'remote-debugging-port', 'remote-debugging-pipe',
  'lang', 'force-device-scale-factor', 'force-prefers-reduced-motion', 'force-high-contrast', 'enable-logging', 'ozone-platform-hint',
]

/** @param args as given, without the program; @param env for `GATEHOUSE_CONFIG`, which `--config=` outdoes, `GATEHOUSE_DNS`, a name server of a test, and `GATEHOUSE_KEY_IN_MEMORY`, which the demo sets: its keys are in nobody's credential store */
export function developmentOverrides(args: readonly string[], env: NodeJS.ProcessEnv): Overrides {
  const file = args.find((arg) => arg.startsWith('--config='))?.slice('--config='.length) ?? env['GATEHOUSE_CONFIG']
  const mode = args.findLast((arg) => arg === '--window' || arg === '--full-screen')
  const dns = env['GATEHOUSE_DNS']
  const keyInMemory = env['GATEHOUSE_KEY_IN_MEMORY'] !== undefined
  return { ...(dns && { dns }), ...(keyInMemory && { keyInMemory }), ...(file && { file }), ...(mode && { mode: mode === '--window' ? 'window' : 'kiosk' }) }
}

/**
 * Playwright attaches, and then calls a function of this name, as its own loader provides it where it starts Electron itself.
 * A window that opens while it attaches makes both wait for each other, about once in fifteen starts.
 * @returns resolves when it has attached; at once where these are not exactly the switches that it passes
 */
export function whoDrivesHasAttached(args: readonly string[]): Promise<void> {
  if (!args.includes('--inspect=0') || !args.includes('--remote-debugging-port=0')) return Promise.resolve()
  return new Promise((resolve) => Object.assign(globalThis, { __playwright_run: resolve }))
}
