import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Registry } from './registry.ts'

/** What Prometheus expects of every process, by the names that its dashboards know. @returns brings them up to date */
export function processMetrics(all: Registry): () => void {
  const cpu = all.counter('process_cpu_seconds_total', 'Processor time, user and system.', [])
  const memory = all.gauge('process_resident_memory_bytes', 'Memory that is held.', [])
  const started = all.gauge('process_start_time_seconds', 'Start, in seconds since 1970.', [])
  const lag = all.gauge('nodejs_eventloop_lag_p99_seconds', 'How long this process let others wait, at the 99th percentile since the last look.', [])
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  started.set([], Math.round(Date.now() / 1000 - process.uptime()))
  let told = 0
  return () => {
    const { user, system } = process.cpuUsage()
    const used = (user + system) / 1e6
    cpu.add([], used - told)
    told = used
    memory.set([], process.memoryUsage.rss())
    lag.set([], Number.isNaN(delay.percentile(99)) ? 0 : delay.percentile(99) / 1e9)
    delay.reset()
  }
}
