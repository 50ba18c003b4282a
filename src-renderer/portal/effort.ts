import { EffortShown } from '@gatehouse/contract'
import * as v from 'valibot'
import { inSlices, type Work } from '../../client/effort.ts'

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
