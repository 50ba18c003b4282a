import { ServerResponse } from 'node:http'

// Loaded before the server's own code (`node --import`): an answer leaves so many milliseconds later as its request asks for. It
// shows that what is measured would be seen. Nothing of it is in the product.
const end: unknown = Reflect.get(ServerResponse.prototype, 'end')
if (typeof end !== 'function') throw new Error('a response has an end')
const leave = end
Object.defineProperty(ServerResponse.prototype, 'end', {
  value(this: ServerResponse, ...said: unknown[]): unknown {
    const until = performance.now() + Number(this.req.headers['planted-delay'] ?? 0)
    while (performance.now() < until) { /* A timer would not be as exact. */ }
    return Reflect.apply(leave, this, said)
  },
})
