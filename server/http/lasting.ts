import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** An answer, written out, and a name that no other text has (RFC 9110 §8.8.3). */
type Written = { text: string; etag: string }

const written = new WeakMap<object, Written>()

/**
 * Answers with what is the same for everybody until it changes. Who has it already is told so in a few bytes. A browser keeps it and
 * asks each time; nothing between may.
 * @param answer as the handler gave it; as long as it gives the same object, that is checked and written out once
 * @param check what of it leaves
 */
export function answerLasting(answer: object, check: () => unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { text, etag } = written.get(answer) ?? write(answer, check())
  reply.headers({ etag, 'cache-control': 'private, no-cache' })
  return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.type('application/json; charset=utf-8').send(text)
}

function write(answer: object, checked: unknown): Written {
  const text = JSON.stringify(checked)
  const made = { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` }
  written.set(answer, made)
  return made
}
