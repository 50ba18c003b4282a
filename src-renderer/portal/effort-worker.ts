import { EffortAsked } from '@gatehouse/contract'
import * as v from 'valibot'
import { showing } from '../../client/effort.ts'

// Beside the page, so that it stays alive meanwhile. One question, one answer, and it ends.
addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const work = showing(v.parse(EffortAsked, data))
  for (;;) {
    const { done, value } = work.next()
    if (done) {
      postMessage(value)
      return
    }
  }
})
