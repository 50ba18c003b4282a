import type { ProxyConfig } from 'electron'
import type { Proxy } from '../config/proxy.ts'

/**
 * What Chromium is told of the way to the server. A proxy that is configured is the only way: where it fails nothing goes around it.
 * @param script of a PAC that is a file: Chromium's network process reads none by itself
 */
export function routeOf(proxy: Proxy = 'system', script?: string): ProxyConfig {
  if (typeof proxy === 'string') return { mode: proxy }
  if ('fixed' in proxy) return { mode: 'fixed_servers', proxyRules: proxy.fixed, proxyBypassRules: proxy.bypass?.join(',') ?? '' }
  return { mode: 'pac_script', pacScript: script === undefined ? proxy.pac : `data:application/x-ns-proxy-autoconfig;base64,${Buffer.from(script).toString('base64')}` }
}
