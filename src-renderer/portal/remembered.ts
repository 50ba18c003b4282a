/**
 * What this browser remembers between two loads of the page, for all its tabs: that there may be a recovery, or that somebody left one
 * while the server could not be told. The recovery's token itself is in a cookie that no script can read. Nothing of a person is in it.
 */
export type Remembered = {
  read: () => 'open' | 'left' | undefined
  write: (what: 'open' | 'left' | undefined) => void
}

/** @param name under which it stands there; @param storage throws where the browser forbids it: then nothing is remembered, and a page that is loaded anew begins anew */
export function rememberedIn(name: string, storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Remembered {
  return {
    read() {
      const what = attempt(() => storage().getItem(name))
      return what === 'open' || what === 'left' ? what : undefined
    },
    write(what) {
      attempt(() => (what === undefined ? storage().removeItem(name) : storage().setItem(name, what)))
    },
  }
}

/** @returns nothing where the browser forbids what was tried */
export function attempt<T>(call: () => T): T | undefined {
  try {
    return call()
  } catch {
    return undefined
  }
}
