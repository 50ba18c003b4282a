import { registerStates } from '../../../src-renderer/register/states/states.ts'
import { states } from '../../../src-renderer/states/states.ts'

/** In the order in which somebody meets them. */
export const shown: readonly { title: string; states: readonly { name: string; about: string }[] }[] = [
  { title: 'The way back in, at the sign-in screen', states },
  { title: 'Registration, in a browser', states: registerStates },
]

/** The page that shows every state of every screen: docs/gallery/README.md, with the pictures beside it. */
export function galleryPage(): string {
  const cell = ({ name, about }: { name: string; about: string }) =>
    `<td width="33%"><img src="${name}.webp" alt="" width="100%"><br><b>${name}</b><br>${escape(about)}</td>`
  const sections = shown.flatMap(({ title, states: list }) =>
    [`## ${title}`, '', '<table>', ...inRows(list).map((row) => `<tr>${row.map(cell).join('')}</tr>`), '</table>', ''])
  return `${[
    '# Every screen',
    '',
    'Made from the lists that the tests walk (`src-renderer/states/states.ts`, `src-renderer/register/states/states.ts`) by `npm run gallery`, which takes the pictures that',
    'are missing; with `-- --all` it takes all of them anew. Half as large as on a screen of 1280 by 800.',
    '',
    ...sections,
  ].join('\n').trimEnd()}\n`
}

function inRows<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / 3) }, (_, at) => list.slice(at * 3, at * 3 + 3))
}

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
