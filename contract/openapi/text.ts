import { openApiDocument } from './document.ts'

/** Where the document lies for those who read and diff it. */
export const documentFile = new URL('openapi.json', import.meta.url)

/** The document as the file holds it. */
export const documentText = () => `${JSON.stringify(openApiDocument(), null, 2)}\n`
