import type { Bridge } from '@gatehouse/contract'

declare global {
  interface Window {
    /** The main process, as the preload hands it over. */
    readonly gatehouse: Bridge
    readonly trustedTypes: { createPolicy: (name: string, rules: { createHTML: (html: string) => string | null }) => unknown }
  }
}
