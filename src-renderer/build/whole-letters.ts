import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/** A screen waits the moment until its letters are there: the package's own sheets would show other ones, or boxes, and then change them. */
export const wholeLetters: Plugin = {
  name: 'whole-letters',
  setup(build) {
    build.onLoad({ filter: /[\\/]@fontsource-variable[\\/][^\\/]+[\\/]wght\.css$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll('font-display: swap', 'font-display: block'), loader: 'css',
    }))
  },
}
