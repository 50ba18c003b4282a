// The commands begin on whatever Node there is and go on under the one that the project wants.
import { spawn } from 'node:child_process'
import { wantedNode } from '../setup/packages.mjs'

/**
 * Runs one of the plans in parts.ts to its end; this process then exits as it did.
 * @param {string} root the project's folder, with its packages installed
 * @param {keyof typeof import('./parts.ts').plans} plan
 */
export function runPlan(root, plan) {
  const child = spawn(wantedNode(root), ['scripts/test/run.ts'], { cwd: root, stdio: 'inherit', env: { ...process.env, GATEHOUSE_PLAN: plan } })
  // Ctrl+C reaches the whole group: the child winds down by itself, and we wait for it.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code) => process.exit(code ?? 1))
}
