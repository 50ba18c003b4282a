// The client's own way to the credential store, in a process of the store's user: a command a line, an answer a line.
import { createInterface } from 'node:readline'
import { StoreFailed } from '../../../src-main/secrets/credentials.ts'
import { systemCredentials } from '../../../src-main/secrets/system.ts'

const credentials = systemCredentials({ platform: process.platform, env: process.env, uid: process.getuid?.() ?? -1 })

createInterface(process.stdin).on('line', (line) => {
  const [verb = '', service, account, value] = line.split('\t')
  void carryOut(verb, service ?? '', account ?? '', value ?? '').then(
    (answer) => process.stdout.write(`${JSON.stringify({ answer })}\n`),
    (error: unknown) => process.stdout.write(`${JSON.stringify({ why: error instanceof StoreFailed ? error.why : 'bug' })}\n`),
  )
})

async function carryOut(verb: string, service: string, account: string, value: string): Promise<string | boolean> {
  switch (verb) {
    case 'get': {
      const bytes = await credentials.getPassword(service, account)
      return bytes === undefined ? false : Buffer.from(bytes).toString('hex')
    }
    case 'set':
      await credentials.setPassword(service, account, Buffer.from(value, 'hex'))
      return true
    case 'delete': return credentials.deletePassword(service, account)
    default: throw new Error('no such verb')
  }
}
