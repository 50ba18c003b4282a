import type { Database, Transaction } from './database.ts'

/** How a transaction ended. `unknown`: it was to be committed, and no answer came. */
export type Ending = 'committed' | 'rolled-back' | 'unknown'

/** What is done after everything else in a transaction, and what once it is over. */
export type AtEnd = { last: () => Promise<void>; over: (ending: Ending) => void }

const waiting = new WeakMap<Transaction, AtEnd[]>()

/** Lets every transaction of this database do what was asked of it by `atEnd`. */
export function withEndings(database: Database): Database {
  const begin = database.transaction.bind(database)
  database.transaction = async (work, config) => {
    const asked: AtEnd[] = []
    let ending: Ending = 'rolled-back'
    try {
      const result = await begin(async (transaction) => {
        waiting.set(transaction, asked)
        const done = await work(transaction)
        for (const { last } of asked) await last()
        ending = 'unknown'
        return done
      }, config)
      ending = 'committed'
      return result
    } finally {
      for (const { over } of asked) over(ending)
    }
  }
  return database
}

/** Asks for something at the end of a transaction, at most a few quick statements. */
export function atEnd(transaction: Transaction, asked: AtEnd): void {
  const list = waiting.get(transaction)
  if (!list) throw new Error('not a transaction of this store')
  list.push(asked)
}
