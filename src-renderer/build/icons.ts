import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Plugin } from 'esbuild'

/**
 * Makes `import key from '@fluentui/svg-icons/icons/key_24_regular.svg'` give the icon's outline as the text of a path: only
 * icons that are used are bundled, and nothing has to become HTML on its way to the screen.
 */
export const icons: Plugin = {
  name: 'icons',
  setup(build) {
    build.onLoad({ filter: /\.svg$/ }, async ({ path }) => ({
      contents: outlineOf(await readFile(path, 'utf8'), basename(path)), loader: 'text',
    }))
  },
}

/** The `d` of an icon's one path. An icon of several would lose parts: it is refused. */
export function outlineOf(svg: string, name: string): string {
  const [outline, ...more] = Array.from(svg.matchAll(/<path d="([^"]+)"/g), ([, d]) => d)
  if (outline === undefined || more.length > 0) throw new Error(`${name} is not one outline; take another icon`)
  return outline
}
