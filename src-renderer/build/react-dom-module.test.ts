import { expect, it } from 'vitest'
import { asModule } from './react-dom-module.ts'

const head = 'var Scheduler = require("scheduler"),\n  React = require("react"),\n  ReactDOM = require("react-dom");\n'

it("React's DOM half becomes a module", () => {
  expect(asModule(`"use strict";\n${head}exports.createRoot = function () {};\n`)).toMatch(/^"use strict";\nimport Scheduler .*\nexport const createRoot = function/)
})

it.each([`${head}exports["createRoot"] = 1`, 'const React = require("react")', `${head}module.exports = {}`])('one that is built in another way is refused: %s', (code) => {
  expect(() => asModule(code)).toThrow('new way')
})
