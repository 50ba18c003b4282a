import { type EffortAsked, EffortShown } from '@gatehouse/contract'
import * as v from 'valibot'
import { inSlices } from '../../client/effort.ts'

export type Work = (asked: EffortAsked) => Promise<EffortShown>

/** What was asked of this browser: it begins as soon as that is known, while the person still types. */
export type Effort = {
  begin: (asked: EffortAsked | undefined) => void
  /** The effort once it is done, or nothing where none was asked. Each is shown once. */
  show: () => Promise<EffortShown | undefined>
}

export function effortOf(work: Work): Effort {
  let present: { challenge: string; done: Promise<EffortShown> } | undefined
  return {
    begin(asked) {
      // Asked again before it was shown: the first is as good.
      if (!asked || present) return
      present = { challenge: asked.challenge, done: work(asked) }
      present.done.catch(() => {}) // said where it is shown
    },
    async show() {
      const mine = present
      present = undefined
      return mine?.done
    },
  }
}

/** In a worker; on the page itself, slice by slice, where a browser has none to give. @param url of effort-worker.ts, as built */
export const inWorker = (url: string): Work => (asked) => new Promise<EffortShown>((resolve, reject) => {
  const worker = new Worker(url, { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    worker.terminate()
    resolve(v.parse(EffortShown, data))
  })
  worker.addEventListener('error', () => {
    worker.terminate()
    reject(new Error('no worker'))
  })
  worker.postMessage(asked)
}).catch(() => onPage(asked))

export const onPage: Work = (asked) => inSlices(asked, () => new Promise((resolve) => setTimeout(resolve)))
