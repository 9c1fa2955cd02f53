/** What a Prometheus server reads: by the names of the reference's node where it has the same figure. */
import type { Host } from '../rpc/method.ts'
import type { Memory } from './memory.ts'

interface Metric {
  readonly name: string
  readonly help: string
  readonly values: readonly (readonly [labels: string, value: number])[]
}

/** The metrics in Prometheus' text format. @param clients open WebSocket connections */
export function metricsText({ chain, version }: Host, clients: number, memory: Memory): string {
  const { number } = chain.head
  const { ready, future } = chain.poolCounts
  const { rss, heapUsed } = process.memoryUsage()
  const metrics: readonly Metric[] = [
    gauge(
      'substrate_block_height',
      'Height of the chain',
      ['{status="best"}', number],
      ['{status="finalized"}', number],
    ),
    gauge('substrate_ready_transactions_number', 'Transactions that are ready for a block', ['', ready]),
    gauge('taokit_future_transactions_number', 'Transactions that wait for others', ['', future]),
    gauge('taokit_oldest_state', 'The oldest block whose state can be read', ['', chain.oldestState]),
    gauge('taokit_rpc_connections', 'Open WebSocket connections', ['', clients]),
    gauge('taokit_rpc_held_bytes', 'Memory that clients make the node hold', ['', memory.held]),
    gauge('taokit_rpc_evicted', 'Clients that were sent away because they held too much', ['', memory.evicted]),
    gauge('process_resident_memory_bytes', 'Memory that the process holds', ['', rss]),
    gauge('nodejs_heap_size_used_bytes', 'Memory in use by JavaScript', ['', heapUsed]),
    gauge('process_uptime_seconds', 'Seconds since the process began', ['', Math.round(process.uptime())]),
    gauge('taokit_build_info', 'The version that runs', [
      `{version="${version}",chain="${chain.spec.profile.name}"}`,
      1,
    ]),
  ]
  return metrics.map(textOf).join('')
}

const gauge = (name: string, help: string, ...values: Metric['values']): Metric => ({ name, help, values })

function textOf({ name, help, values }: Metric): string {
  const lines = values.map(([labels, value]) => `${name}${labels} ${value}\n`)
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`
}
