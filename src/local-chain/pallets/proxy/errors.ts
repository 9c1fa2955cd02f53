import { errorsOf } from '../../runtime/dispatch-error.ts'

/** Errors of the Proxy pallet. Reference: pallets/proxy/src/lib.rs Error. */
export const ProxyErrors = errorsOf('Proxy', [
  'TooMany',
  'NotFound',
  'NotProxy',
  'Unproxyable',
  'Duplicate',
  'NoPermission',
  'Unannounced',
  'NoSelfProxy',
  'AnnouncementDepositInvariantViolated',
  'InvalidDerivedAccountId',
])
