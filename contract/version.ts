/**
 * The contract's version. A side adds fields, step kinds and problem codes without raising it; it is raised when an older side
 * could no longer do the main job. Each side says its own in every message and refuses, in words, one that is too old.
 */
export const CONTRACT_VERSION = 1

/** The oldest version of the other side with which this side still works. */
export const OLDEST_VERSION = 1

/** HTTP header in which both sides say `CONTRACT_VERSION`. */
export const VERSION_HEADER = 'gatehouse-contract'

/** HTTP header in which the answer to `begin` carries the recovery's token: it reaches the main process, never a screen. */
export const TOKEN_HEADER = 'gatehouse-recovery'

/**
 * HTTP header that the portal's page sends with each of its requests. It proves nothing by itself; but no page of another origin can add it
 * without asking first (a CORS preflight), which is never allowed.
 */
export const PORTAL_HEADER = 'gatehouse-portal'

/** HTTP header with the number that a person can quote and an administrator can search for. */
export const CORRELATION_HEADER = 'gatehouse-correlation'
