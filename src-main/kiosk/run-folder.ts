import path from 'node:path'

const PREFIX = 'gatehouse-run-'

/** Where a file is just being written or closed: once more, milliseconds later. */
const WHOLLY = { recursive: true, force: true, maxRetries: 5, retryDelay: 20 } as const

type Parts = {
  app: { getPath: (name: 'userData') => string; setPath: (name: 'userData', folder: string) => void }
  fs: {
    mkdtempSync: (prefix: string) => string
    renameSync: (from: string, to: string) => void
    rmSync: (folder: string, options: typeof WHOLLY) => void
    readdirSync: (folder: string) => string[]
  }
  /** The system's folder for what need not last. */
  temporary: string
  pid: number
  isAlive: (pid: number) => boolean
}

/**
 * Chromium writes into its user-data folder whatever it likes, so each run has one of its own that only its user can enter,
 * and that goes with it (S-04). Call it before the program is ready, after the lock on the lasting folder is taken.
 * @returns `lasting`: the folder that stays, for the log and the lock; `remove`: to be called last of all;
 *   `sweep`: removes what runs left behind that were killed
 */
export function runFolder({ app, fs, temporary, pid, isAlive }: Parts): { lasting: string; remove: () => void; sweep: () => void } {
  const lasting = app.getPath('userData')
  const own = fs.mkdtempSync(path.join(temporary, `${PREFIX}${pid}-`))
  app.setPath('userData', own)

  /** Chromium writes its last files when our code has ended, each by its path: what lies elsewhere by then it cannot fill again. */
  const outOfReach = (folder: string): string => {
    try {
      fs.renameSync(folder, `${folder}-over`)
      return `${folder}-over`
    } catch {
      return folder // Windows moves no folder in which a file is open
    }
  }
  const remove = (folder: string): void => {
    try {
      fs.rmSync(folder, WHOLLY)
    } catch {
      // Another user's, or still in use on Windows: the launcher clears the whole profile.
    }
  }
  return {
    lasting,
    remove: () => remove(outOfReach(own)),
    sweep: () => {
      for (const name of fs.readdirSync(temporary)) {
        const left = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]
        if (left !== undefined && !isAlive(Number(left))) remove(path.join(temporary, name))
      }
    },
  }
}
