import type { Path } from '../../../groundwork/settings/document.ts'

/** Something wrong in a policy whose every part is right by itself. */
export type Finding = { readonly path: Path; readonly what: string; readonly right: string }
