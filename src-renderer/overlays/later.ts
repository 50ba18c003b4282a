/** What lies above a screen, and the component library with it: loaded after the first paint. */
export * from './help.tsx'
export * from './idle-warning.tsx'
export * from './language-menu.tsx'
