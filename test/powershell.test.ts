import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Language, type Node, Parser } from 'web-tree-sitter'

// No PowerShell runs here: that its scripts can be read is seen by a grammar of it, what they do only on Windows.

const root = join(import.meta.dirname, '..')
const scripts = globSync('{deploy,windows}/**/*.ps1', { cwd: root })
const parser = await prepared()

test('there are scripts for PowerShell', () => expect(scripts).not.toEqual([]))

test.each(scripts)('%s can be read by PowerShell', (script) => {
  expect(mistakesOf(readFileSync(join(root, script), 'utf8'))).toEqual([])
})

test('a script that cannot is found', () => {
  expect(mistakesOf('function Find { if ($one -eq 1 { } }')).toEqual([expect.stringMatching(/^line 1: /u)])
})

function mistakesOf(script: string): string[] {
  const wrong = (node: Node): string[] => (node.isError || node.isMissing
    ? [`line ${node.startPosition.row + 1}: ${node.text.slice(0, 60)}`]
    : node.children.flatMap(wrong))
  const tree = parser.parse(script)
  return tree ? wrong(tree.rootNode) : ['nothing could be read']
}

async function prepared(): Promise<Parser> {
  await Parser.init()
  const made = new Parser()
  made.setLanguage(await Language.load(createRequire(import.meta.url).resolve('tree-sitter-powershell/tree-sitter-powershell.wasm')))
  return made
}
