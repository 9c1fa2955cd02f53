import claim from '../stake/claim.ts'

/** The same as `tao stake claim`. */
export default { ...claim, examples: [{ line: 'tao root claim', does: 'Claim what is due now' }] }
