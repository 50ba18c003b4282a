import { textOf } from '../server/schema-files.ts'
import { settingsSchema } from '../src-main/config/settings.ts'

/** The JSON Schema for the client's settings, as server/schema-files.ts makes those of the server's. */
export const clientSchemaFile = () =>
  ({ file: new URL('../src-main/config/client.schema.json', import.meta.url), text: textOf(settingsSchema(false), 'Settings of the Gatehouse client') })
