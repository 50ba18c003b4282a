import { join } from 'node:path'
import { build } from 'esbuild'
import * as v from 'valibot'
import type { Machine } from '@gatehouse/contract'
import { BLANK } from '../kiosk/first-screen.ts'
import { icons } from './icons.ts'
import { icuMessages } from './icu.ts'

const Drawn = v.object({ drawn: v.array(v.object({ tag: v.string(), direction: v.picklist(['ltr', 'rtl']), html: v.string() })) })

/** The kiosk's first screen in every language, drawn by the code that takes it over there. */
export async function firstScreensOf(machine: Machine): Promise<v.InferOutput<typeof Drawn>['drawn']> {
  const { outputFiles: [script] } = await build({
    entryPoints: [join(import.meta.dirname, '../kiosk/first-markup.tsx')], write: false,
    bundle: true, format: 'esm', platform: 'neutral', mainFields: ['module', 'main'], target: 'node20', jsx: 'automatic', charset: 'utf8', legalComments: 'none', logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"', MACHINE: JSON.stringify(machine) },
    plugins: [icons, icuMessages],
  })
  return v.parse(Drawn, await import(`data:text/javascript;base64,${Buffer.from(script?.contents ?? []).toString('base64')}`)).drawn
}

/** What the page carries of them: a `<template>` for each language, with blanks for what only a machine knows. */
export async function firstScreens(): Promise<string[]> {
  return (await firstScreensOf(BLANK)).map(({ tag, direction, html }) => `<template lang="${tag}" dir="${direction}">${html}</template>`)
}
