import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Plugin } from 'esbuild'

/**
 * React's DOM half comes as CommonJS: bundled, it becomes one function, which the browser reads twice (once to find its end,
 * once to run it). As a module it is read once, and what we do not use of it goes: 0.2 MB, the most of the first screen.
 */
export const reactDomModule: Plugin = {
  name: 'react-dom-module',
  setup(build) {
    const folder = dirname(createRequire(import.meta.url).resolve('react-dom/package.json'))
    build.onResolve({ filter: /^react-dom\/client$/ }, () => ({ path: join(folder, 'cjs/react-dom-client.production.js'), sideEffects: false }))
    build.onLoad({ filter: /react-dom-client\.production\.js$/ }, async ({ path }) => ({ contents: asModule(await readFile(path, 'utf8')) }))
  },
}

const requires = `var Scheduler = require("scheduler"),
  React = require("react"),
  ReactDOM = require("react-dom");
`

/** The same code with imports and exports. @throws when it is built in another way than we know */
export function asModule(code: string): string {
  const module = code
    .replace(requires, 'import Scheduler from "scheduler"; import React from "react"; import ReactDOM from "react-dom";\n')
    .replaceAll(/^exports\.(\w+) =/gm, 'export const $1 =')
  if (/\brequire\(|\bexports\b|\bmodule\./.test(module)) throw new Error('react-dom is built in a new way: see build/react-dom-module.ts')
  return module
}
