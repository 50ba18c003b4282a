import { readFile } from 'node:fs/promises'
import { IntlMessageFormat } from 'intl-messageformat'
import type { Plugin } from 'esbuild'
import { isText } from '../languages/language.ts'

/**
 * Takes the ICU messages apart while building: the first screen loads neither the parser (a third of the formatter) nor waits
 * for it, and a message that cannot be parsed fails the build.
 */
export const icuMessages: Plugin = {
  name: 'icu-messages',
  setup(build) {
    build.initialOptions.alias = {
      ...build.initialOptions.alias,
      '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js',
    }
    build.onLoad({ filter: /[\\/]languages[\\/][^\\/]+\.json$/ }, async ({ path }) => {
      const messages: unknown = JSON.parse(await readFile(path, 'utf8'))
      if (typeof messages !== 'object' || messages === null) throw new Error(`${path} holds no messages`)
      const parsed = Object.entries(messages).map(([id, text]) => [id, takenApart(String(text))])
      return { contents: JSON.stringify(Object.fromEntries(parsed)), loader: 'json' }
    })
  },
}

function takenApart(message: string): unknown {
  const parts = new IntlMessageFormat(message, 'en').getAst()
  return isText(message) ? message : parts
}
