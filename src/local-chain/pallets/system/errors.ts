import { errorsOf } from '../../runtime/dispatch-error.ts'

/** Errors of the System pallet. Reference: frame_system Error. */
export const SystemErrors = errorsOf('System', [
  'InvalidSpecName',
  'SpecVersionNeedsToIncrease',
  'FailedToExtractRuntimeVersion',
  'NonDefaultComposite',
  'NonZeroRefCount',
  'CallFiltered',
  'MultiBlockMigrationsOngoing',
  'NothingAuthorized',
  'Unauthorized',
])
