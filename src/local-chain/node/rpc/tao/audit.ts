import { method } from '../method.ts'

/** So many findings of a check are told one by one. */
const MAX_TOLD = 100

/** Looks at the whole state of the newest block: whether every sum is that of its parts. It reads all there is. */
export const audit = method({
  name: 'tao_audit',
  unsafe: true,
  params: [],
  run: ({ chain }) => {
    const { head } = chain
    const checks = chain.audit().map(({ name, checked, findings }) => ({
      name,
      checked,
      broken: findings.length,
      findings: findings.slice(0, MAX_TOLD).map(({ subject, off }) => ({ subject, off: off?.toString() ?? null })),
    }))
    return { head, checks }
  },
})
