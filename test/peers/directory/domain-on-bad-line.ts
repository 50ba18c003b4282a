import { Client } from 'ldapts'
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest'
import { badLine, type BadLine } from './bad-line.ts'
import { corpDirectory } from './corp-directory.ts'
import { type Domain, startDomain } from '../samba/domain.ts'
import type { PersonName } from '../samba/people.ts'
import type { DomainOptions, Limits } from '../../../server/directory/active-directory/options.ts'
import type { Later } from '../../../server/directory/active-directory/resting.ts'
import type { Directory } from '../../../server/recovery/ports.ts'

/** A domain for the tests of a file, at the end of a line to which a test can do what it likes. To be called where the tests are described. */
export function domainOnBadLine() {
  let domain: Domain
  let line: BadLine
  const closing: (() => Promise<void>)[] = []
  beforeAll(async () => { domain = await startDomain() })
  beforeEach(async () => { line = await badLine({ host: domain.address, port: 636 }) })
  afterEach(async () => {
    vi.useRealTimers()
    vi.restoreAllMocks()
    await Promise.all(closing.splice(0).map((close) => close()))
    await line.close()
  })
  afterAll(() => domain.stop())

  const opened = (different?: Partial<DomainOptions>, limits?: Limits, later?: Later) => {
    const all = corpDirectory(domain, different, limits, later)
    closing.push(all.directory.close)
    return all
  }
  const overLineTo = () => ({ host: domain.host, port: line.port, address: '127.0.0.1' })
  /** Our directory at the other end of the bad line. */
  const overLine = (limits?: Limits) => opened({ controllers: [overLineTo()] }, limits)
  const idOf = async (name: PersonName) => await opened().directory.find(name) ?? ''
  const unlockedAt = async (name: PersonName) => { while ((await domain.state(name))?.locked) await new Promise((resolve) => setTimeout(resolve, 20)) }
  /** What befalls the line right before the next change is sent, after all that is asked before it. */
  const beforeChange = (befall: () => void) => {
    const modify = vi.spyOn(Client.prototype, 'modify')
    modify.mockImplementationOnce(function (this: Client, ...change) {
      befall()
      modify.mockRestore()
      return this.modify(...change)
    })
  }
  const turns = (condition: BadLine['condition']) => beforeChange(() => { line.condition = condition })
  /** Nothing else is on its way on the line, so that the next answer is the one to what is asked next. */
  const quietLine = async (asked: Promise<unknown>, connected: () => number) => {
    await asked
    await expect.poll(() => line.count() - connected()).toBe(0)
  }
  /**
   * Asks for all that is kept for minutes. Several of these questions are on their way at once, and whether one finds the connection
   * busy, and lets another be opened, hangs on the moment in which answers come: a test that counts begins after it.
   * @returns how many connections were opened until then
   */
  const warm = async ({ check }: Pick<Directory, 'check'>, connected: () => number) => {
    await check()
    return connected()
  }
  const timed = async (work: Promise<unknown>) => {
    const start = performance.now()
    const came = await work.catch((error: unknown) => error)
    return { came, took: performance.now() - start }
  }

  return {
    domain: () => domain,
    /** After it was stopped; another clone at the same address. */
    startAgain: async (address: string) => { domain = await startDomain({ address }) },
    line: () => line, opened, overLineTo, overLine, idOf, unlockedAt, beforeChange, turns, quietLine, timed, warm,
  }
}
